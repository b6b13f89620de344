"""What the benchmarks of alerts have in common: readers with alerts, and what was told when."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from bench.corpus import words
from bot.process.wiring import utc_now
from digests.model import Destination, FeedKind, FollowKind, Part, Schedule, Status
from digests.store import Store, Tx
from digests.store.feeds import feeds
from digests.store.subscribers import schedules
from digests.store.tables import (
    delivery,
    digest,
    digest_story,
    post,
    standing_query,
    subscriber,
    subscription,
)

PATIENCE = 60.0
_AT_ONCE = 5_000


async def emptied(store: Store) -> None:
    """Nothing waits any more, neither to be told nor to be sent."""

    async def left(tx: Tx) -> int:
        waits = select(func.count()).where(subscriber.c.next_alert.is_not(None))
        unsent = select(func.count()).where(delivery.c.next_try.is_not(None))
        return sum([int((await tx.execute(each)).scalar_one()) for each in (waits, unsent)])

    async with asyncio.timeout(PATIENCE):
        while await store.reading(left):  # noqa: ASYNC110  nobody tells of it
            await asyncio.sleep(0.2)


async def waits(store: Store, claimed: list[tuple[str, float]]) -> list[float]:
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


async def fill(tx: Tx, filters: int) -> None:
    """A feed; as many readers, each with a search of its own that is told at once."""
    now = utc_now()
    named: dict[str, Any] = {"address": "bench", "kind": FeedKind.FOLDER, "title": "", "category_id": None}
    await feeds.add(tx, **named, now=now, next_fetch=now + timedelta(days=9))
    rng, vocabulary = random.Random(5), words(random.Random(1))
    asked = list(dict.fromkeys(_query(rng, vocabulary) for _ in range(filters)))
    numbers = range(1, len(asked) + 1)
    queries = [{"id": n, "text": words, "created": now} for n, words in zip(numbers, asked, strict=True)]
    for table, rows in (
        (standing_query, queries),
        (subscriber, [reader(n, now) for n in numbers]),
        (subscription, [alerting(n, FollowKind.SEARCH, n) for n in numbers]),
    ):
        for start in range(0, len(rows), _AT_ONCE):
            await tx.execute(insert(table), rows[start : start + _AT_ONCE])


def _query(rng: random.Random, vocabulary: list[str]) -> str:
    """Words that a few posts of a thousand have; what more people ask for is followed as a tag."""
    return " ".join(vocabulary[int(10 ** rng.uniform(2.7, 4.2))] for _ in range(rng.choice((2, 2, 3))))


def reader(n: int, now: datetime, **values: object) -> dict[str, Any]:
    """A row of an active subscriber whose next digest is a day away."""
    row = {
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
    }
    return row | schedules.schedule_columns(Schedule()) | values


def alerting(n: int, kind: FollowKind, target: int) -> Mapping[str, Any]:
    """A row of a subscription that is told at once."""
    follows = {"subscriber_id": n, "kind": kind, "target_id": target}
    return follows | {"position": 1, "fresh": False, "alert": True}


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
