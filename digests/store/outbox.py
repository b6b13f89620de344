"""The outbox: deliveries, claimed with a lease, and what is known of each of their parts.

While a delivery is claimed, ``next_try`` is the end of its lease: a claim that was not kept up is simply due
again. Every change is conditional on the claim, so that a worker whose lease has passed changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, case, func, literal, select, update

from digests.model import ChatKind, Delivery, DeliveryState, Destination, Part
from digests.store.columns import Instant
from digests.store.engine import Tx
from digests.store.tables import delivery, delivery_part, digest_part, subscriber
from digests.store.upsert import insert_into, insert_new

_OPEN = delivery.c.next_try.is_not(None)


async def add(tx: Tx, digest_id: int, slots: dict[int, str], now: datetime) -> None:
    """One delivery of a digest for each subscriber; a slot that has one already gets no second."""
    rows = [
        {
            "subscriber_id": subscriber_id,
            "digest_id": digest_id,
            "slot": slot,
            "state": DeliveryState.PENDING,
            "next_try": now,
            "created": now,
        }
        for subscriber_id, slot in slots.items()
    ]
    await insert_new(tx, delivery, rows)


async def claim(tx: Tx, name: str, now: datetime, lease: timedelta, limit: int) -> tuple[Delivery, ...]:
    """Take up to ``limit`` due deliveries in ``name``; of one subscriber only the oldest open one."""
    older = delivery.alias("older")
    earlier_open = select(older.c.id).where(
        older.c.subscriber_id == delivery.c.subscriber_id,
        older.c.id < delivery.c.id,
        older.c.next_try.is_not(None),
    )
    chosen = (
        select(delivery.c.id)
        .where(delivery.c.next_try <= now, ~earlier_open.exists())
        .order_by(delivery.c.next_try, delivery.c.id)
        .limit(limit)
    )
    if tx.dialect.name != "sqlite":
        chosen = chosen.with_for_update(skip_locked=True)
    taken = await tx.execute(
        update(delivery)
        .where(delivery.c.id.in_(chosen.scalar_subquery()), delivery.c.next_try <= now)
        .values(state=DeliveryState.SENDING, claim=name, next_try=now + lease)
        .returning(delivery.c.id)
    )
    return await _read(tx, [row.id for row in taken])


async def _read(tx: Tx, ids: Sequence[int]) -> tuple[Delivery, ...]:
    to = (subscriber.c.transport, subscriber.c.address, subscriber.c.thread, subscriber.c.kind)
    query = select(delivery, *to).join(subscriber).where(delivery.c.id.in_(ids)).order_by(delivery.c.id)
    rows = (await tx.execute(query)).all()
    parts = await _unsent(tx, ids)
    return tuple(_delivery(row, tuple(parts.get(row.id, ()))) for row in rows)


def _delivery(row: Row[Any], parts: tuple[Part, ...]) -> Delivery:
    return Delivery(
        id=row.id,
        subscriber=row.subscriber_id,
        destination=Destination(row.transport, row.address, row.thread, ChatKind(row.kind)),
        digest=row.digest_id,
        slot=row.slot,
        attempts=row.attempts,
        parts=parts,
        created=row.created,
        failing_since=row.failing_since,
    )


async def _unsent(tx: Tx, ids: Sequence[int]) -> dict[int, list[Part]]:
    query = (
        select(delivery.c.id, digest_part, delivery_part.c.intended)
        .join(digest_part, digest_part.c.digest_id == delivery.c.digest_id)
        .outerjoin(
            delivery_part,
            and_(
                delivery_part.c.delivery_id == delivery.c.id, delivery_part.c.number == digest_part.c.number
            ),
        )
        .where(delivery.c.id.in_(ids), func.coalesce(delivery_part.c.message, "") == "")
        .order_by(digest_part.c.number)
    )
    found: dict[int, list[Part]] = {}
    for row in await tx.execute(query):
        part = Part(row.number, row.payload, intended=row.intended is not None)
        found.setdefault(row.id, []).append(part)
    return found


async def intend(tx: Tx, delivery_id: int, number: int, name: str, now: datetime, lease: timedelta) -> bool:
    """Record that a part is about to be sent and renew the lease; False when the claim is no longer ours.

    A part that is intended still, with no message and no refusal, may have arrived: it counts as ambiguous.
    """
    kept = await tx.execute(_mine(delivery_id, name).values(next_try=now + lease))
    if not kept.rowcount:
        return False
    row = {"delivery_id": delivery_id, "number": number, "intended": now, "tries": 1}
    again = insert_into(tx, delivery_part).values(row)
    unanswered = case((delivery_part.c.intended.is_not(None), 1), else_=0)
    changes = {
        "intended": now,
        "tries": delivery_part.c.tries + 1,
        "ambiguous": delivery_part.c.ambiguous + unanswered,
    }
    await tx.execute(again.on_conflict_do_update(index_elements=["delivery_id", "number"], set_=changes))
    return True


async def record_sent(tx: Tx, delivery_id: int, number: int, message: str) -> None:
    """Record the message that a part became, whoever holds the claim by now: it is a fact."""
    await tx.execute(_part(delivery_id, number).values(message=message))


async def record_refused(tx: Tx, delivery_id: int, number: int) -> None:
    """The part surely did not arrive: its intention is over."""
    await tx.execute(_part(delivery_id, number).values(intended=None))


async def record_fault(tx: Tx, delivery_id: int, number: int, fault: str) -> None:
    """Keep what was not accepted, and why."""
    await tx.execute(_part(delivery_id, number).values(fault=fault))


async def record_dropped(tx: Tx, delivery_id: int, number: int) -> None:
    """Give up a part that may have arrived, so that it surely arrives no second time."""
    values = {"message": "?", "ambiguous": delivery_part.c.ambiguous + 1}
    await tx.execute(_part(delivery_id, number).values(values))


async def finish(
    tx: Tx, delivery_id: int, name: str, state: DeliveryState, now: datetime, reason: str = ""
) -> None:
    """Close a delivery: sent, failed or suspended."""
    await tx.execute(
        _mine(delivery_id, name).values(state=state, finished=now, next_try=None, reason=reason, claim="")
    )


async def postpone(
    tx: Tx, delivery_id: int, name: str, at: datetime, now: datetime, reason: str, *, counts: bool
) -> None:
    """Put a delivery back until ``at``; ``counts`` when this was a failed attempt and not a mere wait."""
    values: dict[str, Any] = {"state": DeliveryState.PENDING, "next_try": at, "reason": reason, "claim": ""}
    if counts:
        values["attempts"] = delivery.c.attempts + 1
        values["failing_since"] = func.coalesce(delivery.c.failing_since, literal(now, Instant()))
    await tx.execute(_mine(delivery_id, name).values(values))


async def suspend_all(tx: Tx, subscriber_id: int, now: datetime, reason: str) -> int | None:
    """Close all open deliveries of a subscriber; return the oldest digest among them."""
    mine = and_(delivery.c.subscriber_id == subscriber_id, _OPEN)
    oldest: int | None = (await tx.execute(select(func.min(delivery.c.digest_id)).where(mine))).scalar()
    values = {"state": DeliveryState.SUSPENDED, "finished": now, "next_try": None, "reason": reason}
    await tx.execute(update(delivery).where(mine).values(values))
    return oldest


def _mine(delivery_id: int, name: str) -> Any:
    where = (delivery.c.id == delivery_id, delivery.c.claim == name)
    return update(delivery).where(*where, delivery.c.state == DeliveryState.SENDING)


def _part(delivery_id: int, number: int) -> Any:
    where = (delivery_part.c.delivery_id == delivery_id, delivery_part.c.number == number)
    return update(delivery_part).where(*where)
