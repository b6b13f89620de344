"""``/digests``: several digests in one chat, set by buttons and words."""

from __future__ import annotations

from datetime import time

import pytest

from bot.sandbox import Message, Room, Sandbox
from digests.model import Edition, Subscriber
from tests.bot.conftest import Town


@pytest.fixture
async def reader(town: Town, sandbox: Sandbox) -> Room:
    room = sandbox.private("Ann", language="en")
    await town.ready(room, "World", "Technology")
    await town.deliver()
    return room


async def further(town: Town, reader: Room) -> tuple[Edition, ...]:
    return await town.services.editions.listed((await town.subscriber(reader)).id)


async def told(town: Town, reader: Room) -> dict[str, int]:
    """In which digest each thing is told."""
    me: Subscriber = await town.subscriber(reader)
    return {each.title: each.edition for each in await town.services.subscriptions.following(me.id)}


async def markets(reader: Room) -> Message:
    """The screen of a further digest that was just made."""
    screen = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(screen, "What is the new digest called?")
    return await reader.ask("Markets")


async def test_who_has_one_digest_is_told_what_another_is_for(town: Town, reader: Room) -> None:
    screen = await reader.ask("/settings")
    await reader.tap("Times")
    await reader.wait_until(lambda: "🗂 Digests: 1" in screen.labels or None)
    await reader.tap("🗂 Digests: 1")
    await reader.wait_edit(screen, "Main digest · 08:00 · every day · 2 things followed")
    assert "Another digest has its own times" in screen.text
    assert screen.labels == ["+ Another digest", "🔗 Share this setup", "‹ Back"]
    await reader.tap("‹ Back")
    await reader.wait_edit(screen, "🕗 Times")


async def test_one_is_made_named_and_set(town: Town, reader: Room) -> None:
    screen = await markets(reader)
    assert screen.text.startswith("🗂 Markets\nIt tells nothing yet")
    assert "\n" not in screen.text.partition("\n")[2], "not that the chat follows nothing, which is not so"
    await reader.tap("nothing followed")
    await reader.wait_edit(screen, "What this digest tells")
    assert screen.text.startswith("🗂")
    await reader.tap("Technology")
    await reader.wait_until(lambda: "✓ Technology" in screen.labels or None)
    [made] = await further(town, reader)
    assert await told(town, reader) == {"World news": 0, "Technology": made.id}
    await reader.tap("‹ Back")
    await reader.wait_edit(screen, "Technology\nNext: tomorrow 08:00")
    await reader.tap("Times")
    await reader.wait_edit(screen, "🕗 Times · 08:00")
    assert screen.text.startswith("🗂 Markets"), "a screen says which digest it is about"
    assert not [label for label in screen.labels if "Quiet" in label or "review" in label]
    typed = await reader.ask("8:30, 15:30")
    assert "🕗 Times · 08:30, 15:30" in typed.text
    await reader.tap("Days")
    await reader.wait_edit(typed, "📅 Days")
    await reader.tap("Mon–Fri")
    await reader.wait_edit(typed, "📅 Days · Mon–Fri")
    await reader.tap("‹ Back")
    await reader.wait_edit(typed, "🕗 Times")
    await reader.tap("‹ Back")
    await reader.wait_edit(typed, "Next: tomorrow 08:30")
    await reader.tap("Look:")
    await reader.wait_edit(typed, "What a digest holds")
    await reader.tap("Length: 8 stories")
    await reader.wait_edit(typed, "Stories in a digest")
    await reader.tap("3")
    await reader.wait_until(lambda: "Length: 3 stories" in typed.labels or None)
    [made] = await further(town, reader)
    assert (made.schedule.times, made.schedule.weekdays) == (
        (time(8, 30), time(15, 30)),
        frozenset(range(1, 6)),
    )
    assert (made.title, made.size, made.points) == ("Markets", 3, 3)
    me = await town.subscriber(reader)
    assert (me.schedule.times, me.size) == ((time(8),), 8), "the first one is as it was"
    listed = await reader.ask("/digests")
    assert "Markets · 08:30, 15:30 · Mon–Fri · 1 thing followed" in listed.text
    assert listed.labels == ["Main digest", "Markets", "+ Another digest", "🔗 Share this setup", "‹ Back"]


async def test_a_thing_goes_back_and_forth(town: Town, reader: Room) -> None:
    screen = await markets(reader)
    await reader.tap("nothing followed")
    await reader.wait_edit(screen, "What this digest tells")
    for there in (True, False, True):
        await reader.tap("World news")
        await reader.wait_until(lambda on=there: ("✓ World news" in screen.labels) is on or None)  # type: ignore[misc]
    other = await reader.ask("/digests")
    await reader.tap("+ Another digest", message=other)
    await reader.wait_edit(other, "What is the new digest called?")
    second = await reader.ask("Evening")
    await reader.tap("nothing followed", message=second)
    await reader.wait_until(lambda: "World news · Markets" in second.labels or None)
    await reader.tap("World news", message=second)
    await reader.wait_until(lambda: "✓ World news" in second.labels or None)
    _, evening = await further(town, reader)
    assert await told(town, reader) == {"World news": evening.id, "Technology": 0}
    await reader.tap("World news", message=screen)  # it wants what it says, and that is done already
    await reader.wait_until(lambda: "World news · Evening" in screen.labels or None)
    assert (await told(town, reader))["World news"] == evening.id


async def test_one_is_deleted_once_that_was_asked(town: Town, reader: Room) -> None:
    screen = await markets(reader)
    await reader.tap("nothing followed")
    await reader.wait_edit(screen, "What this digest tells")
    await reader.tap("World news")
    await reader.wait_until(lambda: "✓ World news" in screen.labels or None)
    await reader.tap("‹ Back")
    await reader.wait_until(lambda: "Delete" in screen.labels or None)
    red = [each for each in screen.buttons if each["text"] == "Delete"]
    assert red[0]["style"] == "danger"
    await reader.tap("Delete")
    await reader.wait_edit(screen, "Delete “Markets”?")
    await reader.tap("Keep it")
    await reader.wait_edit(screen, "Next:")
    await reader.tap("Delete")
    await reader.wait_edit(screen, "Delete “Markets”?")
    assert await reader.tap("Delete this digest") == "“Markets” is deleted"
    await reader.wait_edit(screen, "Digests of this chat · 1")
    assert await further(town, reader) == ()
    assert set((await told(town, reader)).values()) == {0}
    typed = await markets(reader)
    [made] = await further(town, reader)
    await town.services.editions.drop((await town.subscriber(reader)).id, made.id)
    assert "not there any more" in await reader.tap("Times", message=typed)


async def test_one_is_looked_at_ahead_and_brought_now(town: Town, reader: Room) -> None:
    screen = await markets(reader)
    assert "It tells nothing yet" in await reader.tap("A digest now")
    await reader.tap("nothing followed")
    await reader.wait_edit(screen, "What this digest tells")
    await reader.tap("Technology")
    await reader.wait_until(lambda: "✓ Technology" in screen.labels or None)
    await reader.tap("‹ Back")
    await reader.wait_edit(screen, "Technology\nNext: tomorrow 08:00")
    await town.more("tech", 1)
    await reader.tap("👀 Preview")
    await reader.wait_edit(screen, "Story 100")
    await reader.tap("‹ Back")
