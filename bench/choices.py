"""What is there before digests are built: posts with their points, and subscribers of so many choices."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from bench.corpus import CATEGORIES, TAGS, fill, words
from digests.model import FollowKind, Schedule, Status
from digests.runtime.queues.database import prepare as prepare_queue
from digests.runtime.worker_pool import WorkerPool
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx, migrate
from digests.store.subscribers import schedules
from digests.store.tables import mute, standing_query, subscriber, subscription, taste
from digests.store.upsert import insert_new
from digests.summarizers import DEFAULT
from digests.summarizers.runner import Condenser

OLD, NEW = 5_000, 1_000
FOLLOWED = 3
COMMON = 300  # words of which filters are made
AT_ONCE = 5_000
SLOT = datetime(2026, 3, 2, tzinfo=UTC)  # 08:00 in Shanghai

Chosen = tuple[int, str, tuple[tuple[FollowKind, int], ...]]
"""A size, a language, and what is followed."""


async def prepare(url: str, readers: int, choices: int, *, own: bool = False) -> None:
    """Posts with their points, as refreshing leaves them, and subscribers who have read the old ones."""
    await migrate(url)
    await prepare_queue(url)
    store = Store(url)
    await _fill(store)
    rng = random.Random(2)
    chosen = [_choice(rng) for _ in range(choices)]
    for first in range(0, readers, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, readers))
        async with store.write() as tx:
            await _subscribe(tx, {n + 1: chosen[n % choices] for n in numbers})
            if own:
                await _wish(tx, {n + 1: (n + 1) % choices for n in numbers})
    await store.close()


async def _fill(store: Store) -> None:
    await fill(store, OLD + NEW)
    offload = WorkerPool()
    articles = FullPosts(store, Condenser(DEFAULT, offload))
    for first in range(1, OLD + NEW + 1, 500):
        await articles.read(range(first, first + 500))
    await offload.close()


async def _subscribe(tx: Tx, batch: Mapping[int, Chosen]) -> None:
    await tx.execute(insert(subscriber), [_subscriber(n, one) for n, one in batch.items()])
    await tx.execute(insert(subscription), [row for n, one in batch.items() for row in _follows(n, one)])


async def _wish(tx: Tx, batch: Mapping[int, int]) -> None:
    """A query, a muted source, and a source and a word that are liked, by subscriber for the same choice."""
    common = words(random.Random(1))[:COMMON]
    wishes = {choice: _wishes(random.Random(choice), common) for choice in batch.values()}
    for choice, (query, _, _) in wishes.items():
        await insert_new(tx, standing_query, [{"id": choice + 1, "text": query, "created": SLOT}])
    kept = [{"n": n, "query": choice + 1} for n, choice in batch.items()]
    filtered = update(subscriber).where(subscriber.c.id == bindparam("n"))
    await tx.execute(filtered.values(query_id=bindparam("query")), kept)
    muted = [{"subscriber_id": n, "kind": "source", "target": wishes[one][1]} for n, one in batch.items()]
    await tx.execute(insert(mute), muted)
    liked = [
        {"subscriber_id": n, "weight": 1.0, **each} for n, one in batch.items() for each in wishes[one][2]
    ]
    await tx.execute(insert(taste), liked)


def _wishes(rng: random.Random, common: Sequence[str]) -> tuple[str, str, list[dict[str, str]]]:
    query = " OR ".join(rng.sample(common, 5)) + f" -{rng.choice(common)}"
    tastes = {"source": f"来源{rng.randrange(50)}", "word": rng.choice(common)}
    return query, f"来源{rng.randrange(50)}", [{"kind": k, "target": of} for k, of in tastes.items()]


def _choice(rng: random.Random) -> Chosen:
    """A size, a language, a category or two, and tags."""
    categories = rng.sample(range(1, CATEGORIES + 1), rng.choice((1, 2)))
    tags = rng.sample(range(1, TAGS + 1), FOLLOWED - len(categories))
    follows = [(FollowKind.CATEGORY, n) for n in categories] + [(FollowKind.TAG, n) for n in tags]
    return rng.choice((5, 8, 10)), rng.choice(("zh", "en")), tuple(follows)


def _subscriber(n: int, chosen: Chosen) -> dict[str, Any]:
    size, language, _ = chosen
    return {
        "transport": "telegram",
        "address": str(n),
        "kind": "private",
        "language": language,
        "size": size,
        "points": 3,
        "status": Status.ACTIVE,
        "cursor": OLD,
        "next_due": SLOT,
        "created": SLOT,
    } | schedules.schedule_columns(Schedule())


def _follows(n: int, chosen: Chosen) -> list[dict[str, Any]]:
    return [
        {"subscriber_id": n, "kind": kind, "target_id": target, "position": position, "fresh": False}
        for position, (kind, target) in enumerate(chosen[2])
    ]
