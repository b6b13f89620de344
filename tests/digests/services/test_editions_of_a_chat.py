"""What becomes of further digests when something becomes of their chat, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from digests.model import Status, Subscriber
from digests.services.editions.editions import Editions
from digests.services.personal_data import PersonalData
from digests.steps.send.outcomes import suspend
from tests.digests.services.test_editions import TWICE, editions, reader
from tests.digests.steps.world import World

__all__ = ["editions", "reader"]


async def test_they_pause_and_go_on_with_the_chat(
    world: World, editions: Editions, reader: Subscriber
) -> None:
    made = await editions.add(reader.id, "Markets", world.now)
    await editions.change(reader.id, made.id, world.now, schedule=TWICE)
    await world.subscriptions.pause(reader.id)
    [paused] = await editions.listed(reader.id)
    assert paused.next_due is None
    assert (await editions.change(reader.id, made.id, world.now, schedule=TWICE)).next_due is None
    assert (await editions.add(reader.id, "Late", world.now)).next_due is None
    world.now += timedelta(hours=2)
    await world.subscriptions.activate(reader.id, world.now)
    first, second = await editions.listed(reader.id)
    assert first.next_due == datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
    assert second.next_due == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


async def test_who_cannot_be_reached_is_not_due(world: World, editions: Editions, reader: Subscriber) -> None:
    await editions.add(reader.id, "Markets", world.now)
    await world.store.writing(lambda tx: suspend(tx, reader.id, "blocked", world.now))
    assert [each.next_due for each in await editions.listed(reader.id)] == [None]
    await world.subscriptions.returned("telegram", reader.destination.address)
    assert [each.next_due for each in await editions.listed(reader.id)] == [world.now], "as the first one"


async def test_who_leaves_is_not_due_and_takes_them_along(
    world: World, editions: Editions, reader: Subscriber
) -> None:
    await editions.add(reader.id, "Markets", world.now)
    own = PersonalData(world.store, lambda: world.now)
    await own.leave(reader.destination)
    assert [each.next_due for each in await editions.listed(reader.id)] == [None]
    stored = str(await own.read(reader.destination))
    assert "Markets" in stored
    await own.stay(reader.destination)
    assert (await world.subscriptions.get(reader.id)).status is Status.PAUSED


async def test_another_zone_moves_them(world: World, editions: Editions, reader: Subscriber) -> None:
    made = await editions.add(reader.id, "Markets", world.now)
    zone = replace(reader.schedule, zone="Asia/Shanghai")
    await world.subscriptions.change(reader.id, world.now, schedule=zone)
    [moved] = await editions.listed(reader.id)
    assert moved.schedule.zone == "Asia/Shanghai"
    assert moved.next_due == datetime(2026, 3, 3, 0, 0, tzinfo=UTC)
    await world.subscriptions.change(reader.id, world.now, schedule=replace(zone, times=(time(20),)))
    assert await editions.listed(reader.id) == (moved,), "other times of the first are its own"
    assert made.id == moved.id


async def test_what_is_due_already_stays_due(world: World, editions: Editions, reader: Subscriber) -> None:
    made = await editions.add(reader.id, "Markets", world.now)
    world.now += timedelta(days=1, minutes=1)
    changed = await editions.change(reader.id, made.id, world.now, schedule=TWICE)
    assert changed.next_due == made.next_due
