"""Points of another summarizer version are made again, newest first, once."""

from __future__ import annotations

from collections.abc import Sequence

from digests.model import KeyPoint
from digests.services.stats import Statistics
from digests.steps.full_posts import FullPosts
from digests.steps.upkeep.recondense import BATCH, Recondense
from digests.store.posts import key_points, posts
from tests.conftest import NOW
from tests.digests.steps.world import World, an_entry
from tests.fakes import FirstSentences


class Silent(FirstSentences):
    """Finds nothing worth a point."""

    version = "silent-1"

    async def condense(self, articles: Sequence[tuple[str, str, str]]) -> list[tuple[KeyPoint, ...]]:
        """No points."""
        self.asked += len(articles)
        return [()] * len(articles)


RSS = "https://example.org/rss"


async def test_outdated_points_are_made_anew(world: World) -> None:
    feed_id = await world.feed()
    count = BATCH + 10
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(count)])
    await world.browse.latest(None, size=count)  # who asks for it has its points made
    newer = FirstSentences()
    newer.version = "lines-2"
    step = Recondense(world.store, FullPosts(world.store, newer), newer)
    assert await step.due() == BATCH
    assert await step.due() == 10
    assert await step.due() == 0
    assert newer.asked == count


async def test_a_version_that_comes_while_it_runs_begins_anew_with_the_newest(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(BATCH + 10)])
    page = await world.browse.latest(None, size=BATCH + 10)
    newer = FirstSentences()
    newer.version = "lines-2"
    statistics = Statistics(world.store, newer, rate=28.0)
    step = Recondense(world.store, FullPosts(world.store, newer), newer)
    assert await step.due() == BATCH
    newer.version = "lines-3"  # the weights that were learned come into a bot at work
    newer.asked = 0
    assert await step.due() == BATCH
    totals = await statistics.read(NOW)
    assert (totals.condensed, totals.outdated) == (BATCH + 10, 10)
    async with world.store.read() as tx:
        left = await key_points.outdated(tx, newer.version, None, BATCH)
    assert list(left) == sorted((post.id for post in page.posts), reverse=True)[BATCH:]
    assert await step.due() == 10
    assert (await step.due(), newer.asked) == (0, BATCH + 10)
    assert (await statistics.read(NOW)).outdated == 0


async def test_a_post_that_lost_its_text_is_not_counted_for_ever(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0), an_entry(1))
    await world.browse.latest(None)
    async with world.store.write() as tx:
        await posts.update_posts(tx, {1: {"text": "", "version": "2"}})
    newer = FirstSentences()
    newer.version = "lines-2"
    step = Recondense(world.store, FullPosts(world.store, newer), newer)
    assert (await step.due(), await step.due()) == (2, 0)
    totals = await Statistics(world.store, newer, rate=28.0).read(NOW)
    assert (totals.condensed, totals.outdated) == (1, 0)


async def test_nothing_is_made_twice(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0))
    assert await Recondense(world.store, world.articles, world.summaries).due() == 0


async def test_points_that_were_made_are_not_made_again_though_there_are_none(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0))
    silent = Silent()
    articles = FullPosts(world.store, silent)
    for _ in range(2):
        assert (await articles.read([1]))[1].points == ()
    assert silent.asked == 1
