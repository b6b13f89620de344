"""Alarms: told to every admin, once, together, in one commit with the note that they were."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.screens.renderer import TelegramRenderer
from bot.telegram.markup import without
from bot.telegram.screen import Screen, read_payload
from digests.errors import Refused, pack
from digests.model import Destination, EventKind, News, Status, Subscriber
from digests.steps import Admins, Alarms, Watch
from digests.steps.send.notices import Notices
from digests.store.feeds import feeds
from digests.store.monitoring import events
from digests.store.subscribers import subscribers
from tests.digests.steps.world import World

ADMINS = [Destination("telegram", "42"), Destination("telegram", "43")]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GONE = pack("gone", {"host": "example.org"})


class Broken(TelegramRenderer):
    """Fails for as long as it is told to."""

    broken = True

    def news(self, who: Subscriber, news: News, now: datetime) -> str:
        if self.broken:
            raise OSError("disk full")
        return super().news(who, news, now)


def alarms_of(world: World, renderer: TelegramRenderer | None = None, language: str = "en") -> Alarms:
    renderer = renderer or TelegramRenderer()
    admins = Admins(Notices(renderer, "UTC"), ADMINS, language)
    return Alarms(world.store, admins, renderer)


async def happens(world: World, kind: EventKind, feed: int | None, **params: object) -> None:
    async with world.store.write() as tx:
        await events.add(tx, kind, feed, world.now, params)


async def told(world: World, alarms: Alarms) -> list[Screen]:
    """What the first admin gets of what happened until now."""
    world.now += 2 * MINUTE
    before = len(world.transport.arrived)
    await alarms.tell(world.now)
    await world.send.drain()
    arrived = world.transport.arrived[before:]
    return [read_payload(part.payload) for there, part in arrived if there.address == "42"]


def data(screen: Screen) -> list[str]:
    return [each.data.split(".")[1].split(":")[0] for row in screen.rows for each in row]


async def test_a_feed_that_ends_is_told_to_every_admin_once(world: World) -> None:
    feed_id = await world.feed()
    alarms = alarms_of(world)
    await happens(world, EventKind.ENDED, feed_id, error=GONE)
    [screen] = await told(world, alarms)
    assert "has ended and is fetched no more" in without(screen.html)
    assert data(screen) == ["feedfetch", "feedpause", "feedaddress", "feedremove", "alarmcard"]
    assert sorted(there.address for there, _ in world.transport.arrived) == ["42", "43"]
    assert await told(world, alarms) == []


async def test_each_admin_is_told_in_their_language(world: World) -> None:
    feed_id = await world.feed()
    await happens(world, EventKind.MOVED, feed_id, to="https://me:word@example.net/feed")
    [screen] = await told(world, alarms_of(world, language="zh"))
    assert without(screen.html).endswith("搬家了，以后从新地址抓取：https://example.net/feed")


@pytest.mark.parametrize("together", [True, pytest.param(False, marks=pytest.mark.long)])
async def test_three_hundred_feeds_that_fail_are_one_message(world: World, together: bool) -> None:
    """All at the same moment; or half of all feeds, one after the other within hours."""
    ids = [await world.feed(f"https://example.org/{n}") for n in range(300)]
    alarms, watch = alarms_of(world), Watch(world.store, world.now - DAY)
    world.now += DAY
    since = world.now - 8 * HOUR
    async with world.store.write() as tx:
        for feed_id in ids:
            soon, read = world.now + DAY, since - MINUTE
            await feeds.change(tx, feed_id, failures=6, failing_since=since, error=GONE)
            await feeds.change(tx, feed_id, last_success=read, next_fetch=soon)
    if not together:  # the other half is read well
        async with world.store.write() as tx:
            for feed_id in ids[150:]:
                fresh = world.now - MINUTE
                await feeds.change(tx, feed_id, failures=0, failing_since=None, last_success=fresh)
    got: list[Screen] = []
    failing = ids if together else ids[:150]
    for n, feed_id in enumerate(failing):
        await happens(world, EventKind.FAILING, feed_id, error=GONE)
        if not together or n == len(failing) - 1:
            await watch.look(world.now)
            got += await told(world, alarms)
    [screen] = got
    text = without(screen.html)
    assert "No feed could be read" in text if together else "150 of 300 feeds cannot be read" in text
    assert "These 10 failed first:" in text
    assert data(screen) == ["alarmcard"] * 10 + ["alarmlist"]


async def test_several_are_one_message_and_the_rest_is_counted(world: World) -> None:
    for n in range(12):
        await happens(world, EventKind.SILENT, await world.feed(f"https://example.org/{n}"))
    [screen] = await told(world, alarms_of(world))
    text = without(screen.html)
    assert text.startswith("📡 12 feeds need a look\n1. 🔇 ")
    assert text.endswith("and 2 more")
    assert data(screen) == ["alarmcard"] * 10 + ["alarmlist"]


async def test_what_could_not_be_put_in_is_tried_again(world: World) -> None:
    renderer = Broken()
    alarms = alarms_of(world, renderer)
    await happens(world, EventKind.ENDED, await world.feed(), error=GONE)
    with pytest.raises(OSError, match="disk full"):
        await told(world, alarms)
    async with world.store.read() as tx:
        assert len(await events.untold(tx, 10)) == 1
    renderer.broken = False
    assert len(await told(world, alarms)) == 1


async def test_an_admin_who_never_started_the_bot_does_not_become_active(world: World) -> None:
    await happens(world, EventKind.ENDED, await world.feed(), error=GONE)
    world.now += 2 * MINUTE
    assert await alarms_of(world).tell(world.now) == 2
    async with world.store.read() as tx:
        admin = await subscribers.at(tx, ADMINS[0])
    assert admin is not None
    assert admin.status is Status.NEW
    world.transport.refuses["42"] = Refused("blocked")
    await world.send.drain()
    assert (await world.subscriptions.get(admin.id)).status is Status.SUSPENDED
    await world.subscriptions.returned("telegram", "42")
    assert (await world.subscriptions.get(admin.id)).status is Status.NEW


async def test_without_admins_nothing_piles_up(world: World) -> None:
    await happens(world, EventKind.ENDED, await world.feed(), error=GONE)
    renderer = TelegramRenderer()
    nobody = Alarms(world.store, Admins(Notices(renderer, "UTC"), [], "en"), renderer)
    assert await nobody.tell(world.now + 2 * MINUTE) == 0
    async with world.store.read() as tx:
        assert await events.untold(tx, 10) == ()
