"""What admins are told by itself, with buttons that work; another address; and ``/audit``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.sandbox import Room, Sandbox
from bot.screens.renderer import TelegramRenderer
from bot.telegram.screen import Button, Screen
from bot.texts import Html
from digests.decisions.opml import Outline
from digests.errors import pack
from digests.model import Destination, EventKind, Feed, FeedKind, FeedState
from digests.sources.probe import Probe
from digests.steps import Admins, Alarms
from digests.steps.send.notices import Notices
from digests.store import Store
from digests.store.monitoring import events
from tests.bot.begun import Begun
from tests.bot.conftest import Town, an_entry, running_with, settings_for

LATER = timedelta(minutes=2)
NEW = "https://feeds.example.org/new"


@pytest.fixture
def admin(sandbox: Sandbox) -> Room:
    return sandbox.private(started=True)


@pytest.fixture
async def town(sandbox: Sandbox, store: Store, begun: Begun, admin: Room) -> AsyncIterator[Town]:
    there = Town(sandbox, store, settings_for(sandbox, admin_ids=str(admin.person.id)))
    async with running_with(there, begun, {"tech": ("Technology", [an_entry(n) for n in range(3)])}):
        yield there


async def alarm(town: Town, admin: Room, kind: EventKind = EventKind.ENDED, language: str = "en") -> Feed:
    """Something happens to the feed, and the admin is told."""
    feed_id = town.feeds["tech"]
    async with town.store.write() as tx:
        await events.add(tx, kind, feed_id, town.now, {"error": pack("gone", {"host": "example.org"})})
    town.now += LATER
    renderer = TelegramRenderer()
    there = [Destination("telegram", str(admin.person.id))]
    admins = Admins(Notices(renderer, "UTC"), there, language)
    assert await Alarms(town.store, admins, renderer).tell(town.now) == 1
    await town.send.drain()
    return await town.services.feeds.get(feed_id)


async def test_an_alarm_has_what_is_needed_at_hand(town: Town, admin: Room) -> None:
    feed = await alarm(town, admin)
    said = await admin.wait_reply("has ended")
    assert said.labels == ["🔄 Fetch now", "⏸ Pause", "🔗 New address", "🗑 Remove", "📡 Card"]
    await admin.tap("⏸ Pause")
    await admin.wait_edit(said, "⏸ paused")
    assert (await town.services.feeds.get(feed.id)).state is FeedState.PAUSED


async def test_what_it_leads_to_comes_below_it(town: Town, admin: Room) -> None:
    """Who looks at one of ten feeds still has the message with the other nine."""
    await town.publish("world", [an_entry(5)], "World")
    async with town.store.write() as tx:
        await events.add(tx, EventKind.SENDING_HALTED, None, town.now)
        await events.add(tx, EventKind.SILENT, town.feeds["world"], town.now)
    await alarm(town, admin)
    said = await admin.wait_reply("2 feeds need a look")
    assert said.labels == ["1", "2", "⚠ Failing feeds", "📊 Figures"]
    for label, shown in (("2", "feeds.example.org/tech"), ("⚠ Failing", "failing"), ("📊", "Figures")):
        await admin.tap(label, message=said)
        await admin.wait_reply(shown)
    assert "2 feeds need a look" in said.text


async def test_an_alarm_in_chinese(town: Town, admin: Room) -> None:
    await alarm(town, admin, language="zh")
    said = await admin.wait_reply("已停更")
    assert said.labels == ["🔄 立即抓取", "⏸ 暂停", "🔗 换地址", "🗑 移除", "📡 卡片"]


async def test_the_address_is_replaced_under_an_alarm(town: Town, admin: Room) -> None:
    feed = await alarm(town, admin)
    said = await admin.wait_reply("has ended")
    town.source.says(NEW, an_entry(9))
    town.source.looks[NEW] = Probe(NEW, FeedKind.WEB)
    town.source.looks["example.org"] = Probe(NEW, FeedKind.WEB, candidates=(NEW, f"{NEW}/2"))
    await admin.tap("🔗 New address")
    await admin.wait_edit(said, "Send the new address")
    assert (await admin.ask("nothing here")).text.startswith("There is no feed")
    assert f"one of them:\n{NEW}\n{NEW}/2" in (await admin.ask("example.org")).text
    assert (await town.services.feeds.get(feed.id)).address != NEW
    card = await admin.ask(NEW)
    assert card.text.endswith("The address is replaced.")
    assert "4 posts" in card.text
    assert (await town.services.feeds.get(feed.id)).address == NEW
    assert f"gave feeds.example.org/new the address {NEW}" in (await admin.ask("/audit")).text


async def test_a_feed_does_not_move_to_a_list_of_feeds(town: Town, admin: Room) -> None:
    feed = await alarm(town, admin)
    said = await admin.wait_reply("has ended")
    listed = (Outline("https://a.example/rss"), Outline("https://b.example/rss"))
    town.source.looks["lists.example"] = Probe("https://lists.example", FeedKind.WEB, outlines=listed)
    await admin.tap("🔗 New address")
    await admin.wait_edit(said, "Send the new address")
    told = (await admin.ask("lists.example")).text
    assert told.startswith("This is the address of a list of feeds (OPML), not of one feed.")
    assert "one of its 2 feeds" in told
    assert (await town.services.feeds.get(feed.id)).address == feed.address


async def test_an_address_belongs_to_one_feed(town: Town, admin: Room) -> None:
    await town.publish("world", [an_entry(5)], "World")
    await alarm(town, admin)
    said = await admin.wait_reply("has ended")
    there = "https://feeds.example.org/world"
    town.source.looks[there] = Probe(there, FeedKind.WEB)
    await admin.tap("🔗 New address")
    await admin.wait_edit(said, "Send the new address")
    assert "already" in (await admin.ask(there)).text
    await town.services.feeds.remove(town.feeds["world"], actor="cli", now=town.now)
    assert "/addfeed" in (await admin.ask(there)).text


async def test_the_log_of_changes_has_pages_of_ten(town: Town, admin: Room) -> None:
    feed = town.feeds["tech"]
    for n in range(22):
        act_on = town.services.feeds.pause if n % 2 else town.services.feeds.resume
        await act_on(feed, actor=f"telegram:{n} @ann", now=town.now)
    page = await admin.ask("/audit")
    assert page.text.startswith("📜 Changes · 23")
    assert page.text.count("@ann") == 10
    assert page.labels == ["1–10 / 23", "›"]
    await admin.tap("›")
    await admin.wait_until(lambda: "11–20 / 23" in page.labels or None)
    await admin.tap("›")
    await admin.wait_until(lambda: "21–23 / 23" in page.labels or None)
    assert "added" in page.text


async def test_the_log_is_for_admins(town: Town, sandbox: Sandbox) -> None:
    stranger = sandbox.private("Stranger", started=True)
    assert "Only the bot's admins" in (await stranger.ask("/audit")).text


@pytest.mark.parametrize(
    "action", ["audit:0", "feedaddress:1:1", "alarmcard:1:1", "alarmlist:1", "alarmstats"]
)
async def test_buttons_are_for_admins(town: Town, sandbox: Sandbox, action: str) -> None:
    stranger = sandbox.private("Stranger", started=True)
    screen = Screen(Html("forged"), ((Button("x", f"1.{action}"),),))
    sent = await town.app.bot.send_message(stranger.id, screen.html, reply_markup=screen.keyboard())
    toast = await stranger.tap("x", message=stranger.chat.messages[sent.message_id])
    assert "Only the bot's admins" in toast
