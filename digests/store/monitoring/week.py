"""What a week's digest for admins is made of."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from digests.model import DeliveryState, Feed, FeedState, Week
from digests.store.feeds import feed_health, feeds
from digests.store.monitoring import events
from digests.store.tables import AMBIGUOUS, TROUBLE, delivery, delivery_part, feed, feed_attempt, post
from digests.store.transaction import Tx

_LISTED = 3
_WEEK = timedelta(weeks=1)


async def read(tx: Tx, now: datetime) -> Week:
    """The seven days before now."""
    since = now - _WEEK
    counts = await feed_health.counts(tx, now)
    return Week(
        since=since,
        ok=counts.ok,
        failing=counts.failing,
        paused=counts.paused,
        ended=counts.ended,
        posts=await _posts(tx, since, now),
        posts_before=await _posts(tx, since - _WEEK, since),
        events=await events.counts(tx, since),
        slowest=await _slowest(tx, since),
        sick=await feed_health.longest_failing(tx, _LISTED, now),
        failed=await _failed(tx, since),
        ambiguous=await _ambiguous(tx, since),
    )


async def first_feed(tx: Tx) -> datetime | None:
    """When the first feed was added."""
    value: datetime | None = (await tx.execute(select(func.min(feed.c.created)))).scalar()
    return value


async def _posts(tx: Tx, since: datetime, until: datetime) -> int:
    """By the time of publication, as the cards of feeds count them."""
    query = select(func.count()).select_from(post).where(post.c.published >= since, post.c.published < until)
    return int((await tx.execute(query)).scalar_one())


async def _slowest(tx: Tx, since: datetime) -> tuple[tuple[Feed, int], ...]:
    took = func.avg(feed_attempt.c.milliseconds).label("took")
    query = (
        select(feed_attempt.c.feed_id, took)
        .join(feed, feed.c.id == feed_attempt.c.feed_id)
        .where(feed.c.state == FeedState.ACTIVE, feed_attempt.c.at >= since)
        .group_by(feed_attempt.c.feed_id)
        .order_by(took.desc(), feed_attempt.c.feed_id)
        .limit(_LISTED)
    )
    rows = [(row.feed_id, int(row.took)) for row in await tx.execute(query)]
    found = [(await feeds.get(tx, feed_id), milliseconds) for feed_id, milliseconds in rows]
    return tuple((each, milliseconds) for each, milliseconds in found if each is not None)


async def _failed(tx: Tx, since: datetime) -> int:
    where = (TROUBLE, delivery.c.state == DeliveryState.FAILED, delivery.c.finished >= since)
    return int((await tx.execute(select(func.count()).select_from(delivery).where(*where))).scalar_one())


async def _ambiguous(tx: Tx, since: datetime) -> int:
    query = select(func.sum(delivery_part.c.ambiguous)).join(delivery)
    return int((await tx.execute(query.where(AMBIGUOUS, delivery.c.created >= since))).scalar() or 0)
