"""``/digests``: several digests in one chat, set by buttons and words."""

from __future__ import annotations

from datetime import time

import pytest

from bot.sandbox import Message, Room, Sandbox, Standing
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
    await reader.tap("Length")
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


async def test_what_is_followed_lends_its_name_and_moves(town: Town, reader: Room) -> None:
    screen = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(screen, "What is the new digest called?")
    await reader.tap("Technology")
    await reader.wait_edit(screen, "🗂 Technology\nTechnology\nNext: tomorrow 08:00")
    [made] = await further(town, reader)
    assert (await told(town, reader))["Technology"] == made.id


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


async def test_a_name_is_asked_again_until_it_will_do(town: Town, reader: Room) -> None:
    await markets(reader)
    screen = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(screen, "What is the new digest called?")
    assert "There is a digest called “MARKETS” already" in (await reader.ask("MARKETS")).text
    made = await reader.ask("Evening   <b>&")
    assert made.text.startswith("🗂 Evening <b>&\n")
    await reader.tap("Name", message=made)
    await reader.wait_edit(made, "What is it called from now on?")
    assert (await reader.ask("Late")).text.startswith("🗂 Late\n")
    assert [each.title for each in await further(town, reader)] == ["Markets", "Late"]


async def test_there_are_five_at_most(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    for n in range(3):
        await town.services.editions.add(me.id, f"Number {n}", town.now)
    open_question = await reader.ask("/digests")
    await reader.tap("+ Another digest")
    await reader.wait_edit(open_question, "What is the new digest called?")
    await town.services.editions.add(me.id, "Number 3", town.now)
    assert "A chat has 5 digests at most" in (await reader.ask("One more")).text
    assert "+ Another digest" not in (await reader.ask("/digests")).labels


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


async def test_next_lists_them_all(town: Town, reader: Room) -> None:
    me = await town.subscriber(reader)
    made = await town.services.editions.add(me.id, "Markets", town.now)
    assert "🗂 Markets: it tells nothing yet" in (await reader.ask("/next")).text
    [world, _] = await town.services.subscriptions.following(me.id)
    await town.services.editions.put(me.id, world.kind, world.target, made.id)
    assert "🗂 Markets: tomorrow 08:00" in (await reader.ask("/next")).text
    await reader.ask("/stop")
    assert "Markets" not in (await reader.ask("/next")).text


async def test_in_a_group_its_admins_change_them(town: Town, sandbox: Sandbox) -> None:
    owner, member = sandbox.add_person("Owner"), sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    await group.ask("/subscribe tech world")
    assert "Only this group's admins" in (await group.ask("/digests", by=member)).text
    screen = await group.ask("/digests")
    await group.tap("+ Another digest")
    await group.wait_edit(screen, "reply to this message")
    assert "Only this group's admins" in await group.tap("Technology", by=member)
    await group.tap("Technology")
    await group.wait_edit(screen, "🗂 Technology")
    assert [each.title for each in await further(town, group)] == ["Technology"]


async def test_in_chinese(town: Town, sandbox: Sandbox) -> None:
    room = sandbox.private(language="zh")
    await town.ready(room, "World", "Technology")
    screen = await room.ask("/digests")
    assert "主简报 · 08:00 · 每天 · 2 项关注" in screen.text
    await room.tap("+ 另设一份")
    await room.wait_edit(screen, "新的一份叫什么")
    made = await room.ask("行情")
    assert made.labels == [
        "没有内容",
        "名字",
        "时间：08:00",
        "星期：每天",
        "每份：8 条，各 3 个要点",
        "删除",
        "‹ 返回",
    ]


async def test_those_of_a_channel_are_set_in_private(town: Town, sandbox: Sandbox) -> None:
    owner = sandbox.private("Owner", language="en", started=True)
    channel = sandbox.channel("Voice", owner=owner.person, bot=Standing.LEFT)
    channel.set_bot(Standing.ADMIN)
    screen = await owner.wait_reply("Voice")
    await owner.tap("Set it up", message=screen)
    await owner.wait_edit(screen, "Which categories")
    await owner.tap("World", message=screen)
    await owner.tap("Next", message=screen)
    await owner.wait_edit(screen, "When would you")
    await owner.tap("08:00", message=screen)
    await owner.wait_edit(screen, "Done")
    mine = await owner.ask("/settings")
    ways = {
        "📣 Channels": "Your channel",
        "📣 Voice": "Settings",
        "Times": "🕗",
        "🗂": "Digests of this",
        "+ Another": "What is the new digest",
    }
    for label, then in ways.items():
        await owner.tap(label, message=mine)
        await owner.wait_edit(mine, then)
    made = await owner.ask("Evening")
    assert made.text.startswith("📣 Voice\n\n🗂 Evening")
    await owner.tap("Times", message=made)
    await owner.wait_edit(made, "🕗 Times · 08:00")
    await owner.tap("20:00", message=made)
    await owner.wait_edit(made, "🕗 Times · 08:00, 20:00")
    [edition] = await further(town, channel)
    assert (edition.title, edition.schedule.times) == ("Evening", (time(8), time(20)))
    assert await further(town, owner) == ()
