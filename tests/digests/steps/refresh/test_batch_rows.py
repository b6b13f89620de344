"""What several workers write at the same time: feeds that share labels and stories, the index, pruning."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from digests.model import Batch, CategoryName, Entry, Feed, Tag
from digests.steps import Index
from digests.steps.refresh.store_batch import Refreshed, StoreBatch
from digests.steps.upkeep.prune import Kept, Prune
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.posts.label_lists import LABELS
from digests.store.search import word_index
from tests.conftest import NOW
from tests.digests.steps.world import World, an_entry

WORKERS, FEEDS, NAMES, BATCHES = 3, 6, 12, 8
SHARED = "A story that many feeds tell in the same words, of which each list must show one alone.\n"


@pytest.fixture
async def workers(store: Store) -> AsyncIterator[list[Store]]:
    opened = [Store(store.url.render_as_string(hide_password=False)) for _ in range(WORKERS)]
    yield opened
    for each in opened:
        await each.close()


def labelled(entry: Entry, chosen: random.Random) -> Entry:
    numbers = chosen.sample(range(NAMES), 4)
    tags = tuple(Tag(f"tag {n}", f"NYSE:T{n}" if chosen.random() < 0.5 else "") for n in numbers)
    return replace(entry, tags=tags, categories=tuple(CategoryName(f"c{n}", f"C {n}") for n in numbers))


def reading(feed_id: int, number: int, chosen: random.Random) -> Batch:
    """New entries, one that changes its labels, one of a story that other feeds tell, and one taken back."""
    told = chosen.randrange(BATCHES)
    entries = [an_entry(1000 * feed_id + 10 * number + n) for n in range(3)]
    entries.append(an_entry(1000 * feed_id + 999, uid="changing"))
    entries.append(an_entry(told, uid=f"told-{number}", title=f"Shared {told}", text=SHARED * 3 + str(told)))
    entries.append(an_entry(1000 * feed_id + number, uid=f"old-{number}", published=NOW - timedelta(days=60)))
    gone = (f"told-{number - 2}",) if chosen.random() < 0.4 else ()
    return Batch(tuple(labelled(each, chosen) for each in entries), gone=gone)


async def read(store: Store, feed: Feed, seed: str) -> None:
    chosen, keep = random.Random(seed), StoreBatch(store, lambda _: "en")
    for number in range(BATCHES):
        await keep.batch(feed, reading(feed.id, number, chosen), NOW, None, Refreshed())


async def repeat(due: Callable[[], Awaitable[object]], end: asyncio.Event) -> None:
    while not end.is_set():
        await due()
        await asyncio.sleep(0)


async def miscounted(store: Store) -> list[tuple[int, int, int]]:
    """Labels whose count is not that of what their lists show: id, count, shown."""
    found: list[tuple[int, int, int]] = []
    async with store.read() as tx:
        for labels in LABELS:
            label, links = labels.counter.table, labels.links
            shown = select(func.count()).where(labels.target == label.c.id, ~links.c.hidden).scalar_subquery()
            rows = await tx.execute(select(label.c.id, label.c.posts, shown))
            found += [(row[0], row[1], row[2]) for row in rows if row[1] != row[2]]
    return found


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2))
async def test_workers_that_share_everything_count_right_and_do_not_fail(
    world: World, workers: list[Store], seed: int
) -> None:
    ids = [await world.feed(f"https://example.org/{n}", f"own {n}") for n in range(FEEDS)]
    async with world.store.read() as tx:
        found = [await feeds.get(tx, each) for each in ids]
    end = asyncio.Event()
    steps = [Index(each).due for each in workers]
    steps += [Prune(each, Kept(posts=30), lambda: NOW).due for each in workers]
    others = [asyncio.create_task(repeat(due, end)) for due in steps]
    readings = [read(workers[n % WORKERS], feed, f"{seed} {n}") for n, feed in enumerate(found) if feed]
    await asyncio.gather(*readings)
    end.set()
    await asyncio.gather(*others)
    assert await miscounted(world.store) == []
    while await Index(world.store).due() or await Prune(world.store, Kept(posts=30), lambda: NOW).due():
        pass
    assert (await world.store.reading(word_index.size))[1] == 0
