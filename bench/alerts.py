"""Alerts: how soon a post that one of fifty thousand filters asks for is on its way; 1,000 posts a minute.

The process has the bot's own steps in their loops, woken each second as by the clock, and a transport that
accepts everything at once. Each filter is somebody's own, of two or three words. ``BENCH_WHOLE=1``: all of
them and a minute of posts, else a tenth and a quarter of one.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bench.alert_readers import Noting, emptied, fill, waits
from bench.corpus import Pool, words
from bench.parts import server_in
from bench.table import percentile, show
from bot.process.wiring import Domain, open_domain, utc_now
from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from digests.model import Batch, Entry, Feed
from digests.runtime.queues.inline import InlineQueue
from digests.runtime.worker_pool import WorkerPool
from digests.steps import Refreshed, Send
from digests.steps.full_posts import FullPosts
from digests.steps.refresh.store_batch import StoreBatch
from digests.steps.send.notices import Notices
from digests.store import Store, migrate
from digests.store.feeds import feeds
from digests.summarizers import DEFAULT
from digests.summarizers.runner import Condenser
from digests.summarizers.text.language import detect

WHOLE = os.environ.get("BENCH_WHOLE") == "1"
FILTERS = 50_000 if WHOLE else 5_000
SECONDS = 60 if WHOLE else 15
A_MINUTE = 1_000
STEPS = ("stories", "index", "match", "tell", "send")


@dataclass(slots=True)
class Told:
    """What came of a run: seconds from stored to claimed, posts, processor seconds of this process."""

    waits: list[float] = field(default_factory=list)
    posts: int = 0
    alerts: int = 0
    spent: float = 0.0
    loaded: float = 0.0


async def main(filters: int = FILTERS, seconds: int = SECONDS) -> None:
    """On both databases, and without filters to compare with."""
    rows = []
    for count in (0, filters):
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
            rows.append(_row("SQLite", count, await _run(url, count, seconds)))
    with tempfile.TemporaryDirectory(prefix="digestbot-") as folder, server_in(Path(folder)) as server:
        rows.append(_row("PostgreSQL", filters, await _run(server.url, filters, seconds)))
    head = ("database", "filters", "posts", "alerts", "stored to claimed, s, p50 / p95 / most")
    show(f"Alerts, {A_MINUTE:,} posts a minute", (*head, "CPU ms a post", "filters read in, s"), rows)


def _row(kind: str, filters: int, one: Told) -> tuple[str, ...]:
    took = [percentile(one.waits, each) for each in (50, 95, 100)] if one.waits else []
    numbers = [f"{each:,}" for each in (filters, one.posts, one.alerts)]
    said = " / ".join(f"{each:.1f}" for each in took)
    return kind, *numbers, said, f"{one.spent / max(one.posts, 1) * 1e3:.1f}", f"{one.loaded:.1f}"


async def _run(url: str, filters: int, seconds: int) -> Told:
    await migrate(url)
    store = Store(url)
    await store.writing(lambda tx: fill(tx, filters))
    await store.close()
    queue, transport = InlineQueue(), Noting()
    async with open_domain(Settings(_env_file=None, database_url=url), queue) as domain:
        notices = Notices(TelegramRenderer(), "UTC")
        lease = timedelta(seconds=60)
        send = Send(domain.store, transport, name="bench", lease=lease, now=utc_now, notices=notices)
        steps = {name: [getattr(domain, name).due] for name in STEPS[:-1]} | {"send": [send.due]}
        told = Told()
        begun = time.perf_counter()
        await domain.match.due()  # from here on, once it has read them
        told.loaded = time.perf_counter() - begun
        queue.start(steps)
        ticking = asyncio.create_task(_tick(queue))
        told.posts, told.spent = await _posts(domain, seconds)
        await asyncio.sleep(5)
        await emptied(domain.store)
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await queue.stop(1)
        await send.stop(1)
        told.waits = await waits(domain.store, transport.at)
        told.alerts = len(transport.at)
    return told


async def _tick(queue: InlineQueue) -> None:
    while True:
        for step in STEPS:
            queue.wake(step)
        await asyncio.sleep(1)


async def _posts(domain: Domain, seconds: int) -> tuple[int, float]:
    """Store posts at their pace; how many, and what all that took of the processor."""
    feed, pool = await _feed(domain.store), Pool(random.Random(3), words(random.Random(1)))
    offload = WorkerPool()
    articles = FullPosts(domain.store, Condenser(DEFAULT, offload))
    count, begun, spent = 0, time.perf_counter(), time.process_time()
    while (passed := time.perf_counter() - begun) < seconds:
        due = int(passed * A_MINUTE / 60) - count
        if due:
            await _publish(domain, feed, due, pool, articles)
            count += due
        await asyncio.sleep(0.5)
    spent = time.process_time() - spent
    await offload.close()
    return count, spent


async def _publish(domain: Domain, feed: Feed, count: int, pool: Pool, articles: FullPosts) -> None:
    """Store posts and make their points, as refreshing does."""
    now, done = utc_now(), Refreshed()
    entries = tuple(_entry(pool.article()[0], now, f"{now.timestamp()}-{n}") for n in range(count))
    await StoreBatch(domain.store, detect).batch(feed, Batch(entries), now, None, done)
    await articles.alone(done.fresh)


def _entry(text: str, now: datetime, uid: str) -> Entry:
    return Entry(uid, text[:24], text, f"https://example.org/{uid}", now, f"来源{hash(uid) % 50}", lang="zh")


async def _feed(store: Store) -> Feed:
    found = await store.reading(lambda tx: feeds.get(tx, 1))
    if found is None:
        raise LookupError("no feed")  # it was made above
    return found
