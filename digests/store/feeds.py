"""Feeds: what is polled, its health, and what its source remembers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, insert, literal, or_, select, update

from digests.errors import pack
from digests.model import Batch, Category, Feed, FeedKind, FeedState
from digests.store.columns import Instant
from digests.store.engine import Tx
from digests.store.tables import category, feed, feed_problem, feed_state, post
from digests.store.upsert import upsert

_PROBLEMS_KEPT = 200


def _select() -> Select[Any]:
    named = (category.c.slug, category.c.title.label("category_title"))
    return select(feed, *named).outerjoin(category, category.c.id == feed.c.category_id)


def _feed(row: Row[Any]) -> Feed:
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
    )


async def add(
    tx: Tx,
    *,
    address: str,
    kind: FeedKind,
    title: str,
    category_id: int | None,
    now: datetime,
    next_fetch: datetime,
) -> int:
    """Store a new feed; return its id."""
    values = {
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
    row = (await tx.execute(_select().where(feed.c.id == feed_id))).first()
    return _feed(row) if row else None


async def by_address(tx: Tx, address: str) -> Feed | None:
    """One feed by its canonical address, removed ones included."""
    row = (await tx.execute(_select().where(feed.c.address == address))).first()
    return _feed(row) if row else None


async def every(tx: Tx) -> tuple[Feed, ...]:
    """All feeds that were not removed, by id."""
    rows = await tx.execute(_select().where(feed.c.state != FeedState.REMOVED).order_by(feed.c.id))
    return tuple(_feed(row) for row in rows)


async def page(tx: Tx, first: int, size: int, *, failing: bool) -> tuple[Feed, ...]:
    """``size`` feeds from the 0-based ``first`` on, failing ones before the others, then by title."""
    where = [feed.c.state != FeedState.REMOVED]
    if failing:
        where += [feed.c.failures > 0, feed.c.state == FeedState.ACTIVE]
    query = _select().where(*where)
    query = query.order_by((feed.c.failures == 0), func.lower(feed.c.title), feed.c.id)
    rows = await tx.execute(query.offset(first).limit(size))
    return tuple(_feed(row) for row in rows)


async def counts(tx: Tx) -> tuple[int, int, int]:
    """How many feeds are well, failing and paused."""

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    active = feed.c.state == FeedState.ACTIVE
    row = (
        await tx.execute(
            select(
                count(and_(active, feed.c.failures == 0)),
                count(and_(active, feed.c.failures > 0)),
                count(feed.c.state == FeedState.PAUSED),
            )
        )
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def _free(now: datetime) -> Any:
    """No refresh has the feed, or its lease has passed."""
    return or_(feed.c.leased.is_(None), feed.c.leased <= now)


async def claim(tx: Tx, feed_id: int, now: datetime, until: datetime) -> Feed | None:
    """Take a feed for one refresh, paused or not; None when another refresh has it."""
    mine = update(feed).where(feed.c.id == feed_id, feed.c.state != FeedState.REMOVED, _free(now))
    taken = await tx.execute(mine.values(leased=until))
    return await get(tx, feed_id) if taken.rowcount else None


async def claim_due(tx: Tx, now: datetime, until: datetime) -> Feed | None:
    """Take the active feed that has waited longest, if any is due and free."""
    due = (feed.c.state == FeedState.ACTIVE, feed.c.next_fetch <= now, _free(now))
    waiting = select(feed.c.id).where(*due)
    longest = waiting.order_by(feed.c.next_fetch).limit(1)
    if tx.dialect.name != "sqlite":
        longest = longest.with_for_update(skip_locked=True)
    feed_id = (await tx.execute(longest)).scalar()
    return await claim(tx, feed_id, now, until) if feed_id is not None else None


async def change(tx: Tx, feed_id: int, **values: Any) -> None:
    """Set columns of a feed."""
    await tx.execute(update(feed).where(feed.c.id == feed_id).values(values))


async def succeeded(tx: Tx, feed_id: int, *, now: datetime, next_fetch: datetime, interval: int) -> None:
    """Record a reading that worked; its health is good again."""
    await change(
        tx,
        feed_id,
        last_success=now,
        next_fetch=next_fetch,
        interval=interval,
        leased=None,
        failures=0,
        failing_since=None,
        error="",
    )


async def failed(tx: Tx, feed_id: int, *, error: str, now: datetime, next_fetch: datetime) -> None:
    """Record a reading that did not work, and when to try again. Nothing is deleted."""
    await change(
        tx,
        feed_id,
        leased=None,
        error=error,
        failures=feed.c.failures + 1,
        failing_since=func.coalesce(feed.c.failing_since, literal(now, Instant())),
        next_fetch=next_fetch,
    )


async def remember(tx: Tx, feed_id: int, batch: Batch, now: datetime) -> None:
    """Keep what the source wants back at the next reading, and what it could not read in this one."""
    values: dict[str, Any] = {}
    if batch.etag is not None:
        values["etag"] = batch.etag
    if batch.modified is not None:
        values["modified"] = batch.modified
    if batch.format:
        values["format"] = batch.format
    if values:
        await change(tx, feed_id, **values)
    if batch.state is not None:
        await upsert(tx, feed_state, {"feed_id": feed_id, "state": batch.state})
    for problem in batch.problems[:_PROBLEMS_KEPT]:
        error = pack(problem.code, problem.params)
        row = {"feed_id": feed_id, "place": problem.place[:400], "error": error, "seen": now}
        await upsert(tx, feed_problem, row)


async def name(tx: Tx, feed_id: int, title: str) -> None:
    """Take the feed's own title where an admin has not given one."""
    await tx.execute(update(feed).where(feed.c.id == feed_id, feed.c.title == "").values(title=title[:300]))


async def problems(tx: Tx, feed_id: int) -> tuple[tuple[str, str], ...]:
    """(place, packed error) of what could not be read."""
    query = select(feed_problem.c.place, feed_problem.c.error).where(feed_problem.c.feed_id == feed_id)
    return tuple((row.place, row.error) for row in await tx.execute(query.order_by(feed_problem.c.place)))


async def state(tx: Tx, feed_id: int) -> str:
    """What the source remembered, an empty string before the first reading."""
    query = select(feed_state.c.state).where(feed_state.c.feed_id == feed_id)
    return (await tx.execute(query)).scalar() or ""


async def recent_times(tx: Tx, feed_id: int, since: datetime) -> tuple[datetime, ...]:
    """When the newest posts of a feed since then were published, oldest first; 5,000 at most."""
    query = select(post.c.published).where(post.c.feed_id == feed_id, post.c.published >= since)
    rows = await tx.execute(query.order_by(post.c.published.desc()).limit(5000))
    return tuple(row.published for row in rows)[::-1]
