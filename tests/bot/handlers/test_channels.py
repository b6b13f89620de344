"""Channels: who brings the bot there looks after it in private; rights are asked of Telegram each time."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.sandbox import Message, Room, Sandbox, Standing, people
from digests.model import ChatKind, Destination, Status
from tests.bot.conftest import Town
from tests.bot.sandbox.conftest import until


@pytest.fixture
def editor(sandbox: Sandbox) -> Room:
    return sandbox.private(language="en", started=True)


@pytest.fixture
def channel(sandbox: Sandbox, editor: Room) -> Room:
    return sandbox.channel("Harbour <news>", owner=editor.person, bot=Standing.LEFT)


async def set_up(editor: Room, channel: Room) -> None:
    """The editor brings the bot and is through with its questions."""
    channel.set_bot(Standing.ADMIN)
    hello = await editor.wait_reply("Harbour <news>")
    assert hello.text.startswith("📣 I am an admin of Harbour <news> now")
    assert channel.replies == [], "nothing is posted before somebody chose"
    await editor.tap("Set it up", message=hello)
    await editor.wait_edit(hello, "Which categories shall this channel get?")
    assert hello.text.startswith("⚙ Settings · channel Harbour <news>"), "each screen says what it is about"
    assert "at least one" in await editor.tap("Next", message=hello)
    assert await editor.tap("World", message=hello) == "Following World news"
    await editor.tap("Next", message=hello)
    await editor.wait_edit(hello, "When would you like it?")
    await editor.tap("08:00", message=hello)
    await editor.wait_edit(hello, "Done: every day at 08:00")
    assert "The first digest is being posted there." in hello.text


async def settings_of_the_channel(editor: Room) -> Message:
    """From one's own settings to the channel's."""
    mine = await editor.ask("/settings")
    assert mine.labels[-1] == "🗂 Channels and groups"
    await editor.tap("🗂 Channels")
    await editor.wait_edit(mine, "Your channels and groups · 1")
    await editor.tap("📣 Harbour")
    return await editor.wait_edit(mine, "⚙ Settings · channel Harbour <news>\n")


async def test_who_brings_it_sets_it_up_in_private(town: Town, editor: Room, channel: Room) -> None:
    await set_up(editor, channel)
    first = await channel.wait_reply("Story 15")
    assert first.labels == [], "no reader's tap may change what all others see"
    there = await town.subscriber(channel)
    assert (there.status, there.destination.kind) == (Status.ACTIVE, ChatKind.CHANNEL)
    assert (there.title, there.language) == ("Harbour <news>", "en")
    mine = Destination("telegram", str(editor.id))
    assert await town.services.subscriptions.find(mine) is None, "the editor follows nothing thereby"
    await town.more("world", 2)
    town.now += timedelta(days=1)
    await town.deliver()
    assert "2 stories · World news" in (await channel.wait_reply("2 stories")).text


async def test_times_language_and_zone_are_the_channels(town: Town, editor: Room, channel: Room) -> None:
    await town.ready(editor, "Technology")
    await set_up(editor, channel)
    mine = await settings_of_the_channel(editor)
    await editor.tap("Times", message=mine)
    await editor.wait_edit(mine, "🕗 Times · 08:00")
    typed = await editor.ask("6:45 19:00")
    assert typed.text.startswith("⚙ Settings · channel Harbour <news>")
    assert "🕗 Times · 06:45, 19:00" in typed.text
    await editor.tap("‹ Back", message=typed)
    await editor.wait_edit(typed, "⚙ Settings · channel Harbour <news>\nNext: ")
    await editor.tap("🌐", message=typed)
    await editor.wait_edit(typed, "Language and zone / 语言")
    await editor.tap("Zone", message=typed)
    await editor.wait_edit(typed, "🌍 Time zone")
    typed = await editor.ask("Berlin")
    assert "🌐 English · Berlin" in typed.labels
    await editor.tap("🌐", message=typed)
    await editor.wait_edit(typed, "Language and zone / 语言")
    assert await editor.tap("中文", message=typed) == "已保存"
    await editor.wait_edit(typed, "设置 · 频道 Harbour <news>")
    there, me = await town.subscriber(channel), await town.subscriber(editor)
    assert [f"{at:%H:%M}" for at in there.schedule.times] == ["06:45", "19:00"]
    assert (there.schedule.zone, there.language) == ("Europe/Berlin", "zh")
    assert [f"{at:%H:%M}" for at in me.schedule.times] == ["08:00"]
    assert (me.schedule.zone, me.language) == ("Asia/Shanghai", "en")
    await editor.tap("⏸ 暂停", message=typed)
    await editor.wait_edit(typed, "已暂停")
    assert (await town.subscriber(channel)).status is Status.PAUSED
    assert (await town.subscriber(editor)).status is Status.ACTIVE
    await editor.tap("‹ 所有频道和群", message=typed)
    await editor.wait_edit(typed, "Your channels and groups")


async def test_in_chinese(town: Town, sandbox: Sandbox) -> None:
    editor = sandbox.private(language="zh", started=True)
    channel = sandbox.channel("港口", owner=editor.person, bot=Standing.LEFT)
    channel.set_bot(Standing.ADMIN)
    hello = await editor.wait_reply("我成了港口的管理员")
    await editor.tap("开始设置")
    await editor.wait_edit(hello, "这个频道要哪些分类")


async def test_who_has_no_chat_with_the_bot_is_not_told(
    town: Town, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = sandbox.private()
    channel = sandbox.channel("Voice", owner=stranger.person, bot=Standing.LEFT)
    with caplog.at_level(logging.WARNING):
        channel.set_bot(Standing.ADMIN)
        await until(lambda: sandbox.record.refused)
    assert not caplog.records
    assert stranger.replies == channel.replies == []
    mine = await stranger.ask("/settings")
    assert "🗂 Channels and groups" in mine.labels, "it is not forgotten"


async def test_without_the_right_to_post_it_says_what_is_missing(
    town: Town, sandbox: Sandbox, editor: Room, channel: Room
) -> None:
    channel.chat.muted = True
    channel.set_bot(Standing.ADMIN)
    assert "may not post there" in (await editor.wait_reply("Harbour")).text
    people.mute(sandbox.world, channel.chat, editor.person, muted=False)
    assert "Set it up" in (await editor.wait_reply("can bring news digests")).labels
    people.mute(sandbox.world, channel.chat, editor.person, muted=False)
    await editor.ask("/help")
    assert len(editor.replies) == 3, "what changes nothing is not told"


async def test_a_right_is_asked_of_telegram_at_each_change(
    town: Town, sandbox: Sandbox, editor: Room, channel: Room
) -> None:
    await set_up(editor, channel)
    mine = await settings_of_the_channel(editor)
    for lost in ("member", "silent admin", "the bot is gone"):
        channel.chat.members[editor.person.id] = Standing.ADMIN
        if lost == "member":
            channel.chat.members[editor.person.id] = Standing.MEMBER
        elif lost == "silent admin":
            channel.chat.silent_admins.add(editor.person.id)
        else:
            channel.chat.silent_admins.clear()
            channel.chat.members[sandbox.world.bot.id] = Standing.KICKED
        assert "Only who may post in “Harbour <news>”" in await editor.tap("⏸ Pause", message=mine), lost
    assert (await town.subscriber(channel)).status is Status.ACTIVE
    await editor.ask("/settings")
    await editor.tap("🗂 Channels", message=editor.last)
    await editor.wait_edit(editor.last, "I know no channel or group whose admin you are")


async def test_a_right_that_was_lost_before_the_answer_was_typed_is_gone(
    town: Town, editor: Room, channel: Room
) -> None:
    await set_up(editor, channel)
    mine = await settings_of_the_channel(editor)
    await editor.tap("Times", message=mine)
    await editor.wait_edit(mine, "🕗 Times · 08:00")
    channel.chat.members[editor.person.id] = Standing.MEMBER
    assert "Only who may post" in (await editor.ask("7:00")).text
    assert [f"{at:%H:%M}" for at in (await town.subscriber(channel)).schedule.times] == ["08:00"]


async def test_an_admin_of_another_channel_cannot_reach_this_one(
    town: Town, sandbox: Sandbox, editor: Room, channel: Room
) -> None:
    await set_up(editor, channel)
    there = await town.subscriber(channel)
    other = sandbox.private(started=True)
    await town.ready(other, "World")
    mine = await town.subscriber(other)
    screen = await other.ask("/settings")
    for about, said in ((there.id, "Only who may post"), (mine.id, "expired"), (999, "has not begun")):
        tapped = people.tap(sandbox.world, screen, other.person, f"1.pause@{about}")
        answer = await other.wait_until(lambda tapped=tapped: tapped.answer)
        assert said in answer["text"]
    assert (await town.subscriber(channel)).status is Status.ACTIVE


async def test_when_it_comes_back_everything_is_as_it_was(town: Town, editor: Room, channel: Room) -> None:
    await set_up(editor, channel)
    await channel.wait_reply("Story 15")
    channel.kick_bot()
    await town.more("world", 2)
    town.now += timedelta(days=1)
    await town.deliver()
    assert (await town.subscriber(channel)).status is Status.SUSPENDED
    channel.set_bot(Standing.ADMIN)
    back = await editor.wait_reply("an admin of Harbour <news> again")
    await editor.tap("⚙ Settings", message=back)
    await editor.wait_edit(back, "Settings · channel Harbour <news>")
    await town.deliver()
    assert "2 stories" in (await channel.wait_reply("2 stories")).text


async def test_what_goes_wrong_is_not_posted_in_the_channel(
    town: Town,
    editor: Room,
    channel: Room,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr(type(town.services.subscriptions), "arrive", broken)
    with caplog.at_level(logging.ERROR):
        channel.set_bot(Standing.ADMIN)
        await until(lambda: caplog.records)
    await editor.ask("/help")
    assert channel.replies == []


async def test_a_tap_in_a_channel_changes_nothing_there(
    town: Town, sandbox: Sandbox, editor: Room, channel: Room
) -> None:
    await set_up(editor, channel)
    digest = await channel.wait_reply("Story 15")
    shown = digest.text
    for data in ("1.settingsnew", "1.story:1:0:0", "1.pause"):
        tapped = people.tap(sandbox.world, digest, editor.person, data)
        answer = await channel.wait_until(lambda tapped=tapped: tapped.answer)
        assert answer["text"].startswith(("I only post here", "我在这里只发简报"))
    assert (digest.text, channel.replies) == (shown, [digest])
