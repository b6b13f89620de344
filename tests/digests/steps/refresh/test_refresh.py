"""Refreshing a feed: what it states is kept, its failures are its own."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from digests.errors import BadInput, Unreachable, Unreadable, unpack
from digests.model import Batch, CategoryName, Problem
from digests.store.feeds import feed_memory, feeds
from tests.digests.steps.world import World, an_entry

RSS = "https://example.org/rss"


async def test_a_failure_is_recorded_and_nothing_is_lost(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0))
    world.source.batches[RSS] = [Unreachable("http_status", status=503)]
    with pytest.raises(Unreachable):
        await world.refresh(feed_id, world.now)
    async with world.store.read() as tx:
        feed = await feeds.get(tx, feed_id)
    assert feed is not None
    assert unpack(feed.error) == ("http_status", {"status": "503"})
    assert (feed.failures, feed.failing_since) == (1, world.now)
    assert feed.next_fetch is not None
    assert feed.next_fetch > world.now
    assert (await world.browse.latest(None)).total == 1
    await world.comes_in(feed_id, RSS, an_entry(0))
    async with world.store.read() as tx:
        well = await feeds.get(tx, feed_id)
    assert well is not None
    assert (well.failures, well.failing_since, well.error) == (0, None, "")


async def test_one_bad_feed_stops_no_other(world: World) -> None:
    bad, good = await world.feed(), await world.feed("https://example.net/rss")
    world.source.batches[RSS] = [RuntimeError("a fault of ours")]
    world.source.says("https://example.net/rss", an_entry(1))
    while await world.refresh.due(world.now):
        pass
    assert (await world.browse.latest(None)).total == 1
    async with world.store.read() as tx:
        for feed_id, failures in ((bad, 1), (good, 0)):
            feed = await feeds.get(tx, feed_id)
            assert feed is not None
            assert feed.failures == failures


async def test_a_reading_that_breaks_off_keeps_what_came_and_is_taken_up(world: World) -> None:
    feed_id = await world.feed()
    world.source.batches[RSS] = [Batch((an_entry(0),), state="one"), Unreadable("not_a_feed")]
    with pytest.raises(Unreadable):
        await world.refresh(feed_id, world.now)
    await world.comes_in(feed_id, RSS, an_entry(1))
    assert world.source.states == ["", "one"]
    assert (await world.browse.latest(None)).total == 2


async def test_what_is_taken_back_leaves_the_lists_and_returns_with_its_feed(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0), an_entry(1))
    world.source.says(RSS, gone=("entry-0",))
    done = await world.refresh(feed_id, world.now)
    assert done.gone == 1
    assert [post.title for post in (await world.browse.latest(None)).posts] == ["Story 1"]
    done = await world.comes_in(feed_id, RSS, an_entry(0))
    assert (done.new, done.changed) == (0, 1)
    assert (await world.browse.latest(None)).total == 2


async def test_problems_are_kept_and_never_fatal(world: World) -> None:
    feed_id = await world.feed()
    problem = Problem("2021-12-01-a.md", "no_front_matter")
    world.source.says(RSS, an_entry(0), problems=(problem,))
    done = await world.refresh(feed_id, world.now)
    assert done.problems == [problem]
    async with world.store.read() as tx:
        [(place, packed)] = await feed_memory.problems(tx, feed_id)
    assert (place, unpack(packed)[0]) == ("2021-12-01-a.md", "no_front_matter")


async def test_a_problem_leaves_the_card_when_its_place_is_mended(world: World) -> None:
    feed_id = await world.feed()
    broken = (Problem("", "cut_short"), Problem("date", "dates_unread", {"count": "1", "text": "soon"}))
    world.source.says(RSS, an_entry(0), problems=(*broken, Problem("https://e/1", "article_failed")))
    await world.refresh(feed_id, world.now)
    world.source.says(RSS, an_entry(1), problems=broken[1:], mended=("", *map(str, range(600))))
    await world.refresh(feed_id, world.now)
    async with world.store.read() as tx:
        kept = await feed_memory.problems(tx, feed_id)
    assert [place for place, _ in kept] == ["date", "https://e/1"]


async def test_posts_stand_in_the_feeds_category_and_in_their_own(world: World) -> None:
    feed_id = await world.feed(category="finance")
    own = CategoryName("emnews", "东财滚动新闻")
    await world.comes_in(feed_id, RSS, an_entry(0, categories=(own,)))
    titles = {each.slug: each.title for each in await world.catalogue.categories()}
    assert titles == {"finance": "finance", "emnews": "东财滚动新闻"}
    for text in ("finance", "EMNEWS", "东财滚动新闻"):
        found = await world.catalogue.category(text)
        assert (await world.browse.latest(found.id)).total == 1
    with pytest.raises(BadInput):
        await world.catalogue.category("nothing of the kind")


async def test_a_paused_or_leased_feed_is_not_due(world: World) -> None:
    feed_id = await world.feed()
    world.source.says(RSS, an_entry(0))
    assert await world.refresh.due(world.now) == 1
    assert await world.refresh.due(world.now) == 0
    async with world.store.write() as tx:
        await feeds.change(tx, feed_id, state="paused")
    world.now += timedelta(days=3)
    assert await world.refresh.due(world.now) == 0


async def test_where_no_source_is_named_the_feed_is_the_source(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0), an_entry(1, source="Herald"))
    sources = {post.title: post.source for post in (await world.browse.latest(None)).posts}
    assert sources == {"Story 0": RSS, "Story 1": "Herald"}


async def test_two_refreshes_of_one_feed_take_turns(world: World) -> None:
    feed_id = await world.feed()
    world.source.says(RSS, *[an_entry(n) for n in range(5)])
    first, second = await asyncio.gather(
        world.refresh(feed_id, world.now), world.refresh(feed_id, world.now + timedelta(seconds=1))
    )
    assert sorted([first.new, second.new]) == [0, 5]
    async with world.store.read() as tx:
        feed = await feeds.get(tx, feed_id)
    assert feed is not None
    assert feed.failures == 0
