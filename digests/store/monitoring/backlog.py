"""How much waits, and for how long: a few counts, cheap enough to be asked for every few seconds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Executable, func, select, text

from digests.model import Backlog, FeedState, Rank, Status
from digests.store.alerts import waiting
from digests.store.stories import marks
from digests.store.tables import delivery, feed, subscriber, unindexed
from digests.store.transaction import Tx

_JOBS = text("SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")
_HAS_JOBS = text("SELECT to_regclass('procrastinate_jobs')")


async def read(tx: Tx, now: datetime) -> Backlog:
    """Look once."""
    counts = select(delivery.c.rank, func.count()).where(delivery.c.next_try.is_not(None))
    ranks = {Rank(row[0]): row[1] for row in await tx.execute(counts.group_by(delivery.c.rank))}
    oldest = await _scalar(tx, select(func.min(delivery.c.next_try)).where(delivery.c.next_try <= now))
    active = feed.c.state == FeedState.ACTIVE
    due = (active, feed.c.next_fetch <= now)
    feed_oldest = await _scalar(tx, select(func.min(feed.c.next_fetch)).where(*due))
    judging = await marks.waiting(tx)
    return Backlog(
        deliveries={rank: ranks.get(rank, 0) for rank in Rank},
        delivery_late=_late(oldest, now),
        feeds_due=await _count(tx, select(func.count()).select_from(feed).where(*due)),
        feed_late=_late(feed_oldest, now),
        feeds_erring=await _count(
            tx, select(func.count()).select_from(feed).where(active, feed.c.failures > 0)
        ),
        unindexed=await _count(tx, select(func.count()).select_from(unindexed)),
        unjudged=judging.posts,
        judging_late=_late(judging.since, now),
        alert_late=_late(await waiting.oldest(tx, now), now),
        subscribers=await _count(
            tx, select(func.count()).select_from(subscriber).where(subscriber.c.status == Status.ACTIVE)
        ),
        jobs=await _jobs(tx),
    )


async def _jobs(tx: Tx) -> dict[tuple[str, str], int]:
    """Jobs by queue and status, where there is a queue."""
    if tx.dialect.name == "sqlite" or (await tx.execute(_HAS_JOBS)).scalar() is None:
        return {}
    return {(row[0], row[1]): row[2] for row in await tx.execute(_JOBS)}


async def _scalar(tx: Tx, query: Executable) -> datetime | None:
    value: datetime | None = (await tx.execute(query)).scalar()
    return value


async def _count(tx: Tx, query: Executable) -> int:
    return int((await tx.execute(query)).scalar_one())


def _late(then: datetime | None, now: datetime) -> float:
    return max(0.0, (now - then).total_seconds()) if then else 0.0
