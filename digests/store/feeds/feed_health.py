"""Which feeds are well and which fail: lists and counts for who looks after them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, literal, or_, select

from digests.decisions import polling
from digests.model import Feed, FeedState
from digests.store.columns import Instant
from digests.store.feeds.feeds import feed_of, select_feeds
from digests.store.tables import feed
from digests.store.transaction import Tx


async def page(tx: Tx, first: int, size: int, now: datetime, *, failing: bool) -> tuple[Feed, ...]:
    """``size`` feeds from the 0-based ``first`` on, failing and ended ones first, then by title."""
    sick = or_(_is_failing(now), feed.c.state == FeedState.ENDED)
    where = [feed.c.state != FeedState.REMOVED, *([sick] if failing else [])]
    order = (~sick, func.lower(feed.c.title), feed.c.id)
    rows = await tx.execute(select_feeds().where(*where).order_by(*order).offset(first).limit(size))
    return tuple(feed_of(row) for row in rows)


class Counts(NamedTuple):
    """How many feeds are well, failing, paused and ended."""

    ok: int
    failing: int
    paused: int
    ended: int


async def counts(tx: Tx, now: datetime) -> Counts:
    """Count the feeds that were not removed."""

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    failing = _is_failing(now)
    active = and_(feed.c.state == FeedState.ACTIVE, ~failing)
    paused, ended = feed.c.state == FeedState.PAUSED, feed.c.state == FeedState.ENDED
    row = (await tx.execute(select(count(active), count(failing), count(paused), count(ended)))).one()
    return Counts(*(int(value) for value in row))


async def silent(tx: Tx, before: datetime) -> tuple[Feed, ...]:
    """Active feeds that are read well and whose last post came before then."""
    where = (feed.c.state == FeedState.ACTIVE, feed.c.failures == 0, feed.c.recent_last < before)
    return tuple(feed_of(row) for row in await tx.execute(select_feeds().where(*where)))


async def longest_erring(tx: Tx, count: int) -> tuple[Feed, ...]:
    """Active feeds whose latest fetch did not work, those first that have not been read for longest."""
    where = (feed.c.state == FeedState.ACTIVE, feed.c.failures > 0)
    order = (feed.c.failing_since, feed.c.id)
    rows = await tx.execute(select_feeds().where(*where).order_by(*order).limit(count))
    return tuple(feed_of(row) for row in rows)


async def longest_failing(tx: Tx, count: int, now: datetime) -> tuple[Feed, ...]:
    """Those that fail for long, the longest first."""
    order = (feed.c.failing_since, feed.c.id)
    rows = await tx.execute(select_feeds().where(_is_failing(now)).order_by(*order).limit(count))
    return tuple(feed_of(row) for row in rows)


def _is_failing(now: datetime) -> Any:
    """``polling.is_failing`` as a condition; never NULL, so that it can be negated."""
    since = func.coalesce(feed.c.failing_since, literal(now, Instant()))
    return and_(
        feed.c.state == FeedState.ACTIVE,
        feed.c.failures >= polling.FAILING_ERRORS,
        since <= now - polling.FAILING_AFTER,
    )
