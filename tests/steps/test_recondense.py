"""Points of another summarizer version are made again, newest first, once."""

from __future__ import annotations

from digests.articles import Articles
from digests.steps.recondense import BATCH, Recondense
from tests.fakes import FirstSentences
from tests.steps.world import World, an_entry

RSS = "https://example.org/rss"


async def test_outdated_points_are_made_anew(world: World) -> None:
    feed_id = await world.feed()
    count = BATCH + 10
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(count)])
    await world.browse.latest(None, size=count)  # who asks for it has its points made
    newer = FirstSentences()
    newer.version = "lines-2"
    step = Recondense(world.store, Articles(world.store, newer), newer.version)
    assert await step.due() == BATCH
    assert await step.due() == 10
    assert await step.due() == 0
    assert newer.asked == count


async def test_nothing_is_made_twice(world: World) -> None:
    feed_id = await world.feed()
    await world.comes_in(feed_id, RSS, an_entry(0))
    assert await Recondense(world.store, world.articles, world.summaries.version).due() == 0
