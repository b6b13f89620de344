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
from typing import Any

from sqlalchemy import func, insert, select

from bench.corpus import Pool, words
from bench.parts import server_in
from bench.table import percentile, show
from bot.process.wiring import Domain, open_domain, utc_now
from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from digests.model import Batch, Destination, Entry, Feed, FeedKind, FollowKind, Part, Schedule, Status
from digests.runtime.queues.inline import InlineQueue
from digests.runtime.worker_pool import WorkerPool
from digests.steps import Refreshed, Send
from digests.steps.full_posts import FullPosts
from digests.steps.refresh.store_batch import StoreBatch
from digests.steps.send.notices import Notices
from digests.store import Store, Tx, migrate
from digests.store.feeds import feeds
from digests.store.subscribers import subscribers
from digests.store.tables import (
    delivery,
    digest,
    digest_story,
    post,
    standing_query,
    subscriber,
    subscription,
)
from digests.summarizers import DEFAULT
from digests.summarizers.runner import Condenser
from digests.summarizers.text.language import detect

WHOLE = os.environ.get("BENCH_WHOLE") == "1"
FILTERS = 50_000 if WHOLE else 5_000
SECONDS = 60 if WHOLE else 15
A_MINUTE = 1_000
PATIENCE = 30.0
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
    waits = (
        f"{percentile(one.waits, 50):.1f} / {percentile(one.waits, 95):.1f} / {max(one.waits):.1f}"
        if one.waits
        else "–"
    )
    each = one.spent / max(one.posts, 1) * 1e3
    return (
        kind,
        f"{filters:,}",
        f"{one.posts:,}",
        f"{one.alerts:,}",
        waits,
        f"{each:.1f}",
        f"{one.loaded:.1f}",
    )


async def _run(url: str, filters: int, seconds: int) -> Told:
    await migrate(url)
    store = Store(url)
    await store.writing(lambda tx: _fill(tx, filters))
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
        await _emptied(domain.store)
        ticking.cancel()
        with suppress(asyncio.CancelledError):
            await ticking
        await queue.stop(1)
        await send.stop(1)
        told.waits = await _waits(domain.store, transport.at)
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


async def _emptied(store: Store) -> None:
    """Nothing waits any more, neither to be told nor to be sent."""

    async def left(tx: Tx) -> int:
        waits = select(func.count()).where(subscriber.c.next_alert.is_not(None))
        unsent = select(func.count()).where(delivery.c.next_try.is_not(None))
        return sum([int((await tx.execute(each)).scalar_one()) for each in (waits, unsent)])

    async with asyncio.timeout(PATIENCE):
        while await store.reading(left):  # noqa: ASYNC110  nobody tells of it
            await asyncio.sleep(0.2)


async def _waits(store: Store, claimed: list[tuple[str, float]]) -> list[float]:
    """Seconds from the storing of each post to the claim of the alert that tells it."""
    when: dict[str, list[float]] = {}
    for address, at in claimed:
        when.setdefault(address, []).append(at)
    query = select(delivery.c.id, subscriber.c.address, post.c.stored).join(
        subscriber, subscriber.c.id == delivery.c.subscriber_id
    )
    query = query.join(digest, digest.c.id == delivery.c.digest_id).where(digest.c.kind == "alert")
    query = query.join(digest_story, digest_story.c.digest_id == digest.c.id)
    query = query.join(post, post.c.id == digest_story.c.post_id).order_by(delivery.c.id)
    async with store.read() as tx:
        rows = (await tx.execute(query)).all()
    order: dict[str, list[int]] = {}
    found = []
    for row in rows:
        mine = order.setdefault(row.address, [])
        if row.id not in mine:
            mine.append(row.id)
        found.append(when[row.address][mine.index(row.id)] - row.stored.timestamp())
    return found


async def _fill(tx: Tx, filters: int) -> None:
    """A feed; as many readers, each with a search of its own that is told at once."""
    now = utc_now()
    named: dict[str, Any] = {"address": "bench", "kind": FeedKind.FOLDER, "title": "", "category_id": None}
    await feeds.add(tx, **named, now=now, next_fetch=now + timedelta(days=9))
    rng, vocabulary = random.Random(5), words(random.Random(1))
    asked = list(dict.fromkeys(_query(rng, vocabulary) for _ in range(filters)))
    numbers = range(1, len(asked) + 1)
    queries = [{"id": n, "text": words, "created": now} for n, words in zip(numbers, asked, strict=True)]
    follows = [
        {
            "subscriber_id": n,
            "kind": FollowKind.SEARCH,
            "target_id": n,
            "position": 1,
            "fresh": False,
            "alert": True,
        }
        for n in numbers
    ]
    for table, rows in (
        (standing_query, queries),
        (subscriber, [_reader(n, now) for n in numbers]),
        (subscription, follows),
    ):
        for start in range(0, len(rows), 5_000):
            await tx.execute(insert(table), rows[start : start + 5_000])


def _query(rng: random.Random, vocabulary: list[str]) -> str:
    """Words that a few posts of a thousand have; what more people ask for is followed as a tag."""
    return " ".join(vocabulary[int(10 ** rng.uniform(2.7, 4.2))] for _ in range(rng.choice((2, 2, 3))))


def _reader(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "transport": "telegram",
        "address": str(n),
        "kind": "private",
        "language": "zh",
        "size": 8,
        "points": 3,
        "status": Status.ACTIVE,
        "next_due": now + timedelta(days=1),
        "created": now,
    } | subscribers.schedule_columns(Schedule())


class Noting:
    """Accepts everything at once, and notes what was claimed when: nobody waits in front of it."""

    name = "telegram"
    edits = False

    def __init__(self) -> None:
        self.at: list[tuple[str, float]] = []

    def silent(self) -> float:
        """Never."""
        return 0.0

    def wait(self, destination: Destination) -> float:
        """Nobody has a limit."""
        return 0.0

    async def turn(self, destination: Destination, part: Part) -> None:
        """It was claimed."""
        self.at.append((destination.address, time.time()))

    async def send(self, destination: Destination, part: Part) -> str:
        """Accept a part."""
        return "1"

    async def edit(self, destination: Destination, message: str, part: Part) -> None:
        """Nothing is changed here."""
