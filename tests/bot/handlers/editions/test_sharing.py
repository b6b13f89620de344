"""A setup as a link: made in one chat, looked at and taken in others."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest

from bot.sandbox import Room, Sandbox
from bot.texts import plain
from digests.model import Layout, Status, Subscriber
from tests.bot.conftest import Town


@pytest.fixture
async def giver(town: Town, sandbox: Sandbox) -> Room:
    """Somebody with two digests."""
    room = sandbox.private("Zenobia", language="en")
    await town.ready(room, "World", "Technology")
    me = await town.subscriber(room)
    made = await town.services.editions.add(me.id, "Markets", town.now)
    _, tech = await town.services.subscriptions.following(me.id)
    await town.services.editions.put(me.id, tech.kind, tech.target, made.id)
    await town.services.editions.change(me.id, made.id, town.now, size=3, layout=Layout.HEADLINES)
    await town.services.subscriptions.change(me.id, town.now, size=5)
    return room


async def link(giver: Room) -> str:
    """What a link carries to ``/start``."""
    screen = await giver.ask("/digests")
    await giver.tap("🔗 Share this setup", message=screen)
    shared = await giver.wait_reply("This setup as a link")
    [found] = re.findall(r"https://t\.me/\w+\?start=(\S+)", shared.text)
    assert re.fullmatch(r"[\w-]{1,64}", found), "Telegram takes no other"
    assert "Zenobia" not in shared.text
    return str(found)


async def setup(town: Town, room: Room) -> dict[str, set[str]]:
    """What is told in which digest."""
    me: Subscriber = await town.subscriber(room)
    named = {0: ""} | {each.id: each.title for each in await town.services.editions.listed(me.id)}
    found: dict[str, set[str]] = {title: set() for title in named.values()}
    for one in await town.services.subscriptions.following(me.id):
        found[named[one.edition]].add(one.title)
    return found


async def test_somebody_new_takes_it_with_one_tap(town: Town, sandbox: Sandbox, giver: Room) -> None:
    words, room = await link(giver), sandbox.private("Ben", language="en")
    screen = await room.ask(f"/start {words}")
    assert "Main digest: 08:00, every day · 5 stories, 3 key points each · Folded\nWorld news" in screen.text
    assert "Markets: 08:00, every day · 3 stories, 3 key points each · Headlines\nTechnology" in screen.text
    assert screen.labels == ["Take it", "Choose for myself"]
    assert await setup(town, room) == {"": set()}, "a look changes nothing"
    await room.tap("Take it")
    await room.wait_edit(screen, "Done: every day at 08:00")
    assert "Story 15" in (await room.wait_reply("Your first digest")).text
    assert await setup(town, room) == {"": {"World news"}, "Markets": {"Technology"}}
    me = await town.subscriber(room)
    assert (me.status, me.size) == (Status.ACTIVE, 5)
    [markets] = await town.services.editions.listed(me.id)
    assert (markets.size, markets.layout) == (3, Layout.HEADLINES)
    assert markets.next_due == town.now + timedelta(hours=16)


async def test_somebody_new_may_choose_instead(town: Town, sandbox: Sandbox, giver: Room) -> None:
    words, room = await link(giver), sandbox.private("Ben", language="zh")
    screen = await room.ask(f"/start {words}")
    assert screen.text.startswith("🔗 这会设置成：")
    await room.tap("自己选")
    await room.wait_until(lambda: "下一步" in str(screen.labels) or None)


@pytest.mark.parametrize(
    ("tap", "told"),
    [
        ("Add to mine", {"": {"5G", "World news"}, "Markets": {"Technology"}}),
        ("Replace mine", {"": {"World news"}, "Markets": {"Technology"}}),
        ("Look at my own", {"": {"5G"}, "Evening": set()}),
    ],
)
async def test_who_has_a_setup_is_asked(
    town: Town, sandbox: Sandbox, giver: Room, tap: str, told: dict[str, set[str]]
) -> None:
    words, room = await link(giver), sandbox.private("Ben", language="en")
    await room.ask("/subscribe #5G")
    me = await town.subscriber(room)
    await town.services.subscriptions.activate(me.id, town.now)
    await town.services.editions.add(me.id, "Evening", town.now)
    screen = await room.ask(f"/start {words}")
    assert screen.labels == ["Add to mine", "Replace mine", "Look at my own"]
    assert [each["text"] for each in screen.buttons if each.get("style") == "danger"] == ["Replace mine"]
    await room.tap(tap)
    await room.wait_edit(screen, "⚙ Settings")
    kept = {} if tap == "Replace mine" else {"Evening": set[str]()}
    assert await setup(town, room) == told | kept
    assert (await town.subscriber(room)).size == (5 if tap == "Replace mine" else 8)


async def test_a_pause_ends_when_it_is_taken(town: Town, sandbox: Sandbox, giver: Room) -> None:
    words, room = await link(giver), sandbox.private("Ben", language="en")
    await town.ready(room, "World")
    await room.ask("/stop")
    screen = await room.ask(f"/start {words}")
    assert (await town.subscriber(room)).status is Status.PAUSED
    await room.tap("Add to mine")
    await room.wait_edit(screen, "every day at 08:00")
    assert (await town.subscriber(room)).status is Status.ACTIVE


async def test_a_link_works_for_90_days(town: Town, sandbox: Sandbox, giver: Room) -> None:
    words, room = await link(giver), sandbox.private("Ben", language="en")
    screen = await room.ask(f"/start {words}")
    town.now += timedelta(days=91)
    await room.tap("Take it")
    await room.wait_edit(screen, "This link does not work any more")
    assert "does not work any more" in (await room.ask("/start setup-nonsense")).text
    assert "does not work any more" in (await giver.ask(f"/start {words}")).text


@pytest.mark.parametrize(
    ("language", "tap", "said"),
    [
        ("en", "Replace mine", "Nothing that this link sets up"),
        ("zh", "换掉我的", "这个链接里的内容都已经没有了"),
    ],
)
async def test_a_setup_of_removed_sources_is_not_offered(
    town: Town, sandbox: Sandbox, language: str, tap: str, said: str
) -> None:
    giver, room = sandbox.private("Zenobia", language="en"), sandbox.private("Ben", language=language)
    feed = town.feeds["world"]
    await town.services.feeds.retitle(feed, "Herald", actor="test", now=town.now)
    await giver.ask("/subscribe from:Herald")
    await room.ask("/subscribe #5G")
    words = await link(giver)
    screen = await room.ask(f"/start {words}")
    assert "Herald" in screen.text
    await town.services.feeds.remove(feed, actor="test", now=town.now)
    await room.tap(tap)
    await room.wait_edit(screen, said)
    again = await room.ask(f"/start {words}")
    assert said in again.text
    assert again.labels == screen.labels == [plain(language, "settings.open")]
    assert await setup(town, room) == {"": {"5G"}}
    fresh = sandbox.private("Cleo", language=language)
    assert (await fresh.ask(f"/start {words}")).labels == [plain(language, "start.begin")]


async def test_without_anything_followed_there_is_nothing_to_share(town: Town, sandbox: Sandbox) -> None:
    room = sandbox.private("Ben", language="en")
    screen = await room.ask("/digests")
    await room.tap("🔗 Share this setup", message=screen)
    await room.wait_edit(screen, "there is nothing to share")
    assert screen.labels == [plain("en", "categories.open")]


async def test_in_a_group_its_admins_take_it(town: Town, sandbox: Sandbox, giver: Room) -> None:
    words, owner = await link(giver), sandbox.add_person("Owner")
    member = sandbox.add_person("Member", language="en")
    group = sandbox.group("News", owner=owner, members=[member])
    name = sandbox.world.bot.username
    screen = await group.ask(f"/start@{name} {words}")
    assert "Only this group's admins" in await group.tap("Take it", by=member)
    await group.tap("Take it")
    await group.wait_edit(screen, "Done")
    me = await town.subscriber(group)
    assert me.schedule.times == (time(8),)
    assert await setup(town, group) == {"": {"World news"}, "Markets": {"Technology"}}
