"""The weekly digest of admins: each Monday, once, also when there is nothing to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.screens.renderer import TelegramRenderer
from bot.telegram.markup import without
from bot.telegram.screen import Screen, read_payload
from digests.errors import pack
from digests.model import DeliveryState, Destination, DigestKind, EventKind
from digests.steps import Admins, Weekly
from digests.steps.send.notices import Notices
from digests.store.delivery import claims, new_digests, outbox, sent_parts
from digests.store.feeds import feeds
from digests.store.monitoring import events
from tests.digests.steps.world import LEASE, World, an_entry

RSS = "https://example.org/rss"
MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def weekly_of(world: World, zone: str = "UTC") -> Weekly:
    renderer = TelegramRenderer()
    there = [Destination("telegram", "42")]
    return Weekly(world.store, Admins(Notices(renderer, zone), there, "en"), renderer, zone)


async def told(world: World, weekly: Weekly, at: datetime) -> list[Screen]:
    world.now = at
    before = len(world.transport.arrived)
    await weekly.tell(at)
    await world.send.drain()
    return [read_payload(part.payload) for _, part in world.transport.arrived[before:]]


async def test_a_quiet_week_is_one_line_each_monday(world: World) -> None:
    feed_id = await world.feed()
    world.now = MONDAY - 2 * HOUR
    newer, older = an_entry(0, published=MONDAY - DAY), an_entry(1, published=MONDAY - 8 * DAY)
    await world.comes_in(feed_id, RSS, newer, older)
    assert await told(world, weekly_of(world), MONDAY - HOUR) == []
    [screen] = await told(world, weekly_of(world), MONDAY)
    said = (
        "🗓 A quiet week: 1 feed is well and none fails, 1 post (the week before 1); every message went out."
    )
    assert without(screen.html) == said
    for later in (HOUR, DAY, 6 * DAY):
        assert await told(world, weekly_of(world), MONDAY + later) == []
    assert len(await told(world, weekly_of(world), MONDAY + 7 * DAY)) == 1


async def test_nine_is_nine_in_the_zone_of_the_installation(world: World) -> None:
    await world.feed()
    weekly = weekly_of(world, "Asia/Shanghai")
    assert await told(world, weekly, MONDAY - 9 * HOUR) == []
    assert len(await told(world, weekly, MONDAY - 8 * HOUR)) == 1


async def test_a_bot_that_slept_on_monday_tells_on_tuesday(world: World) -> None:
    await world.feed()
    assert len(await told(world, weekly_of(world), MONDAY + DAY)) == 1


async def test_an_installation_of_this_week_has_nothing_to_tell(world: World) -> None:
    assert await told(world, weekly_of(world), MONDAY) == []
    world.now = MONDAY + HOUR
    await world.feed()
    assert await told(world, weekly_of(world), MONDAY + DAY) == []


async def test_a_week_with_trouble(world: World) -> None:
    sick, well = await world.feed(), await world.feed("https://example.org/well")
    who = await world.reader()
    async with world.store.write() as tx:
        error = pack("http_status", {"status": "503", "host": "example.org"})
        since = MONDAY - 4 * DAY
        await feeds.change(tx, sick, title="Sick", failures=9, failing_since=since, error=error)
        await events.add(tx, EventKind.FAILING, sick, MONDAY - 3 * DAY)
        await events.add(tx, EventKind.MOVED, well, MONDAY - 3 * DAY)
        await events.add(tx, EventKind.ENDED, well, MONDAY - 30 * DAY)
        kind, at = DigestKind.DIGEST, MONDAY - DAY
        digest = await new_digests.add_message(tx, kind, "telegram", "x", language="en", zone="UTC", now=at)
        await outbox.add(tx, digest, {who.id: "slot"}, at)
        [claimed] = await claims.claim(tx, "w", "telegram", at, LEASE, 1)
        await sent_parts.intend(tx, "w", [(claimed.id, 1)], at, LEASE)
        await sent_parts.intend(tx, "w", [(claimed.id, 1)], at, LEASE)
        await outbox.finish(tx, "w", [claimed.id], at, DeliveryState.FAILED)
    [screen] = await told(world, weekly_of(world), MONDAY)
    text = without(screen.html)
    assert "Feeds: 1 ok, 1 failing, 0 paused, 0 ended" in text
    assert "Messages: 1 given up, 1 without an answer" in text
    assert "Happened: 1 moved, 1 began to fail" in text
    assert "• Sick, 4 d: " in text
    assert [each.data.split(".")[1].split(":")[0] for row in screen.rows for each in row] == ["alarmlist"]
