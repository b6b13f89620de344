"""🔖 in a chat: kept, noted, listed, searched within, and each person's own."""

from __future__ import annotations

import pytest

from bot.sandbox import Message, Room, Sandbox
from digests.services.personal import saved as service
from tests.bot.conftest import Town


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "Technology", "World")
    return room


async def opened(reader: Room, number: str = "1", command: str = "/latest tech") -> Message:
    """A story of a list, opened in its place."""
    page = await reader.ask(command)
    await reader.tap(number, message=page)
    await reader.wait_until(lambda: "More…" in page.labels or None)
    return page


async def kept(town: Town, reader: Room) -> list[str]:
    me = await town.subscriber(reader)
    return [one.post.title for one in (await town.services.saved.page(me.id, 0, 50))[0]]


async def test_a_story_is_kept_and_let_go_by_the_same_button(town: Town, reader: Room) -> None:
    view = await opened(reader)
    assert view.labels[-6:] == ["🔔 Follow", "🔖 Save", "Why?", "More…", "Article ↗", "‹ Back"]
    assert "/saved lists" in await reader.tap("🔖 Save", message=view)
    await reader.wait_until(lambda: "🔖 Saved ✓" in view.labels or None)
    assert [each["style"] for each in view.buttons if each["text"] == "🔖 Saved ✓"] == ["success"]
    assert await kept(town, reader) == ["Story 12"]
    assert "No longer saved" in await reader.tap("🔖 Saved ✓", message=view)
    await reader.wait_until(lambda: "🔖 Save" in view.labels or None)
    assert await kept(town, reader) == []
    await reader.tap("‹ Back", message=view)
    await reader.wait_edit(view, "Technology")


async def test_a_story_of_a_digest_too(town: Town, reader: Room) -> None:
    digest = reader.last
    await reader.tap("2", message=digest)
    await reader.wait_until(lambda: "🔖 Save" in digest.labels or None)
    await reader.tap("🔖 Save", message=digest)
    await reader.wait_until(lambda: "🔖 Saved ✓" in digest.labels or None)
    await reader.tap("‹ Back", message=digest)
    await reader.wait_until(lambda: "2" in digest.labels or None)
    assert len(await kept(town, reader)) == 1


async def test_the_list_has_eight_a_page_and_leads_to_each_and_back(town: Town, reader: Room) -> None:
    assert "Nothing is saved yet" in (await reader.ask("/saved")).text
    me = await town.subscriber(reader)
    posts = (await town.services.browse.latest(None, None, 10)).posts
    for post in posts:
        await town.services.saved.save(me.id, post.id)
    listed = await reader.ask("/saved")
    assert listed.text.startswith("🔖 Saved · 10 articles")
    assert "1–8 / 10" in listed.labels
    await reader.tap("›", message=listed)
    await reader.wait_until(lambda: "9–10 / 10" in listed.labels or None)
    await reader.tap("10", message=listed)
    await reader.wait_until(lambda: "🔖 Saved ✓" in listed.labels or None)
    await reader.tap("🔖 Saved ✓", message=listed)
    await reader.wait_until(lambda: "🔖 Save" in listed.labels or None)
    await reader.tap("‹ Back", message=listed)
    await reader.wait_until(lambda: "9–9 / 9" in listed.labels or None)


async def test_a_note_is_asked_for_shown_and_removed(town: Town, reader: Room) -> None:
    view = await opened(reader)
    await reader.tap("🔖 Save", message=view)
    await reader.wait_until(lambda: "✎ Note" in view.labels or None)
    await reader.tap("✎ Note", message=view)
    await reader.wait_edit(view, "Send a note of one line")
    noted = await reader.ask("For the\nboard <b>meeting</b>")
    assert noted.text == "✎ Noted under “Story 12”:\nFor the board <b>meeting</b>"
    assert "✎ For the board <b>meeting</b>" in (await reader.ask("/saved")).text
    await reader.tap("Open it", message=noted)
    await reader.wait_until(lambda: "✎ Note" in noted.labels or None)
    await reader.tap("✎ Note", message=noted)
    await reader.wait_edit(noted, "Note: For the board")
    assert "removed" in await reader.tap("Remove the note", message=noted)
    assert "✎" not in (await reader.ask("/saved")).text


async def test_search_looks_among_what_is_kept(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    for n in (1, 4, 7):
        await town.services.saved.save(me.id, n)
    titles = {n: (await town.services.browse.post(n)).title for n in (1, 4, 7)}
    found = await reader.ask("/search is:saved")
    assert "is:saved · 3 stories" in found.text
    assert "+ Follow this search" not in found.labels, "it cannot be followed"
    one = await reader.ask(f'/search is:saved "{titles[4]}"')
    assert "· 1 story" in one.text
    assert titles[4] in one.text
    assert not any("Follow" in each for each in found.labels), "what one keeps is nothing that comes"
    assert "I found nothing" in (await reader.ask("/search is:saved qqqq")).text
    assert "asked for, not left out" in (await reader.ask("/search story -is:saved")).text


async def test_a_group_saves_for_whoever_taps_and_shows_nobodys_list(
    town: Town, reader: Room, sandbox: Sandbox
) -> None:
    stranger = sandbox.add_person("Stranger", language="en")
    group = sandbox.group("News", members=[reader.person, stranger])
    view = await opened(group)
    assert "🔖 Save for me" in view.labels
    assert "✎ Note" not in view.labels
    assert "in your own list" in await group.tap("🔖 Save for me", message=view, by=reader.person)
    assert "already" in await group.tap("🔖 Save for me", message=view, by=reader.person)
    assert "send /start" in await group.tap("🔖 Save for me", message=view, by=stranger)
    assert await kept(town, reader) == ["Story 12"]
    shown = await group.ask("/saved", by=reader.person)
    assert "shown in our private chat" in shown.text
    assert "Story 12" not in shown.text
    assert (
        "works with /search in our private chat"
        in (await group.ask("/search is:saved", by=reader.person)).text
    )


async def test_inline_mode_finds_what_the_person_keeps(town: Town, reader: Room, sandbox: Sandbox) -> None:
    me = await town.subscriber(reader)
    await town.services.saved.save(me.id, 4)
    answer = await reader.inline("is:saved")
    assert [each["id"] for each in answer["results"]] == ["4"]
    assert answer["is_personal"]
    other = await sandbox.private("Bea", language="en").inline("is:saved")
    assert other["results"] == []


async def test_as_many_as_can_be_kept_and_no_more(
    town: Town, reader: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST", 1)
    me = await town.subscriber(reader)
    await town.services.saved.save(me.id, 1)
    view = await opened(reader)
    assert "You have saved 1 articles" in await reader.tap("🔖 Save", message=view)


async def test_forged_and_late_taps_of_notes_are_answered(town: Town, reader: Room) -> None:
    view = await opened(reader)
    await reader.tap("🔖 Save", message=view)
    await reader.wait_until(lambda: "✎ Note" in view.labels or None)
    me = await town.subscriber(reader)
    await town.services.saved.remove(me.id, (await town.services.browse.latest(None)).posts[0].id)
    for n in range(1, 16):
        await town.services.saved.remove(me.id, n)
    assert "not saved any more" in await reader.tap("✎ Note", message=view)
