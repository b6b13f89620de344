"""What batches write at the same time: feeds that share labels, read by several workers."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace

import pytest

from digests.model import Batch, CategoryName, Entry, Feed, Tag
from digests.steps.keep import Keep, Refreshed
from digests.store import Store, feeds, labels
from tests.conftest import NOW
from tests.steps.world import World, an_entry

LABELS = 12


def entries(feed_id: int, batch: int, chosen: random.Random) -> tuple[Entry, ...]:
    """New entries, and the one of all batches with other labels than before."""

    def labelled(entry: Entry) -> Entry:
        numbers = chosen.sample(range(LABELS), 4)
        tags = tuple(Tag(f"tag {n}", f"NYSE:T{n}" if chosen.random() < 0.5 else "") for n in numbers)
        return replace(entry, tags=tags, categories=tuple(CategoryName(f"c{n}", f"C {n}") for n in numbers))

    new = [an_entry(1000 * feed_id + 10 * batch + n) for n in range(3)]
    return tuple(labelled(each) for each in [*new, an_entry(1000 * feed_id + 999, uid="changing")])


@pytest.mark.parametrize("seed", range(3))
async def test_feeds_with_the_same_labels_do_not_wait_for_each_other_in_a_ring(
    world: World, seed: int
) -> None:
    workers = [Store(world.store.url.render_as_string(hide_password=False)) for _ in range(3)]
    ids = [await world.feed(f"https://example.org/{n}", f"own {n}") for n in range(6)]

    async def read(n: int, feed: Feed) -> None:
        chosen = random.Random(f"{seed} {n}")
        keep = Keep(workers[n % 3], lambda _: "en")
        for batch in range(6):
            await keep.batch(feed, Batch(entries(feed.id, batch, chosen)), NOW, None, Refreshed())

    async with world.store.read() as tx:
        found = [await feeds.get(tx, each) for each in ids]
    await asyncio.gather(*[read(n, feed) for n, feed in enumerate(found) if feed])
    for each in workers:
        await each.close()
    async with world.store.read() as tx:
        counted = await labels.categories(tx, NOW)
    assert sum(each.posts for each in counted) == 6 * (18 + 1) * (4 + 1)
