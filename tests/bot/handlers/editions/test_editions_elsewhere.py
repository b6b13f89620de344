"""Several digests in groups and channels, in Chinese, and in ``/next``."""

from __future__ import annotations

from datetime import time

from bot.sandbox import Room, Sandbox, Standing
from tests.bot.conftest import Town
from tests.bot.handlers.editions.test_editions import further, reader

__all__ = ["reader"]


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
        "版式：8 条，各 3 个要点",
        "删除",
        "👀 预览",
        "现在来一份",
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
        "🗂 Channels": "Your channels and groups",
        "📣 Voice": "Settings · channel Voice",
        "Times": "🕗",
        "🗂 Digests": "Digests of this",
        "+ Another": "What is the new digest",
    }
    for label, then in ways.items():
        await owner.tap(label, message=mine)
        await owner.wait_edit(mine, then)
    made = await owner.ask("Evening")
    assert made.text.startswith("⚙ Settings · channel Voice\n\n🗂 Evening")
    await owner.tap("Times", message=made)
    await owner.wait_edit(made, "🕗 Times · 08:00")
    await owner.tap("20:00", message=made)
    await owner.wait_edit(made, "🕗 Times · 08:00, 20:00")
    [edition] = await further(town, channel)
    assert (edition.title, edition.schedule.times) == ("Evening", (time(8), time(20)))
    assert await further(town, owner) == ()
