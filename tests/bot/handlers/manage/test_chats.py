"""``/manage``: where somebody decides what comes, asked of Telegram each time."""

from __future__ import annotations

import asyncio
import logging
from datetime import time, timedelta

import pytest

from bot.handlers.admin import progress
from bot.handlers.manage import asking
from bot.sandbox import Message, Room, Sandbox, Standing, people
from bot.telegram.prepared_messages import PreparedBot
from digests.model import ChatKind, Destination, Status
from tests.bot.conftest import Town


@pytest.fixture
def deputy(sandbox: Sandbox) -> Room:
    """Somebody who has a chat with the bot, and is an admin elsewhere."""
    return sandbox.private("Deputy", language="en", started=True)


def group_of(sandbox: Sandbox, deputy: Room, title: str = "Harbour <talk>", **more: object) -> Room:
    return sandbox.group(title, admins=[deputy.person], **more)  # type: ignore[arg-type]


async def listed(room: Room, text: str = "Your channels and groups") -> Message:
    await room.say("/manage")
    return await room.wait_reply(text)


async def opened(room: Room, title: str, text: str) -> Message:
    shown = await listed(room)
    await room.tap(title, message=shown)
    return await room.wait_edit(shown, text)


async def test_who_looks_after_nothing_is_told_how_to(town: Town, deputy: Room) -> None:
    shown = await listed(deputy, "I know no channel or group")
    assert shown.labels == ["↻ Ask again"]
    assert "🗂 Channels and groups" not in (await deputy.ask("/settings")).labels


async def test_a_group_is_listed_once_its_admin_was_seen_there(
    town: Town, sandbox: Sandbox, deputy: Room
) -> None:
    group = group_of(sandbox, deputy)
    await listed(deputy, "I know no channel or group")
    await group.ask("/settings", by=deputy.person)
    shown = await listed(deputy)
    assert shown.labels == ["👥 Harbour <talk>"]
    assert "One is missing?" in shown.text


async def test_who_adds_the_bot_finds_the_group_at_once(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    group = sandbox.group("Quay", owner=deputy.person, bot=Standing.LEFT)
    group.add_bot()
    await group.wait_reply("Hello, everyone")
    shown = await opened(deputy, "👥 Quay", "Which categories shall come there?")
    assert shown.text.startswith("⚙ Settings · group Quay\n")
    assert shown.labels[-1] == "‹ All places"


async def test_who_decides_nothing_there_does_not_find_it(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    group = sandbox.group("Quay", members=[deputy.person], bot=Standing.LEFT)
    group.add_bot(by=deputy.person)
    await group.wait_reply("Hello, everyone")
    channel = sandbox.channel("Voice", owner=deputy.person, bot=Standing.LEFT)
    channel.set_bot(Standing.ADMIN)
    await deputy.wait_reply("I am an admin of Voice")
    assert (await listed(deputy)).labels == ["📣 Voice"], "a member may bring the bot and decides nothing"
    channel.chat.members[deputy.person.id] = Standing.ADMIN
    assert (await listed(deputy)).labels == ["📣 Voice"]
    channel.chat.silent_admins.add(deputy.person.id)
    await listed(deputy, "I know no channel or group")
    group.chat.members[deputy.person.id] = Standing.ADMIN
    assert (await listed(deputy)).labels == ["👥 Quay"]


async def test_a_group_is_set_up_from_the_private_chat(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    await town.ready(deputy, "Technology")
    group = group_of(sandbox, deputy)
    await group.ask("/latest", by=deputy.person)
    await group.ask("/settings", by=deputy.person)
    said = len(group.replies)
    shown = await opened(deputy, "👥 Harbour", "Which categories")
    await deputy.tap("World", message=shown)
    await deputy.tap("Next", message=shown)
    await deputy.wait_edit(shown, "When would you like it?")
    assert "reply to this message" not in shown.text, "in private the bot hears everything"
    done = await deputy.ask("7:15")
    assert done.reply_to is None, "in private it is clear what is answered"
    assert done.text.startswith("⚙ Settings · group Harbour <talk>")
    assert "The first digest is being posted there." in done.text
    assert "World news" in (await group.wait_until(lambda: group.replies[said:] or None))[0].text
    there, me = await town.subscriber(group), await town.subscriber(deputy)
    assert (there.schedule.times, me.schedule.times) == ((time(7, 15),), (time(8),))
    followed = await town.services.subscriptions.following(me.id)
    assert [each.title for each in followed] == ["Technology"], "nothing of one's own is changed"


async def test_every_screen_says_for_which_chat_it_speaks(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    group = group_of(sandbox, deputy)
    await group.say("/subscribe tech", by=deputy.person)
    await group.wait_reply("Following")
    shown = await opened(deputy, "👥 Harbour", "\nNext: ")
    for label in list(shown.labels):
        before = len(deputy.replies)
        await deputy.tap(label, message=shown)
        await deputy.ask("/help")
        said = deputy.replies[before] if len(deputy.replies) - before > 1 else shown
        if "All places" in label:
            await deputy.wait_edit(said, "Your channels and groups")
        else:
            assert said.text.startswith("⚙ Settings · group Harbour <talk>\n"), label
        shown = await opened(deputy, "👥 Harbour", "⚙ Settings · group Harbour <talk>\n")


async def test_what_somebody_loses_between_two_taps_is_lost(
    town: Town, sandbox: Sandbox, deputy: Room
) -> None:
    group = group_of(sandbox, deputy)
    await group.say("/subscribe tech", by=deputy.person)
    await group.wait_reply("Following")
    shown = await opened(deputy, "👥 Harbour", "\nNext: ")
    lists = await listed(deputy)
    await deputy.tap("Times", message=shown)
    await deputy.wait_edit(shown, "🕗 Times")
    group.chat.members[deputy.person.id] = Standing.MEMBER
    assert "Only admins of “Harbour <talk>”" in await deputy.tap("19:00", message=shown)
    assert "You are not an admin there" in await deputy.tap("👥 Harbour", message=lists)
    assert (await town.subscriber(group)).schedule.times == (time(8),)
    group.chat.members[deputy.person.id] = Standing.ADMIN
    await deputy.tap("Times: ", message=await opened(deputy, "👥 Harbour", "\nNext: "))
    await deputy.wait_edit(deputy.last, "🕗 Times")
    group.chat.members[deputy.person.id] = Standing.MEMBER
    assert "Only admins of" in (await deputy.ask("6:30")).text, "nor is what was typed"
    group.chat.members[deputy.person.id] = Standing.ADMIN
    group.kick_bot(by=group.person)
    assert "You are not an admin there, or I am not" in await deputy.tap("👥 Harbour", message=lists)
    await listed(deputy, "I know no channel or group")
    assert (await town.subscriber(group)).schedule.times == (time(8),)


async def test_nobody_reaches_a_chat_by_a_forged_button(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    group, stranger = sandbox.group("Closed"), sandbox.private("Stranger", language="en", started=True)
    await town.ready(stranger, "World")
    await group.say("/subscribe tech")
    await group.wait_reply()
    there, mine = await town.subscriber(group), await town.subscriber(stranger)
    await town.ready(deputy, "World")
    own = await town.subscriber(deputy)
    screen = await stranger.ask("/settings")
    forged = {
        f"1.pause@{there.id}": "Only admins of “Closed”",
        f"1.pause@{own.id}": "expired",
        f"1.pause@{mine.id}": "expired",
        f"1.place:{group.id}": "You are not an admin there",
        f"1.place:{deputy.id}": "You are not an admin there",
        "1.place:me": "You are not an admin there",
        f"1.topic:{group.id}:0": "You are not an admin there",
        "1.posts": "expired",
        f"1.posts@{there.id}": "Only admins of “Closed”",
        f"1.forgetyes@{there.id}": "Only admins of “Closed”",
        "1.stored": "expired",
    }
    for data, said in forged.items():
        tapped = people.tap(sandbox.world, screen, stranger.person, data)
        answer = await stranger.wait_until(lambda tapped=tapped: tapped.answer)
        assert said in answer["text"], data
    assert {(await town.subscriber(room)).status for room in (group, deputy, stranger)} == {Status.ACTIVE}


async def test_in_a_group_a_button_about_another_chat_is_dead(
    town: Town, sandbox: Sandbox, deputy: Room
) -> None:
    group, other = group_of(sandbox, deputy), group_of(sandbox, deputy, "Other")
    await other.say("/subscribe tech", by=deputy.person)
    await other.wait_reply()
    there = await town.subscriber(other)
    screen = await group.ask("/settings", by=deputy.person)
    for data in (f"1.pause@{there.id}", f"1.place:{other.id}", "1.manage:0", f"1.topic:{other.id}:0"):
        tapped = people.tap(sandbox.world, screen, deputy.person, data)
        answer = await group.wait_until(lambda tapped=tapped: tapped.answer)
        assert "expired" in answer["text"], data
    said = await group.ask("/manage", by=deputy.person)
    assert "private chat with me" in said.text
    assert [each["url"] for each in said.buttons] == [f"https://t.me/{sandbox.world.bot.username}"]


async def test_many_groups_are_asked_about_a_few_at_a_time(
    town: Town, sandbox: Sandbox, deputy: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(20):
        group = group_of(sandbox, deputy, f"Group {n:02}")
        notes, kept = town.services.notes, f"manages:{deputy.person.id}:{group.id}"
        await notes.put(kept, f"group:{group.chat.title}", town.now, timedelta(days=1))
    asked, most = 0, 0
    ask = PreparedBot.get_chat_member

    async def counted(self: PreparedBot, *args: int, **kwargs: object) -> object:
        nonlocal asked, most
        asked += 1
        most = max(most, asked)
        await asyncio.sleep(0.05)
        try:
            return await ask(self, *args, **kwargs)  # type: ignore[arg-type]
        finally:
            asked -= 1

    monkeypatch.setattr(PreparedBot, "get_chat_member", counted)
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    await deputy.say("/manage")
    waiting = await deputy.wait_reply("Asking Telegram")
    await deputy.wait_edit(waiting, "/ 20")
    await deputy.wait_edit(waiting, "Your channels and groups · 20")
    assert most == asking.AT_ONCE
    assert waiting.labels[:2] == ["👥 Group 00", "👥 Group 01"]
    assert "1–8 / 20" in waiting.labels
    await deputy.tap("›", message=waiting)
    await deputy.wait_until(lambda: "9–16 / 20" in waiting.labels or None)
    monkeypatch.setattr(asking, "MOST", 5)
    await deputy.tap("‹", message=waiting)
    await deputy.wait_edit(waiting, "Of 15 more Telegram said nothing")
    assert "↻ Ask again" in waiting.labels


async def test_a_chat_of_which_telegram_says_nothing_is_counted(
    town: Town, sandbox: Sandbox, deputy: Room, caplog: pytest.LogCaptureFixture
) -> None:
    group = group_of(sandbox, deputy)
    await group.ask("/settings", by=deputy.person)
    fault = sandbox.fail("error", method="getChatMember", code=500, description="Internal Server Error")
    with caplog.at_level(logging.ERROR):
        shown = await listed(deputy, "Of 1 more Telegram said nothing")
    assert not caplog.records
    assert fault
    sandbox.faults.clear()
    await deputy.tap("↻", message=shown)
    await deputy.wait_edit(shown, "Your channels and groups · 1")


async def test_a_group_that_became_a_supergroup_is_found_again(
    town: Town, sandbox: Sandbox, deputy: Room
) -> None:
    group = group_of(sandbox, deputy)
    await group.ask("/settings", by=deputy.person)
    bigger = group.upgrade()
    shown = await listed(deputy)
    assert [each["callback_data"] for each in shown.buttons] == [f"1.place:{bigger.id}"]
    again = await listed(deputy)
    assert [each["callback_data"] for each in again.buttons] == [f"1.place:{bigger.id}"], "and only once"


async def test_where_the_bot_may_not_write_is_marked(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    channel = sandbox.channel("Voice", owner=deputy.person, bot=Standing.LEFT)
    channel.set_bot(Standing.ADMIN)
    await deputy.wait_reply("I am an admin of Voice")
    people.mute(sandbox.world, channel.chat, deputy.person)
    await deputy.wait_reply("may not post there")
    shown = await listed(deputy)
    assert shown.labels == ["📣 Voice ⚠"]
    assert "⚠ marks where I may not write." in shown.text


async def test_a_channel_from_before_is_listed_too(town: Town, sandbox: Sandbox, deputy: Room) -> None:
    channel = sandbox.channel("Voice", owner=deputy.person)
    place = Destination("telegram", str(channel.id), kind=ChatKind.CHANNEL)
    there = await town.services.subscriptions.arrive(place, language="en", title="Voice")
    kept = f"channels:{deputy.person.id}", f"[{there.id}, 999]"
    await town.services.notes.put(*kept, town.now, timedelta(days=1))
    assert (await listed(deputy)).labels == ["📣 Voice"]
