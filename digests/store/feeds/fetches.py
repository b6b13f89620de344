"""How fetches went: what each says of its feed, and the latest of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, literal, select, update

from digests.model import Attempt, FeedState, Move, Pace
from digests.store.columns import Instant
from digests.store.tables import feed, feed_attempt
from digests.store.transaction import Tx
from digests.store.upsert import insert_into

ATTEMPTS = 20  # kept of each feed


class Success(NamedTuple):
    """A fetch that worked. ``pace`` is None where no post came."""

    feed_id: int
    attempt: Attempt
    next_fetch: datetime
    interval: int
    move: Move
    pace: Pace | None = None


class Failure(NamedTuple):
    """A fetch that did not; ``ended`` when there will be no other."""

    feed_id: int
    attempt: Attempt
    next_fetch: datetime | None
    ended: bool = False


async def succeeded(tx: Tx, done: Sequence[Success]) -> None:
    """Record fetches that worked; the health of these feeds is good again."""
    one = update(feed).where(feed.c.id == bindparam("which"))
    rows = [{"which": each.feed_id, **_columns(each)} for each in done]
    well = {"leased": None, "failures": 0, "failing_since": None, "error": "", "fetches": feed.c.fetches + 1}
    if rows:
        named: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "which"}
        await tx.execute(one.values({**well, **named}), rows)
    for each in done:
        if each.pace is not None:
            await _keep_pace(tx, each.feed_id, each.pace)
    await _remember(tx, [(each.feed_id, each.attempt) for each in done])


def _columns(one: Success) -> dict[str, Any]:
    return {
        "last_success": one.attempt.at,
        "next_fetch": one.next_fetch,
        "interval": one.interval,
        "moved_to": one.move.to,
        "moved_times": one.move.times,
        "moved_since": one.move.since,
    }


async def _keep_pace(tx: Tx, feed_id: int, pace: Pace) -> None:
    values = {"recent_posts": pace.posts, "recent_first": pace.first, "recent_last": pace.last}
    await tx.execute(update(feed).where(feed.c.id == feed_id).values(values))


async def failed(tx: Tx, failures: Sequence[Failure]) -> None:
    """Record fetches that did not work, and when to try again. Nothing is deleted."""
    for each in failures:
        at = each.attempt.at
        values: dict[str, Any] = {
            "leased": None,
            "error": each.attempt.error,
            "failures": feed.c.failures + 1,
            "failing_since": func.coalesce(feed.c.failing_since, literal(at, Instant())),
            "next_fetch": each.next_fetch,
            "fetches": feed.c.fetches + 1,
        }
        await tx.execute(update(feed).where(feed.c.id == each.feed_id).values(values))
        if each.ended:
            live = and_(feed.c.id == each.feed_id, feed.c.state == FeedState.ACTIVE)
            await tx.execute(update(feed).where(live).values(state=FeedState.ENDED, closed=at))
    await _remember(tx, [(each.feed_id, each.attempt) for each in failures])


async def _remember(tx: Tx, attempts: Iterable[tuple[int, Attempt]]) -> None:
    """Put attempts into the rings of their feeds, in the place of the oldest."""
    rows = [
        {"which": feed_id} | asdict(attempt) | {"outcome": attempt.outcome[:40]}
        for feed_id, attempt in attempts
    ]
    if not rows:
        return
    columns = [name for name in rows[0] if name != "which"]
    slot = (feed.c.fetches % ATTEMPTS).label("slot")
    given = [bindparam(name, type_=feed_attempt.c[name].type).label(name) for name in columns]
    query = select(feed.c.id, slot, *given).where(feed.c.id == bindparam("which"))
    statement = insert_into(tx, feed_attempt).from_select(["feed_id", "slot", *columns], query)
    changed = {name: statement.excluded[name] for name in columns}
    await tx.execute(statement.on_conflict_do_update(index_elements=["feed_id", "slot"], set_=changed), rows)


async def attempts(tx: Tx, feed_id: int) -> tuple[Attempt, ...]:
    """The latest fetches of a feed, newest first."""
    query = select(feed_attempt).where(feed_attempt.c.feed_id == feed_id)
    rows = await tx.execute(query.order_by(feed_attempt.c.at.desc()))
    return tuple(
        Attempt(row.at, row.outcome, row.status, row.milliseconds, row.size, row.error) for row in rows
    )
