"""What an admin sees of deliveries: counts, what waits, what went wrong and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, or_, select

from digests.model import DeliveryState
from digests.store.delivery.outbox import HELD
from digests.store.tables import AMBIGUOUS, FAULT, TROUBLE, delivery, delivery_part
from digests.store.transaction import Tx

_OPEN = delivery.c.next_try.is_not(None)


async def counts(tx: Tx) -> dict[str, int]:
    """How many deliveries are in each state; sent ones, by far the most, are what is left of all."""
    rare = select(delivery.c.state, func.count()).where(or_(_OPEN, TROUBLE)).group_by(delivery.c.state)
    found: dict[str, int] = {row[0]: row[1] for row in await tx.execute(rare)}
    total = int((await tx.execute(select(func.count()).select_from(delivery))).scalar_one())
    sent = total - sum(found.values())
    return found | ({DeliveryState.SENT: sent} if sent else {})


async def oldest_open(tx: Tx) -> datetime | None:
    """When the oldest open delivery was made; who waits for the end of quiet hours wants to."""
    oldest = select(func.min(delivery.c.created)).where(_OPEN, delivery.c.reason != HELD)
    value: datetime | None = (await tx.execute(oldest)).scalar()
    return value


async def failures(tx: Tx, since: datetime) -> tuple[tuple[str, int], ...]:
    """Reasons of the deliveries that failed or were suspended since then, commonest first."""
    n = func.count().label("n")
    query = select(delivery.c.reason, n).where(TROUBLE, delivery.c.finished >= since)
    rows = await tx.execute(query.group_by(delivery.c.reason).order_by(n.desc()).limit(10))
    return tuple((row[0], row[1]) for row in rows)


async def ambiguous(tx: Tx) -> int:
    """How many sends ended without an answer."""
    query = select(func.sum(delivery_part.c.ambiguous)).where(AMBIGUOUS)
    return int((await tx.execute(query)).scalar() or 0)


async def faulty(tx: Tx) -> int:
    """Of how many deliveries a part was sent as plain text since its markup was refused."""
    query = select(func.count(func.distinct(delivery_part.c.delivery_id))).where(FAULT)
    return int((await tx.execute(query)).scalar_one())


async def has_slot(tx: Tx, subscriber_id: int, slot: str) -> bool:
    """Whether a subscriber has a delivery in this slot, in whatever state."""
    mine = (delivery.c.subscriber_id == subscriber_id, delivery.c.slot == slot)
    return (await tx.execute(select(delivery.c.id).where(*mine))).first() is not None
