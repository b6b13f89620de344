"""A bot that stands still is noticed, says so once, and says when it goes on."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

import pytest

from digests.decisions.rates.rates import OVERALL
from digests.errors import DigestbotError, Unreachable
from digests.model import DeliveryState, DigestKind, Event, EventKind, Pause
from digests.steps import Match, Watch
from digests.store.delivery import claims, new_digests, outbox, pauses
from digests.store.feeds import feeds
from digests.store.monitoring import events
from tests.digests.steps.world import LEASE, World, an_entry
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STILL, AGAIN = EventKind.FETCHING_HALTED, EventKind.FETCHING_RESUMED
UNSENT, SENDS = EventKind.SENDING_HALTED, EventKind.SENDING_RESUMED


async def happened(world: World) -> list[Event]:
    async with world.store.read() as tx:
        return list(await events.untold(tx, 100))


async def kinds(world: World) -> list[EventKind]:
    return [each.kind for each in await happened(world)]


async def looks(world: World, watch: Watch, until: datetime) -> None:
    """The clock goes on, with a look every ten minutes."""
    while world.now < until:
        world.now += 10 * MINUTE
        await watch.look(world.now)


async def a_delivery(world: World, slot: str = "2026-03-02T08:00") -> int:
    who = await world.reader()
    async with world.store.write() as tx:
        kind = DigestKind.DIGEST
        digest = await new_digests.add_message(
            tx, kind, "telegram", slot, language="en", zone="UTC", now=world.now
        )
        await outbox.add(tx, digest, {who.id: slot}, world.now)
    return who.id


async def test_feeds_that_are_due_and_not_fetched_for_an_hour(world: World) -> None:
    feed_id = await world.feed()
    watch = Watch(world.store, world.now)
    begun = world.now
    await looks(world, watch, begun + 50 * MINUTE)
    assert (await kinds(world), await watch.fetching(world.now)) == ([], "")
    await looks(world, watch, begun + 3 * HOUR)
    assert await kinds(world) == [STILL]
    assert await watch.fetching(world.now) == "nothing fetched for an hour"
    await world.comes_in(feed_id, "https://example.org/rss", an_entry(0))
    assert await watch.fetching(world.now) == ""
    await looks(world, watch, world.now + HOUR)
    assert await kinds(world) == [STILL, AGAIN]


async def test_a_night_without_power_is_no_standstill(world: World) -> None:
    await world.feed()
    await a_delivery(world)
    world.now += DAY
    watch = Watch(world.store, world.now)
    await looks(world, watch, world.now + 50 * MINUTE)
    assert (await kinds(world), await watch.fetching(world.now)) == ([], "")


async def test_what_stood_still_before_a_restart_does_so_after_it(world: World) -> None:
    await world.feed()
    await looks(world, Watch(world.store, world.now), world.now + 2 * HOUR)
    again = Watch(world.store, world.now)
    await again.look(world.now)
    assert await again.fetching(world.now) == "nothing fetched for an hour"
    assert await kinds(world) == [STILL]


async def test_a_feed_that_somebody_reads_is_not_waiting(world: World) -> None:
    feed_id = await world.feed()
    async with world.store.write() as tx:
        await feeds.change(tx, feed_id, leased=world.now + DAY)
    watch = Watch(world.store, world.now)
    await looks(world, watch, world.now + 3 * HOUR)
    assert await kinds(world) == []


async def fail(world: World, feed_id: int, address: str) -> None:
    world.source.batches[address] = [Unreachable("dns", host="example.org")]
    with pytest.raises(DigestbotError):
        await world.refresh(feed_id, world.now)


@pytest.mark.parametrize("count", [2, 3])
async def test_every_fetch_fails(world: World, count: int) -> None:
    """Of three feeds that says something of the bot; of two it may be the feeds."""
    there = {f"https://example.org/{n}": 0 for n in range(count)}
    for address in there:
        there[address] = await world.feed(address)
        await world.comes_in(there[address], address, an_entry(0))
    watch = Watch(world.store, world.now)
    for n in range(12):
        world.now += 10 * MINUTE
        for address, feed_id in there.items():
            await fail(world, feed_id, address)
        await watch.look(world.now)
        if n == 5:
            assert await kinds(world) == [], "not yet an hour"
    wrong = count == 3
    assert await kinds(world) == ([STILL] if wrong else [])
    assert await watch.fetching(world.now) == ("no feed could be read for an hour" if wrong else "")
    address, feed_id = next(iter(there.items()))
    await world.comes_in(feed_id, address, an_entry(1))
    world.now += MINUTE
    await watch.look(world.now)
    assert await kinds(world) == ([STILL, AGAIN] if wrong else [])
    assert await watch.fetching(world.now) == ""


@pytest.mark.parametrize("host", ["example.org", "example.net"])
async def test_one_host_that_is_down_is_not_the_bot(world: World, host: str) -> None:
    """The other feed is not due for a day, so that nothing else shows that the net is there."""
    slow = await world.feed("https://slow.example/rss")
    await world.comes_in(slow, "https://slow.example/rss", an_entry(0))
    async with world.store.write() as tx:
        await feeds.change(tx, slow, next_fetch=world.now + DAY)
    watch = Watch(world.store, world.now)
    there = [f"https://example.org/{n}" for n in range(2)] + [f"https://{host}/2"]
    ids = {address: await world.feed(address) for address in there}
    for _ in range(9):
        world.now += 10 * MINUTE
        for address, feed_id in ids.items():
            await fail(world, feed_id, address)
        await watch.look(world.now)
    assert await kinds(world) == ([] if host == "example.org" else [STILL])


async def test_messages_that_are_due_and_not_sent_for_an_hour(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await a_delivery(world)
    watch = Watch(world.store, world.now)
    with caplog.at_level(logging.ERROR):
        await looks(world, watch, world.now + 4 * HOUR)
    assert await kinds(world) == [UNSENT]
    assert await watch.sending(world.now) == "nothing sent for an hour"
    said = [each.message for each in caplog.records if "nothing was sent" in each.message]
    assert len(said) == 4, "once an hour"
    await world.send.drain()
    assert await watch.sending(world.now) == ""
    world.now += MINUTE
    await watch.look(world.now)
    assert await kinds(world) == [UNSENT, SENDS]


async def test_telegram_that_cannot_be_reached(world: World) -> None:
    """Each try puts the delivery off, so that it is never due for an hour; it fails for an hour."""
    await a_delivery(world)
    watch = Watch(world.store, world.now)
    for _ in range(8):
        async with world.store.write() as tx:
            [claimed] = await claims.claim(tx, "w", "telegram", world.now, LEASE, 1)
            soon, why = world.now + 10 * MINUTE, '["network", {}]'
            await outbox.postpone(tx, claimed.id, "w", soon, world.now, why, counts=True)
        await looks(world, watch, soon)
    assert await kinds(world) == [UNSENT]


async def test_a_fault_of_ours_in_one_delivery_is_no_standstill(world: World) -> None:
    await a_delivery(world)
    watch = Watch(world.store, world.now)
    async with world.store.write() as tx:
        [claimed] = await claims.claim(tx, "w", "telegram", world.now, LEASE, 1)
        at = world.now + DAY
        await outbox.postpone(tx, claimed.id, "w", at, world.now, '["internal", {}]', counts=True)
    await looks(world, watch, world.now + 3 * HOUR)
    assert await kinds(world) == []


async def test_others_that_send_are_no_standstill(world: World) -> None:
    await a_delivery(world, "held up")
    watch = Watch(world.store, world.now)
    world.now += 50 * MINUTE
    async with world.store.write() as tx:
        [claimed] = await claims.claim(tx, "w", "telegram", world.now, LEASE, 1)
        await outbox.finish(tx, "w", [claimed.id], world.now, DeliveryState.SENT)
    await looks(world, watch, world.now + 50 * MINUTE)
    assert await kinds(world) == []


async def test_silence_that_telegram_asked_for_is_explained(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await a_delivery(world)
    until = world.now + 3 * HOUR
    async with world.store.write() as tx:
        await pauses.keep(tx, "telegram", Pause(OVERALL, until, world.now))
    watch = Watch(world.store, world.now)
    await looks(world, watch, until - 10 * MINUTE)
    assert await watch.sending(world.now) == "ok: Telegram asked for silence until 2026-03-02 11:00 UTC"
    assert "nothing is sent: Telegram asked for silence" in caplog.text
    await looks(world, watch, until + 50 * MINUTE)
    assert (await kinds(world), await watch.sending(world.now)) == ([], "")
    await looks(world, watch, until + 2 * HOUR)
    assert await kinds(world) == [UNSENT]


async def test_a_transport_that_stands_still_is_seen_beside_one_that_sends(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with world.store.write() as tx:
        letter = await a_digest(tx, transport="email")
        await outbox.add(tx, letter, {await a_subscriber(tx, "ann", "email"): "slot"}, world.now)
    watch = Watch(world.store, world.now)
    for hour in range(3):
        await a_delivery(world, f"slot {hour}")
        await world.send.drain()
        await looks(world, watch, world.now + HOUR)
    assert await kinds(world) == [UNSENT]
    async with world.store.write() as tx:
        await pauses.keep(tx, "email", Pause(OVERALL, world.now + HOUR, world.now))
    said = await watch.sending(world.now)
    assert said == "ok: Email asked for silence until 2026-03-02 12:00 UTC"
    async with world.store.write() as tx:
        [claimed] = await claims.claim(tx, "w", "email", world.now, LEASE, 1)
        await outbox.finish(tx, "w", [claimed.id], world.now, DeliveryState.SENT)
    world.now += MINUTE
    await watch.look(world.now)
    assert await kinds(world) == [UNSENT, SENDS]


async def test_the_silence_of_a_transport_hides_no_other_that_stands_still(world: World) -> None:
    await a_delivery(world)
    watch = Watch(world.store, world.now)
    async with world.store.write() as tx:
        letter = await a_digest(tx, transport="email")
        await outbox.add(tx, letter, {await a_subscriber(tx, "ann", "email"): "slot"}, world.now)
        await pauses.keep(tx, "telegram", Pause(OVERALL, world.now + 6 * HOUR, world.now))
    await looks(world, watch, world.now + 2 * HOUR)
    assert await kinds(world) == [UNSENT]
    assert await watch.sending(world.now) == "nothing sent for an hour"


async def test_alerts_that_stand_still_for_a_quarter_of_an_hour(world: World) -> None:
    late, again = EventKind.ALERTS_HALTED, EventKind.ALERTS_RESUMED
    match = Match(world.store, world.queue, lambda: world.now)
    await match.due()
    watch = Watch(world.store, world.now)
    await world.comes_in(await world.feed(), "https://example.org/rss", an_entry(0))
    await looks(world, watch, world.now + 10 * MINUTE)
    assert late not in await kinds(world)
    await looks(world, watch, world.now + 30 * MINUTE)
    assert (await kinds(world)).count(late) == 1
    while await match.due():
        pass
    await looks(world, watch, world.now + 20 * MINUTE)
    assert [one for one in await kinds(world) if one in (late, again)] == [late, again]
