"""Claims: taking due deliveries of a transport for a while, with all that is needed to send them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, FromClause, Row, and_, bindparam, select, tuple_, update
from sqlalchemy.sql.dml import ReturningUpdate

from digests.model import ChatKind, Delivery, DeliveryState, Destination, DigestKind, Part, Rank
from digests.store.columns import Instant
from digests.store.delivery import replies
from digests.store.delivery.outbox import HELD
from digests.store.subscribers.schedules import quiet_of
from digests.store.tables import delivery, delivery_part, digest, digest_part, subscriber
from digests.store.transaction import Tx

# Statements that every few messages need are built once: building them took longer than running them.
_TO = [subscriber.c[name] for name in ("transport", "address", "thread", "kind", "language", "zone")]
_TO += [subscriber.c[name] for name in ("quiet", "quiet_days", "quiet_waits", "silent")]
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_CLAIMED = (
    select(delivery, *_TO, digest.c.kind.label("of_kind"))
    .join(subscriber)
    .join(digest, digest.c.id == delivery.c.digest_id)
    .where(delivery.c.id.in_(_IDS))
    .order_by(delivery.c.rank, delivery.c.id)
)
_PARTS = select(digest_part).where(digest_part.c.digest_id.in_(_IDS)).order_by(digest_part.c.number)
_TRIED = select(delivery_part).where(delivery_part.c.delivery_id.in_(_IDS))


def _held(older: FromClause, now: ColumnElement[Any]) -> ColumnElement[bool]:
    """Waits for the end of quiet hours: what is asked for meanwhile comes all the same."""
    return and_(older.c.reason == HELD, older.c.next_try > now)


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
    taken = {"state": DeliveryState.SENDING, "claim": bindparam("name"), "next_try": bindparam("until")}
    mine = (delivery.c.id.in_(chosen.scalar_subquery()), delivery.c.next_try <= now)
    return update(delivery).where(*mine).values(taken).returning(delivery.c.id)


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
    return await _read(tx, taken)


@cache
def _taking_of_one() -> ReturningUpdate[tuple[int]]:
    """Take the oldest open delivery of a subscriber, if it is due."""
    now, of = bindparam("now", type_=Instant()), delivery.alias("of")
    oldest = select(of.c.id).where(of.c.subscriber_id == bindparam("subscriber"), of.c.next_try.is_not(None))
    oldest = oldest.where(~_held(of, now)).order_by(of.c.id).limit(1)
    taken = {"state": DeliveryState.SENDING, "claim": bindparam("name"), "next_try": bindparam("until")}
    due = (delivery.c.transport == bindparam("by"), delivery.c.next_try <= now)
    return (
        update(delivery)
        .where(delivery.c.id == oldest.scalar_subquery(), *due)
        .values(taken)
        .returning(delivery.c.id)
    )


async def claim_of(
    tx: Tx, name: str, transport: str, subscriber_id: int, now: datetime, lease: timedelta
) -> Delivery | None:
    """Take the oldest open delivery of one subscriber.

    None when that is not due, when somebody has it, or when another transport carries it.
    """
    wanted = {"by": transport, "subscriber": subscriber_id, "now": now, "until": now + lease, "name": name}
    rows = await tx.execute(_taking_of_one(), wanted)
    found = await _read(tx, [row.id for row in rows])
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


async def _read(tx: Tx, ids: Sequence[int]) -> tuple[Delivery, ...]:
    if not ids:
        return ()
    rows = (await tx.execute(_CLAIMED, {"ids": ids})).all()
    parts = await _parts(tx, {row.digest_id for row in rows})
    tried = await _tried(tx, ids)
    answering = {row.id: row.subscriber_id for row in rows if any(p.reply_to for p in parts[row.digest_id])}
    replies = await _replies(tx, answering, {row.id: parts[row.digest_id] for row in rows})
    return tuple(
        _delivery(row, parts[row.digest_id], tried.get(row.id, {}), replies.get(row.id, {})) for row in rows
    )


async def _parts(tx: Tx, digests: Collection[int]) -> dict[int, list[Row[Any]]]:
    """The parts of digests, in their order: many deliveries share them."""
    found: dict[int, list[Row[Any]]] = {digest_id: [] for digest_id in digests}
    for row in await tx.execute(_PARTS, {"ids": list(digests)}):
        found[row.digest_id].append(row)
    return found


async def _replies(
    tx: Tx, answering: Mapping[int, int], parts: Mapping[int, Sequence[Row[Any]]]
) -> dict[int, dict[int, str]]:
    """Of deliveries, with their subscribers, the messages that their parts answer, by number."""
    found: dict[int, dict[int, str]] = {}
    for delivery_id, subscriber_id in answering.items():
        posts = {part.number: part.reply_to for part in parts[delivery_id] if part.reply_to}
        messages = await replies.first_told(tx, subscriber_id, set(posts.values()), delivery_id)
        found[delivery_id] = {number: messages.get(post_id, "") for number, post_id in posts.items()}
    return found


async def _tried(tx: Tx, ids: Sequence[int]) -> dict[int, dict[int, Row[Any]]]:
    """Of each delivery the parts that were tried before."""
    found: dict[int, dict[int, Row[Any]]] = defaultdict(dict)
    for row in await tx.execute(_TRIED, {"ids": ids}):
        found[row.delivery_id][row.number] = row
    return found


def _delivery(
    row: Row[Any], parts: Sequence[Row[Any]], tried: Mapping[int, Row[Any]], answers: Mapping[int, str]
) -> Delivery:
    unsent = [part for part in parts if part.number not in tried or not tried[part.number].message]
    return Delivery(
        id=row.id,
        subscriber=row.subscriber_id,
        destination=Destination(row.transport, row.address, row.thread, ChatKind(row.kind)),
        language=row.language,
        digest=row.digest_id,
        slot=row.slot,
        attempts=row.attempts,
        parts=tuple(
            Part(
                part.number,
                part.payload,
                part.number in tried and tried[part.number].intended is not None,
                reply=answers.get(part.number, ""),
            )
            for part in unsent
        ),
        created=row.created,
        failing_since=row.failing_since,
        kind=DigestKind(row.of_kind),
        rank=Rank(row.rank),
        quiet=quiet_of(row.quiet, row.quiet_days, row.quiet_waits, row.silent),
        zone=row.zone,
    )
