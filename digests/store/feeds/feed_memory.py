"""What a feed's source wants back at its next reading, and what of it could not be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from digests.errors import pack
from digests.model import Batch, FeedState
from digests.store.feeds.feeds import change
from digests.store.tables import feed, feed_access, feed_problem, feed_state
from digests.store.transaction import Tx
from digests.store.upsert import upsert

_PROBLEMS_KEPT = 200
_AT_ONCE = 500  # places in one statement


async def remember(tx: Tx, feed_id: int, batch: Batch, now: datetime) -> None:
    """Keep what the source wants back at the next reading, and what of the feed can be read and what not."""
    values: dict[str, Any] = {}
    if batch.etag is not None:
        values["etag"] = batch.etag
    if batch.modified is not None:
        values["modified"] = batch.modified
    if batch.format:
        values["format"] = batch.format
    if batch.wishes is not None:
        wishes = batch.wishes
        values |= {
            "wish_seconds": wishes.seconds,
            "wish_hours": ",".join(map(str, wishes.hours)),
            "wish_days": ",".join(map(str, wishes.days)),
        }
    if values:
        await change(tx, feed_id, **values)
    if batch.state is not None:
        await upsert(tx, feed_state, {"feed_id": feed_id, "state": batch.state})
    await forget_problem(tx, feed_id, batch.mended)
    for problem in batch.problems[:_PROBLEMS_KEPT]:
        error = pack(problem.code, problem.params)
        row = {"feed_id": feed_id, "place": problem.place[:400], "error": error, "seen": now}
        await upsert(tx, feed_problem, row)


async def problems(tx: Tx, feed_id: int) -> tuple[tuple[str, str], ...]:
    """(place, packed error) of what could not be read."""
    query = select(feed_problem.c.place, feed_problem.c.error).where(feed_problem.c.feed_id == feed_id)
    return tuple((row.place, row.error) for row in await tx.execute(query.order_by(feed_problem.c.place)))


async def forget_problem(tx: Tx, feed_id: int, places: Sequence[str]) -> None:
    """What stood in the way at these places does so no more."""
    for first in range(0, len(places), _AT_ONCE):
        there = feed_problem.c.place.in_([each[:400] for each in places[first : first + _AT_ONCE]])
        await tx.execute(delete(feed_problem).where(feed_problem.c.feed_id == feed_id, there))


async def read_anew(tx: Tx, feed_id: int) -> None:
    """Have the next fetch read all that the feed states, changed or not."""
    await change(tx, feed_id, etag="", modified="")
    await tx.execute(delete(feed_state).where(feed_state.c.feed_id == feed_id))


async def forget_removed(tx: Tx, before: datetime) -> None:
    """Of feeds that were removed before then, drop logins and what their sources remember; posts stay."""
    gone = select(feed.c.id).where(feed.c.state == FeedState.REMOVED, feed.c.closed < before)
    for table in (feed_access, feed_state, feed_problem):
        await tx.execute(delete(table).where(table.c.feed_id.in_(gone)))
