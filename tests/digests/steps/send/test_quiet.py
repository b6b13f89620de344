"""What is due within quiet hours: it comes without a sound or waits, and stands in nobody's way."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from digests.errors import BadInput
from digests.model import Quiet, Subscriber
from digests.steps.send.notices import Notices
from digests.store.delivery import delivery_counts
from digests.store.delivery.outbox import HELD
from digests.store.tables import delivery
from tests.digests.steps.world import World, an_entry
from tests.fakes import TitlesRenderer

RSS = "https://example.org/rss"
MORNING = Quiet((time(7), time(9)))


@pytest.fixture
async def reader(world: World) -> Subscriber:
    """Somebody who had a first digest, and is due at 08:00, within the quiet hours."""
    feed = await world.feed()
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(3)))
    there = await world.reader("news")
    await world.deliver()
    world.transport.arrived.clear()
    await world.comes_in(feed, RSS, an_entry(20, published=world.now))
    return there


async def quiet(world: World, reader: Subscriber, wanted: Quiet) -> None:
    await world.subscriptions.change(reader.id, world.now, quiet=wanted)


async def test_without_a_sound(world: World, reader: Subscriber) -> None:
    await quiet(world, reader, MORNING)
    await world.a_day_later()
    assert [part.silent for _, part in world.transport.arrived] == [True]


@pytest.mark.parametrize("one_by_one", [False, True])
async def test_held_until_the_end_and_in_nobodys_way(
    world: World, reader: Subscriber, one_by_one: bool
) -> None:
    await quiet(world, reader, replace(MORNING, waits=True))
    await world.a_day_later()
    assert world.transport.arrived == []
    async with world.store.read() as tx:
        rows = (await tx.execute(delivery.select().order_by(delivery.c.id))).all()
        assert await delivery_counts.oldest_open(tx) is None, "nobody is kept waiting"
    assert (rows[-1].reason, rows[-1].next_try, rows[-1].attempts) == (
        HELD,
        world.now + timedelta(hours=1),
        0,
    )
    await world.comes_in(1, RSS, an_entry(21, published=world.now))
    assert await world.build.now(reader.id, world.now, "asked")
    await (world.send.to(reader.id) if one_by_one else world.send.drain())
    assert [(part.payload, part.silent) for _, part in world.transport.arrived] == [("Story 21", True)]
    world.now += timedelta(hours=1)
    await (world.send.to(reader.id) if one_by_one else world.send.drain())
    assert [(part.payload, part.silent) for _, part in world.transport.arrived[1:]] == [("Story 20", False)]


async def test_a_change_of_mind_holds_what_waits_no_longer(world: World, reader: Subscriber) -> None:
    await quiet(world, reader, replace(MORNING, waits=True))
    await world.a_day_later()
    await quiet(world, reader, Quiet())
    world.now += timedelta(hours=1)
    await world.send.drain()
    assert len(world.transport.arrived) == 1


async def test_notices_sound_at_any_time(world: World, reader: Subscriber) -> None:
    await quiet(world, reader, replace(MORNING, waits=True, always=True))
    world.now += timedelta(days=1)
    async with world.store.write() as tx:
        await Notices(TitlesRenderer(), "UTC").tell(tx, reader.id, "topic_gone", world.now)
    await world.send.drain()
    assert [part.silent for _, part in world.transport.arrived] == [False]


async def test_what_makes_no_sense_is_refused(world: World, reader: Subscriber) -> None:
    for wrong in (Quiet((time(7), time(7))), Quiet((time(7), time(8)), frozenset())):
        with pytest.raises(BadInput, match="empty_quiet"):
            await quiet(world, reader, wrong)
