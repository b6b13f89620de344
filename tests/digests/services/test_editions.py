"""Further digests of a chat, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from digests.errors import BadInput
from digests.model import FIRST, FollowKind, Layout, Schedule, Subscriber
from digests.services.editions.editions import MOST, Editions
from digests.services.upcoming import times
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
