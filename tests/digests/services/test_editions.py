"""Further digests of a chat, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from digests.errors import BadInput
from digests.model import FIRST, FollowKind, Layout, Schedule, Status, Subscriber
from digests.services.editions.editions import MOST, Editions
from digests.services.personal_data import PersonalData
from digests.services.upcoming import times
from digests.steps.send.outcomes import suspend
from tests.conftest import NOW
from tests.digests.steps.world import World, an_entry

TWICE = Schedule((time(8, 30), time(15, 30)), frozenset(range(1, 6)), "UTC")


@pytest.fixture
def editions(world: World) -> Editions:
    return Editions(world.store)


@pytest.fixture
async def reader(world: World) -> Subscriber:
    feed = await world.feed()
    await world.comes_in(feed, "https://example.org/rss", *(an_entry(n) for n in range(3)))
    return await world.reader("news")


async def told(world: World, reader: Subscriber) -> list[int]:
    return [each.edition for each in await world.subscriptions.following(reader.id)]


async def test_one_begins_as_the_first_is_set(world: World, editions: Editions, reader: Subscriber) -> None:
    await world.subscriptions.change(reader.id, world.now, size=5, points=2, layout=Layout.OPEN)
    made = await editions.add(reader.id, "  Markets \n today ", world.now)
    assert (made.title, made.size, made.points, made.layout) == ("Markets today", 5, 2, Layout.OPEN)
    assert made.schedule == reader.schedule
    assert made.next_due == NOW + timedelta(days=1)
    assert made.cursor == 3, "who was never given anything begins behind what is there"
    assert await editions.listed(reader.id) == (made,)


async def test_one_goes_on_from_where_the_first_stands(
    world: World, editions: Editions, reader: Subscriber
) -> None:
    await world.deliver()
    covered = (await world.subscriptions.get(reader.id)).cursor
    await world.comes_in(1, "https://example.org/rss", an_entry(20, published=world.now))
    assert (await editions.add(reader.id, "Markets", world.now)).cursor == covered


async def test_its_settings_are_its_own(world: World, editions: Editions, reader: Subscriber) -> None:
    made = await editions.add(reader.id, "Markets", world.now)
    other = await editions.add(reader.id, "Evening", world.now)
    changed = await editions.change(
        reader.id,
        made.id,
        world.now,
        title="Shares",
        schedule=TWICE,
        size=3,
        points=1,
        layout=Layout.HEADLINES,
    )
    assert changed == replace(
        made,
        title="Shares",
        schedule=TWICE,
        size=3,
        points=1,
        layout=Layout.HEADLINES,
        next_due=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    )
    assert await editions.listed(reader.id) == (changed, other)
    assert (await world.subscriptions.get(reader.id)).schedule == reader.schedule
    assert times(changed.of(reader), NOW, 2) == [changed.next_due, datetime(2026, 3, 2, 15, 30, tzinfo=UTC)]


@pytest.mark.parametrize(
    ("title", "code"), [("", "edition_unnamed"), (" \n", "edition_unnamed"), ("MARKETS", "edition_named")]
)
async def test_a_name_is_needed_and_belongs_to_one(
    world: World, editions: Editions, reader: Subscriber, title: str, code: str
) -> None:
    made = await editions.add(reader.id, "Markets", world.now)
    with pytest.raises(BadInput, match=code):
        await editions.add(reader.id, title, world.now)
    await editions.change(reader.id, made.id, world.now, title="markets")


async def test_there_are_so_many_at_most(world: World, editions: Editions, reader: Subscriber) -> None:
    for n in range(MOST):
        await editions.add(reader.id, str(n), world.now)
    with pytest.raises(BadInput, match="many_editions"):
        await editions.add(reader.id, "more", world.now)


async def test_nobody_reaches_that_of_another(world: World, editions: Editions, reader: Subscriber) -> None:
    other = await world.reader("news", address="2")
    made = await editions.add(reader.id, "Markets", world.now)
    with pytest.raises(BadInput, match="edition_gone"):
        await editions.get(other.id, made.id)
    with pytest.raises(BadInput, match="edition_gone"):
        await editions.change(other.id, made.id, world.now, size=3)
    with pytest.raises(BadInput, match="edition_gone"):
        await editions.drop(other.id, made.id)
    [news] = await world.subscriptions.following(other.id)
    with pytest.raises(BadInput, match="edition_gone"):
        await editions.put(other.id, news.kind, news.target, made.id)
    assert await editions.listed(reader.id) == (made,)
    with pytest.raises(BadInput, match="out_of_range"):
        await editions.change(reader.id, made.id, world.now, size=21)


async def test_each_thing_is_told_in_one(world: World, editions: Editions, reader: Subscriber) -> None:
    made = await editions.add(reader.id, "Markets", world.now)
    [news] = await world.subscriptions.following(reader.id)
    assert await editions.put(reader.id, news.kind, news.target, made.id)
    assert not await editions.put(reader.id, FollowKind.TAG, 99, made.id), "that is not followed"
    assert await told(world, reader) == [made.id]
    await editions.drop(reader.id, made.id)
    assert await told(world, reader) == [FIRST]
    assert await editions.listed(reader.id) == ()


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
    assert [each.next_due for each in await editions.listed(reader.id)] == [NOW + timedelta(days=1)]


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
