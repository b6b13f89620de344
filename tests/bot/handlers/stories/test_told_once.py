"""One event that two papers tell stands once in each list and count, and is found by either's words."""

from __future__ import annotations

from digests.steps import Stories
from tests.bot.conftest import Town, an_entry
from tests.digests.steps.stories.test_stories import CABLE, WINDOW


async def tell_twice(town: Town) -> None:
    """One event in two categories, with another story in each."""
    for n, category in enumerate(("tech", "world")):
        title, text = CABLE[n]
        report = an_entry(n, title=title, text=text, uid=f"cable-{n}", published=town.now, tags=())
        await town.publish(category, [report, an_entry(5 + n)], category.title())
    step = Stories(town.store, town.clock, WINDOW)
    while await step.due():
        pass
    while await town.index.due():
        pass


async def test_lists_and_the_search_show_an_event_once(empty_town: Town) -> None:
    town = empty_town
    await tell_twice(town)
    page = await town.services.browse.latest(None)
    assert page.total == len(page.posts) == 3
    room = town.sandbox.private(started=True)
    listed = await room.ask("/latest tech")
    assert "Undersea cable" in listed.text
    assert "First data" in (await room.ask("/latest world")).text, "each list has it, by its own report"
    found = await room.ask("/search Universities Rabat")
    assert "1 story" in found.text.splitlines()[0]
    assert "First data" in found.text, "by the report that has the words"


async def test_the_front_page_shows_an_event_under_its_first_category_alone(empty_town: Town) -> None:
    await tell_twice(empty_town)
    room = empty_town.sandbox.private(started=True)
    page = await room.ask("/latest")
    assert "Tech\n1. Undersea cable" in page.text
    assert "World\n3. Story 6" in page.text
    assert "First data" not in page.text
    assert page.labels == ["1", "2", "3", "Tech ›", "World ›"]
    alone = await room.ask("/latest 1")
    assert "Tech\n1. Undersea cable" in alone.text
    assert "World\n2. Story 6" in alone.text, "another one takes its place"
