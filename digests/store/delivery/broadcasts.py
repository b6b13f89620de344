"""Broadcasts: their rows, whom they go to, and what became of their deliveries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select, update

from digests.errors import pack
from digests.model import Audience, Broadcast, BroadcastState, DeliveryState, Fared, Rank, Status
from digests.store.delivery import outbox
from digests.store.delivery.delivery_lists import WITHDRAWN
from digests.store.tables import TROUBLE, broadcast, delivery, delivery_part, digest, subscriber
from digests.store.transaction import Tx

_OPEN = delivery.c.next_try.is_not(None)
_OLDER = subscriber.alias("older")
_BEGUN = broadcast.c.state != BroadcastState.DRAFT


async def add(tx: Tx, author: str, digest_id: int, now: datetime) -> int:
    """A draft; return its id."""
    row = {"author": author, "state": BroadcastState.DRAFT, "digest_id": digest_id, "created": now}
    return int((await tx.execute(insert(broadcast).values(row).returning(broadcast.c.id))).scalar_one())


def _broadcasts() -> Select[Any]:
    own = (digest.c.language, digest.c.zone, digest.c.transport)
    return select(broadcast, *own).join(digest, digest.c.id == broadcast.c.digest_id)


async def _one(tx: Tx, query: Select[Any]) -> Broadcast | None:
    row = (await tx.execute(query.order_by(broadcast.c.id).limit(1))).first()
    if row is None:
        return None
    values = row._asdict() | {"state": BroadcastState(row.state), "digest": row.digest_id}
    del values["digest_id"]
    return Broadcast(**values)


async def get(tx: Tx, broadcast_id: int) -> Broadcast | None:
    """One broadcast."""
    return await _one(tx, _broadcasts().where(broadcast.c.id == broadcast_id))


async def running(tx: Tx) -> Broadcast | None:
    """The one that was confirmed and has not ended."""
    return await _one(tx, _broadcasts().where(_BEGUN, broadcast.c.finished.is_(None)))


async def unsettled(tx: Tx) -> Broadcast | None:
    """The oldest that has not ended, or whose report does not stand yet."""
    owes = or_(broadcast.c.finished.is_(None), broadcast.c.message != "")
    return await _one(tx, _broadcasts().where(_BEGUN, owes))


async def change(tx: Tx, broadcast_id: int, while_in: Collection[BroadcastState], **values: Any) -> bool:
    """Set columns while it is in one of these states; whether it was."""
    where = (broadcast.c.id == broadcast_id, broadcast.c.state.in_(while_in))
    return bool((await tx.execute(update(broadcast).where(*where).values(values))).rowcount)


# --------------------------------------------------------------------------- whom it goes to


def _first_of_its_chat(has_it: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Topics of one group are subscribers of their own, but a chat gets a broadcast once.

    ``has_it`` says of ``older`` that it got the broadcast already, whatever it has become since.
    """
    getting = _OLDER.c.status == Status.ACTIVE
    same = (_OLDER.c.transport == subscriber.c.transport, _OLDER.c.address == subscriber.c.address)
    earlier = and_(*same, _OLDER.c.id < subscriber.c.id, getting if has_it is None else or_(getting, has_it))
    return ~select(_OLDER.c.id).where(earlier).exists()


def _active(transport: str) -> ColumnElement[bool]:
    """Who is reached in the form that a broadcast has."""
    return and_(subscriber.c.status == Status.ACTIVE, subscriber.c.transport == transport)


async def audience(tx: Tx, transport: str) -> Audience:
    """Who would get a broadcast of a transport now."""
    query = select(subscriber.c.kind, func.count()).where(_active(transport), _first_of_its_chat())
    counts = {row[0]: row[1] for row in await tx.execute(query.group_by(subscriber.c.kind))}
    return Audience(**counts)


async def last_subscriber(tx: Tx) -> int:
    """The newest subscriber's id, 0 for none: who comes later does not get the broadcast."""
    return int((await tx.execute(select(func.max(subscriber.c.id)))).scalar() or 0)


async def release(tx: Tx, one: Broadcast, limit: int, now: datetime) -> int:
    """Make the deliveries of the next ``limit`` subscribers and move the cursor; how many were made."""
    has_it = (
        select(delivery.c.id)
        .where(delivery.c.subscriber_id == _OLDER.c.id, delivery.c.slot == one.slot)
        .exists()
    )
    ahead = (subscriber.c.id > one.cursor, subscriber.c.id <= one.upto)
    query = select(subscriber.c.id).where(*ahead, _active(one.transport), _first_of_its_chat(has_it))
    ids = [row.id for row in await tx.execute(query.order_by(subscriber.c.id).limit(limit))]
    if ids:
        await outbox.add(tx, one.digest, dict.fromkeys(ids, one.slot), now, rank=Rank.BROADCAST)
    cursor = ids[-1] if len(ids) == limit else one.upto
    await change(tx, one.id, [BroadcastState.SENDING], cursor=cursor)
    return len(ids)


# --------------------------------------------------------------------------- what became of it


def _of(one: Broadcast) -> ColumnElement[bool]:
    """Its deliveries among few; the sum keeps the database to the index of the few."""
    return delivery.c.digest_id + 0 == one.digest


async def fared(tx: Tx, one: Broadcast) -> Fared:
    """What became of its deliveries. Those that were sent, by far the most, are what is left of all."""
    made = await _count(tx, delivery.c.digest_id == one.digest)
    still_open = await _count(tx, _OPEN, _of(one))
    n = func.count().label("n")
    query = select(delivery.c.state, delivery.c.reason, n).where(
        and_(TROUBLE), delivery.c.finished >= (one.started or one.created), _of(one)
    )
    rows = (await tx.execute(query.group_by(delivery.c.state, delivery.c.reason).order_by(n.desc()))).all()
    failed = sum(row.n for row in rows if row.state == DeliveryState.FAILED)
    suspended = sum(row.n for row in rows) - failed
    reasons = tuple((row.reason, row.n) for row in rows)
    return Fared(made - still_open - failed - suspended, still_open, failed, suspended, reasons)


async def _count(tx: Tx, *where: ColumnElement[bool]) -> int:
    return int((await tx.execute(select(func.count()).select_from(delivery).where(*where))).scalar_one())


async def under_way(tx: Tx, one: Broadcast, until: datetime) -> bool:
    """Whether any of its deliveries is being sent, or is to be sent before ``until``."""
    soon = or_(delivery.c.state == DeliveryState.SENDING, delivery.c.next_try <= until)
    return (await tx.execute(select(delivery.c.id).where(_OPEN, soon, _of(one)).limit(1))).first() is not None


async def withdraw(tx: Tx, one: Broadcast, now: datetime) -> None:
    """Take back what no worker holds. What was tried may have arrived, so its record is kept as failed."""
    waiting = (_OPEN, delivery.c.state == DeliveryState.PENDING, _of(one))
    tried = select(delivery_part.c.number).where(delivery_part.c.delivery_id == delivery.c.id).exists()
    await tx.execute(delete(delivery).where(*waiting, ~tried))
    closed = {
        "state": DeliveryState.FAILED,
        "next_try": None,
        "finished": now,
        "reason": pack(WITHDRAWN, {}),
    }
    await tx.execute(update(delivery).where(*waiting).values(closed))


async def ready(tx: Tx, transport: str, now: datetime, limit: int) -> int:
    """How many deliveries of any kind a sender could claim now, counted up to ``limit``."""
    older = delivery.alias("older")
    held_up = select(older.c.id).where(
        older.c.subscriber_id == delivery.c.subscriber_id,
        older.c.id < delivery.c.id,
        older.c.next_try.is_not(None),
    )
    due = (delivery.c.transport == transport, delivery.c.next_try <= now)
    some = select(delivery.c.id).where(*due, ~held_up.exists()).limit(limit)
    return int((await tx.execute(select(func.count()).select_from(some.subquery()))).scalar_one())
