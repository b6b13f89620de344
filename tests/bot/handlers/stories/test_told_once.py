"""One event that two papers tell stands once in each list and count, and is found by either's words."""

from __future__ import annotations

from digests.steps import Stories
from tests.bot.conftest import Town, an_entry
from tests.digests.steps.stories.test_stories import CABLE, WINDOW


async def test_lists_and_the_search_show_an_event_once(empty_town: Town) -> None:
    town = empty_town
    for n, category in enumerate(("tech", "world")):
        title, text = CABLE[n]
        report = an_entry(n, title=title, text=text, uid=f"cable-{n}", published=town.now, tags=())
        await town.publish(category, [report, an_entry(5 + n)], category.title())
    step = Stories(town.store, town.clock, WINDOW)
    while await step.due():
        pass
    while await town.index.due():
        pass
    page = await town.services.browse.latest(None)
    assert page.total == len(page.posts) == 3
    room = town.sandbox.private(started=True)
    listed = await room.ask("/latest tech")
    assert "Undersea cable" in listed.text
    assert "First data" in (await room.ask("/latest world")).text, "each list has it, by its own report"
    found = await room.ask("/search Universities Rabat")
    assert "1 story" in found.text.splitlines()[0]
    assert "First data" in found.text, "by the report that has the words"
