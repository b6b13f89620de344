"""Alerts under kills: posts come in, and the bot is killed while it looks for whom they are, or tells them.

A story is lost for a reader whom no message told it, and told twice where two alerts hold it; a message that
came again although its alert is one is a repeat, which the outbox must have recorded.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import insert

from bench.corpus import Pool, words
from bench.outbox import emptied, rows
from bench.stage import FREE, telegram
from digests.model import Batch, CategoryName, Entry, Feed, FeedKind, FollowKind, Schedule, Status
from digests.steps import Refreshed
from digests.steps.refresh.store_batch import StoreBatch
from digests.store import Store, Tx, migrate
from digests.store.feeds import feeds
from digests.store.posts import labels
from digests.store.subscribers import subscribers
from digests.store.tables import alert_mark, subscriber, subscription
from tests.flow.process import bot

LEASE = 5  # seconds
PATIENCE = 120.0
_TITLE = re.compile(r"第(\d+)号")


class Told(NamedTuple):
    """Stories by readers: how many should be told; were not, twice, or in a message that came again."""

    stories: int
    lost: int
    twice: int
    repeated: int
    ambiguous: int
    waiting: int


async def alert_kills(readers: int, kills: int, seed: int = 1) -> Told:
    """Store two stories in each life of the bot and kill it at a random moment; then let it finish."""
    rng = random.Random(seed)
    pool = Pool(rng, words(rng), topics=3 * kills)
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'bench.db'}"
        await migrate(url)
        store = Store(url)
        feed = await _prepare(store, readers)
        async with telegram() as server:
            settings = FREE | {"LEASE_SECONDS": str(LEASE), "DATABASE_URL": url}
            for life in range(kills):
                async with bot(Path(place), server, **settings) as running:
                    await _come(store, feed, range(2 * life, 2 * life + 2), pool)
                    await asyncio.sleep(6 * rng.random())
                    await running.kill()
            async with bot(Path(place), server, **settings):
                await _told(url)
                await emptied(url, PATIENCE)
                found = _verdict(url, await server.accepted(), readers * 2 * kills)
        await store.close()
    return found


async def _prepare(store: Store, readers: int) -> Feed:
    """A feed, and readers who want to be told of all its news at once; alerts are looked for from now on."""
    now = datetime.now(UTC)
    named: dict[str, Any] = {"address": "bench", "kind": FeedKind.FOLDER, "title": "Bench"}

    async def work(tx: Tx) -> Feed | None:
        category = (await labels.ensure_categories(tx, [CategoryName("news", "News")]))["news"]
        made = await feeds.add(tx, **named, category_id=category, now=now, next_fetch=now + timedelta(days=9))
        follows = {"kind": FollowKind.CATEGORY, "target_id": category, "position": 1, "fresh": False}
        people = [_reader(n, now) for n in range(1, readers + 1)]
        await tx.execute(insert(subscriber), people)
        await tx.execute(
            insert(subscription), [follows | {"subscriber_id": each["id"], "alert": True} for each in people]
        )
        await tx.execute(insert(alert_mark).values(id=1, upto=0))
        return await feeds.get(tx, made)

    feed = await store.writing(work)
    if feed is None:
        raise LookupError("no feed")  # it was made above
    return feed


def _reader(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n,
        "transport": "telegram",
        "address": str(n),
        "kind": "private",
        "language": "en",
        "size": 8,
        "points": 3,
        "alerts": 30,
        "status": Status.ACTIVE,
        "next_due": now + timedelta(days=1),
        "created": now,
    } | subscribers.schedule_columns(Schedule())


async def _come(store: Store, feed: Feed, numbers: Iterable[int], pool: Pool) -> None:
    now = datetime.now(UTC)
    entries = tuple(_entry(n, now, pool.article()[0]) for n in numbers)
    await StoreBatch(store, lambda _: "zh").batch(feed, Batch(entries), now, None, Refreshed())


def _entry(n: int, now: datetime, text: str) -> Entry:
    return Entry(f"event-{n}", f"{text[:16]} 第{n}号", text, f"https://example.org/{n}", now, f"来源{n}")


async def _told(url: str) -> None:
    """Everything was looked at and nothing waits to be told."""
    async with asyncio.timeout(PATIENCE):
        while _waiting(url):  # noqa: ASYNC110  it is in another process
            await asyncio.sleep(0.3)


def _waiting(url: str) -> int:
    query = (
        "SELECT (SELECT count(*) FROM waiting_alert) + (SELECT count(*) FROM subscriber"
        " WHERE next_alert IS NOT NULL) + (SELECT max(id) FROM post) - (SELECT upto FROM alert_mark)"
    )
    return int(rows(url, query)[0][0])


def _verdict(url: str, accepted: Iterable[dict[str, Any]], stories: int) -> Told:
    arrived = Counter(
        (str(each["chat"]), number) for each in accepted for number in set(_TITLE.findall(each["text"]))
    )
    alerts = rows(
        url,
        "SELECT count(*) FROM delivery o JOIN digest_story s ON s.digest_id = o.digest_id"
        " GROUP BY o.subscriber_id, s.post_id",
    )
    ambiguous = rows(url, "SELECT coalesce(sum(ambiguous), 0) FROM delivery_part")
    return Told(
        stories,
        stories - len(arrived),
        sum(row[0] - 1 for row in alerts),
        sum(count - 1 for count in arrived.values()),
        int(ambiguous[0][0]),
        _waiting(url),
    )
