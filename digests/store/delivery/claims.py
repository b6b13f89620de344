"""Claims: taking due deliveries of a transport for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, select, tuple_, update
from sqlalchemy.sql.dml import ReturningUpdate

from digests.model import Delivery, DeliveryState, Rank
from digests.store.columns import Instant
from digests.store.delivery.claimed import read
from digests.store.delivery.outbox import HELD
from digests.store.tables import delivery
from digests.store.transaction import Tx


def _held(older: FromClause, now: ColumnElement[Any]) -> ColumnElement[bool]:
    """Waits for the end of quiet hours: what is asked for meanwhile comes all the same."""
    return and_(older.c.reason == HELD, older.c.next_try > now)


def _take(*which: ColumnElement[bool]) -> ReturningUpdate[tuple[int]]:
    taken = {"state": DeliveryState.SENDING, "claim": bindparam("name"), "next_try": bindparam("until")}
    return update(delivery).where(*which).values(taken).returning(delivery.c.id)


# Statements that every few messages need are built once: building them took longer than running them.
@cache
def _taking(dialect: str) -> ReturningUpdate[tuple[int]]:
    """Take what is due for a transport in a rank, the longest due first."""
    now = bindparam("now", type_=Instant())
    older = delivery.alias("older")
    earlier_open = select(older.c.id).where(
        older.c.subscriber_id == delivery.c.subscriber_id,
        older.c.id < delivery.c.id,
        older.c.next_try.is_not(None),
        ~_held(older, now),
    )
    of = (delivery.c.transport == bindparam("by"), delivery.c.rank == bindparam("of_rank"))
    due = (*of, delivery.c.next_try <= now)
    chosen = select(delivery.c.id).where(*due, ~earlier_open.exists())
    chosen = chosen.order_by(delivery.c.next_try, delivery.c.id).limit(bindparam("most"))
    if dialect != "sqlite":
        # By itself, so that it runs once: within a join it may run for each row, and take so many each time.
        chosen = select(chosen.with_for_update(skip_locked=True).cte("chosen").c.id)
    return _take(delivery.c.id.in_(chosen.scalar_subquery()), delivery.c.next_try <= now)


async def claim(
    tx: Tx, name: str, transport: str, now: datetime, lease: timedelta, limit: int
) -> tuple[Delivery, ...]:
    """Take up to ``limit`` due deliveries by their ranks; of one subscriber only the oldest open one."""
    taken: list[int] = []
    for rank in Rank:
        if len(taken) < limit:
            wanted = {"by": transport, "of_rank": rank, "now": now, "until": now + lease, "name": name}
            rows = await tx.execute(_taking(tx.dialect.name), wanted | {"most": limit - len(taken)})
            taken += [row.id for row in rows]
    return await read(tx, taken)


@cache
def _taking_of_one() -> ReturningUpdate[tuple[int]]:
    """Take the oldest open delivery of a subscriber, if it is due."""
    now, of = bindparam("now", type_=Instant()), delivery.alias("of")
    oldest = select(of.c.id).where(of.c.subscriber_id == bindparam("subscriber"), of.c.next_try.is_not(None))
    oldest = oldest.where(~_held(of, now)).order_by(of.c.id).limit(1)
    due = (delivery.c.transport == bindparam("by"), delivery.c.next_try <= now)
    return _take(delivery.c.id == oldest.scalar_subquery(), *due)


async def claim_of(
    tx: Tx, name: str, transport: str, subscriber_id: int, now: datetime, lease: timedelta
) -> Delivery | None:
    """Take the oldest open delivery of one subscriber.

    None when that is not due, when somebody has it, or when another transport carries it.
    """
    wanted = {"by": transport, "subscriber": subscriber_id, "now": now, "until": now + lease, "name": name}
    rows = await tx.execute(_taking_of_one(), wanted)
    found = await read(tx, [row.id for row in rows])
    return found[0] if found else None


class Due(NamedTuple):
    """A delivery that is due."""

    rank: Rank
    next_try: datetime
    id: int


async def announce(tx: Tx, transport: str, now: datetime, after: Due | None, limit: int) -> Due | None:
    """Say once more for whom something of a transport is due, ``limit`` deliveries from ``after`` on.

    Returns the last of them, None when there are no more.
    """
    of = delivery.c
    due = (of.transport == transport, of.next_try <= now)
    query = select(of.rank, of.next_try, of.id, of.subscriber_id).where(*due)
    if after is not None:
        query = query.where(tuple_(of.rank, of.next_try, of.id) > after)
    rows = (await tx.execute(query.order_by(of.rank, of.next_try, of.id).limit(limit))).all()
    for row in rows:
        tx.announce([row.subscriber_id], transport, Rank(row.rank))
    return Due(Rank(rows[-1].rank), rows[-1].next_try, rows[-1].id) if len(rows) == limit else None
