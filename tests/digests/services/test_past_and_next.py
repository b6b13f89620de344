"""What came and what comes, of one subscriber, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import BadInput
from digests.services.upcoming import Upcoming, times
from digests.store.corrections import edits
from tests.conftest import NOW
from tests.digests.steps.world import TEXTS, World, an_entry
from tests.stories import join

RSS = "https://example.org/rss"


async def test_the_digests_that_came_newest_first_each_once(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(10)))
    reader, other = await world.reader("news"), await world.reader("news", address="2", size=3)
    await world.deliver()
    await world.comes_in(feed, RSS, an_entry(20, published=world.now))
    await world.a_day_later()
    came, total = await world.composed.came(reader.id, 0, 10)
    assert ([each.stories for each in came], total) == ([1, 8], 2)
    assert came[1].due == NOW
    await world.build.repeat(reader.id, world.now, "again")
    await world.send.drain()
    assert (await world.composed.came(reader.id, 1, 10)) == (came[1:], 2)
    [theirs] = [each for each in (await world.composed.came(other.id, 0, 10))[0] if each.stories == 3]
    with pytest.raises(BadInput, match="dead_button"):
        await world.composed.parts(reader.id, theirs.digest)
    assert len(await world.composed.parts(reader.id, came[0].digest)) == 1


async def told_of(world: World, digest: int) -> list[list[str]]:
    """The points of each of its stories, read again."""
    stories = [one for each in (await world.composed.digest(digest)).sections for one in each.stories]
    rest, _ = await world.composed.rest(digest, 0)
    again = [[point.text for point in (one.post.telling.points or one.post.points)] for one in rest]
    shown = [[point.text for point in (one.post.telling.points or one.post.points)] for one in stories]
    assert again[: len(shown)] == shown
    assert [len(one.post.telling.reports) for one in rest[: len(stories)]] == [
        len(one.post.telling.reports) for one in stories
    ]
    return again


async def test_what_became_one_story_since_stays_as_it_was_told(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(3)))
    reader = await world.reader("news", size=2)
    await world.deliver()
    [came], _ = await world.composed.came(reader.id, 0, 1)
    before = await told_of(world, came.digest)
    assert sorted(before) == sorted([[TEXTS[n]] for n in range(3)])
    world.now += timedelta(hours=1)
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(4)))
    await join(world.store, 1, 2, 3, 4, now=world.now)
    assert len((await world.articles.read([2]))[2].telling.points) == 4
    assert await told_of(world, came.digest) == before


async def test_a_story_that_goes_on_stays_as_it_was_told(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(2)))
    await join(world.store, 1, 2, now=world.now)
    reader = await world.reader("news")
    await world.deliver()
    [came], _ = await world.composed.came(reader.id, 0, 1)
    before = await told_of(world, came.digest)
    assert before == [TEXTS[:2]]
    world.now += timedelta(hours=1)
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(3)))
    await join(world.store, 1, 3, now=world.now)
    assert len((await world.articles.read([1]))[1].telling.points) == 3
    assert await told_of(world, came.digest) == before


async def test_a_message_that_was_corrected_is_shown_so(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, an_entry(0))
    reader = await world.reader("news")
    await world.deliver()
    [came], _ = await world.composed.came(reader.id, 0, 1)
    assert await world.composed.parts(reader.id, came.digest) == ("Story 0",)
    await world.store.writing(lambda tx: edits.add(tx, came.digest, {1: "Story 0, corrected"}, world.now))
    assert await world.composed.parts(reader.id, came.digest) == ("Story 0, corrected",)


async def test_a_preview_is_what_comes_and_takes_nothing(world: World) -> None:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *(an_entry(n) for n in range(3)))
    upcoming, reader = Upcoming(world.build), await world.reader("news")
    first = await upcoming.preview(reader, world.now)
    assert first is not None
    assert (first.first, first.total) == (True, 3)
    await world.deliver()
    reader = await world.subscriptions.get(reader.id)
    assert await upcoming.preview(reader, world.now) is None
    await world.comes_in(feed, RSS, an_entry(20, published=world.now))
    shown = [await upcoming.preview(reader, world.now) for _ in range(2)]
    assert [digest.total for digest in shown if digest] == [1, 1]
    assert shown[0] is not None
    assert shown[0].due == reader.next_due
    await world.a_day_later()
    assert (await world.composed.came(reader.id, 0, 1))[0][0].stories == 1


async def test_the_next_times(world: World) -> None:
    await world.feed()
    reader = await world.reader("news")
    assert times(reader, NOW, 3) == [NOW + n * timedelta(days=1) for n in (1, 2, 3)], "what is due comes now"
    assert times(await world.subscriptions.pause(reader.id), NOW, 3) == []
