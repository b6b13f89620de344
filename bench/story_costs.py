"""What stories cost: an article in a full window, the window in memory, and reading it after a restart."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, update

from bench.corpus import START, Pool, words
from bench.table import show
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.story_index import StoryIndex
from digests.decisions.stories.window.stored import Stored
from digests.model import FeedKind
from digests.steps.stories.window import Window
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.migrate import upgrade
from digests.store.stories import features
from digests.store.stories.features import Features
from digests.store.tables import post, story_features, story_index

WINDOW, MEASURED, STRETCH = 50_000, 300, 1_000
HOURS = timedelta(hours=72)

Posted = tuple[str, str, datetime]


def main() -> None:
    """Print all of it."""
    posts = list(_articles(WINDOW + MEASURED))
    index, stored = _full(posts[:WINDOW])
    rows = [*_of_an_article(index, posts[WINDOW:]), ("the window in memory", f"{_held(stored):,.1f} MB")]
    rows += asyncio.run(_restarts(posts, stored))
    show(f"Stories: {WINDOW:,} articles in the window (processor time)", ("what", "cost"), rows)


def _articles(count: int) -> Iterator[Posted]:
    """Made-up articles of 900 characters in Chinese, evenly over 72 hours."""
    rng = random.Random(5)
    pool = Pool(rng, words(rng))
    for n in range(count):
        text, _ = pool.article()
        yield text[:18], text, START + HOURS * n / count


def _full(posts: Sequence[Posted]) -> tuple[StoryIndex, list[tuple[bytes, bytes]]]:
    """A full window, and what is stored of its articles."""
    index, stored = StoryIndex(), list[tuple[bytes, bytes]]()
    for number, each in enumerate(posts, 1):
        made = prepare(*each)
        stored.append((made.pack(), index.add(number, number, made).pack()))
    return index, stored


def _held(stored: Sequence[tuple[bytes, bytes]]) -> float:
    """What the window takes, in megabytes."""
    tracemalloc.start()
    index = StoryIndex()
    for first in range(0, len(stored), STRETCH):
        some = enumerate(stored[first : first + STRETCH], first + 1)
        index.restore([(n, n, Prepared.unpack(one), Stored.unpack(other)) for n, (one, other) in some])
    index.decide(Prepared.unpack(stored[-1][0]))
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return size


def _of_an_article(index: StoryIndex, posts: Sequence[Posted]) -> list[tuple[str, str]]:
    """Prepared, decided and added one after the other, as they come."""
    spent, stored = [0.0, 0.0, 0.0], 0
    for number, each in enumerate(posts, WINDOW + 1):
        moments = [time.process_time()]
        made = prepare(*each)
        moments.append(time.process_time())
        index.decide(made)
        moments.append(time.process_time())
        kept = index.add(number, number, made)
        moments.append(time.process_time())
        spent = [sum_ + moments[n + 1] - moments[n] for n, sum_ in enumerate(spent)]
        stored += len(made.pack()) + len(kept.pack())
    names = ("an article in all", "of it: prepare", "of it: decide", "of it: add to the window")
    whole = zip(names, (sum(spent), *spent), strict=True)
    costs = [(name, f"{1e6 * each / len(posts):,.0f} us") for name, each in whole]
    return [*costs, ("stored for each", f"{stored / len(posts):,.0f} bytes")]


async def _restarts(posts: Sequence[Posted], stored: Sequence[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    """A window that is read again, on SQLite; and once more without what is weighed, as after an upgrade."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        upgrade(url)
        store = Store(url)
        await _fill(store, posts, stored)
        found = [("a restart", await _restart(store))]
        async with store.write() as tx:
            await tx.execute(update(story_features).values(weighed=None))
        found.append(("the first one after the upgrade", await _restart(store)))
        await store.close()
    return found


async def _restart(store: Store) -> str:
    window, began = Window(HOURS), time.process_time()
    await window.catch_up(store, START)
    if len(window.index) != WINDOW:
        raise AssertionError("not all articles were read again")
    return f"{time.process_time() - began:,.1f} s"


async def _fill(store: Store, posts: Sequence[Posted], stored: Sequence[tuple[bytes, bytes]]) -> None:
    async with store.write() as tx:
        feed = await feeds.add(
            tx, address="bench", kind=FeedKind.FOLDER, title="", category_id=None, now=START, next_fetch=START
        )
        await tx.execute(insert(story_index), [{"id": 1, "stamp": 1}])
        rows = [
            Features(n, published, "", *kept)
            for n, ((_, _, published), kept) in enumerate(zip(posts, stored, strict=False), 1)
        ]
        for first in range(0, len(rows), STRETCH):
            some = rows[first : first + STRETCH]
            await tx.execute(insert(post), [_post(each, feed) for each in some])
            await features.put(tx, some, 1)


def _post(one: Features, feed: int) -> dict[str, object]:
    """A post of which only its story is asked."""
    return {
        "id": one.article, "story_id": one.article, "feed_id": feed, "uid": f"{one.article}",
        "published": one.published, "stored": START, "fresh": True, "length": 0, "content_key": one.article,
        "simhash": 0, "version": "", "lang": "zh", "title": "", "link": "", "source": "", "digest": "",
        "text": "",
    }  # fmt: skip
