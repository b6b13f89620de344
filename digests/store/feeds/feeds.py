"""Feeds: what is polled, and when its posts came."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from digests.decisions.host_name import host_of
from digests.model import NO_ACCESS, Access, Category, Feed, FeedKind, FeedState, FetchHints, Move, Pace
from digests.store.tables import category, feed, post
from digests.store.transaction import Tx


def select_feeds() -> Select[Any]:
    """Feeds with their categories."""
    named = (category.c.slug, category.c.title.label("category_title"))
    return select(feed, *named).outerjoin(category, category.c.id == feed.c.category_id)


def feed_of(row: Row[Any], access: Access | None = None) -> Feed:
    """A row of ``select_feeds``; with ``access`` only for who fetches it."""
    grouping = Category(row.category_id, row.slug, row.category_title) if row.category_id else None
    return Feed(
        id=row.id,
        address=row.address,
        kind=FeedKind(row.kind),
        title=row.title,
        format=row.format,
        category=grouping,
        state=FeedState(row.state),
        etag=row.etag,
        modified=row.modified,
        interval=row.interval,
        next_fetch=row.next_fetch,
        last_success=row.last_success,
        failures=row.failures,
        failing_since=row.failing_since,
        error=row.error,
        posts=row.posts,
        every=row.every,
        full_text=row.full_text,
        closed=row.closed,
        pace=Pace(row.recent_posts, row.recent_first, row.recent_last),
        wishes=FetchHints(row.wish_seconds, _numbers(row.wish_hours), _numbers(row.wish_days)),
        move=Move(row.moved_to, row.moved_times, row.moved_since),
        access=access or NO_ACCESS,
    )


def _numbers(packed: str) -> tuple[int, ...]:
    return tuple(int(each) for each in packed.split(",") if each)


async def add(
    tx: Tx,
    *,
    address: str,
    kind: FeedKind,
    title: str,
    category_id: int | None,
    now: datetime,
    next_fetch: datetime,
    every: int | None = None,
    full_text: bool = False,
) -> int:
    """Store a new feed; return its id."""
    values = {
        "host": host_of(address),
        "every": every,
        "full_text": full_text,
        "address": address,
        "kind": kind,
        "title": title,
        "category_id": category_id,
        "state": FeedState.ACTIVE,
        "next_fetch": next_fetch,
        "created": now,
    }
    return int((await tx.execute(insert(feed).values(values).returning(feed.c.id))).scalar_one())


async def get(tx: Tx, feed_id: int) -> Feed | None:
    """One feed by its id."""
    row = (await tx.execute(select_feeds().where(feed.c.id == feed_id))).first()
    return feed_of(row) if row else None


async def by_address(tx: Tx, address: str) -> Feed | None:
    """One feed by its canonical address, removed ones included."""
    row = (await tx.execute(select_feeds().where(feed.c.address == address))).first()
    return feed_of(row) if row else None


async def every(tx: Tx) -> tuple[Feed, ...]:
    """All feeds that were not removed, by id."""
    rows = await tx.execute(select_feeds().where(feed.c.state != FeedState.REMOVED).order_by(feed.c.id))
    return tuple(feed_of(row) for row in rows)


async def change(tx: Tx, feed_id: int, **values: Any) -> None:
    """Set columns of a feed."""
    await tx.execute(update(feed).where(feed.c.id == feed_id).values(values))


async def name(tx: Tx, feed_id: int, title: str) -> None:
    """Take the feed's own title where an admin has not given one."""
    await tx.execute(update(feed).where(feed.c.id == feed_id, feed.c.title == "").values(title=title[:300]))


async def recent_times(tx: Tx, feed_id: int, since: datetime) -> tuple[datetime, ...]:
    """When the newest posts of a feed since then were published, oldest first; 5,000 at most."""
    query = select(post.c.published).where(post.c.feed_id == feed_id, post.c.published >= since)
    rows = await tx.execute(query.order_by(post.c.published.desc()).limit(5000))
    return tuple(row.published for row in rows)[::-1]


async def latest_times(tx: Tx, feed_id: int, count: int) -> tuple[datetime, ...]:
    """When the ``count`` newest posts of a feed were published, oldest first."""
    query = select(post.c.published).where(post.c.feed_id == feed_id)
    rows = await tx.execute(query.order_by(post.c.published.desc()).limit(count))
    return tuple(row.published for row in rows)[::-1]


async def move(tx: Tx, feed_id: int, address: str) -> None:
    """Store another address; what a redirect said before counts no more."""
    forgotten = {"moved_to": "", "moved_times": 0, "moved_since": None}
    await change(tx, feed_id, address=address, host=host_of(address), **forgotten)


async def some(tx: Tx, ids: Collection[int]) -> tuple[Feed, ...]:
    """Those of these numbers that there are, removed ones included."""
    rows = await tx.execute(select_feeds().where(feed.c.id.in_(ids)))
    return tuple(feed_of(row) for row in rows)
