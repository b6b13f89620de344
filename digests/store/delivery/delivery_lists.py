"""Lists of deliveries for those who run the bot, the parts of one, and sending what failed once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select, update

from digests.model import (
    ChatKind,
    DeliveryState,
    Destination,
    DigestKind,
    Status,
    Tracked,
    TrackedPage,
    TrackedPart,
    Which,
)
from digests.store.delivery import outbox
from digests.store.tables import (
    AMBIGUOUS,
    FAULT,
    TROUBLE,
    delivery,
    delivery_part,
    digest,
    digest_part,
    subscriber,
)
from digests.store.transaction import Tx

WITHDRAWN = "withdrawn"
"""The reason of what a cancelled broadcast has taken back: it is never sent again."""

_OPEN = delivery.c.next_try.is_not(None)


async def page(tx: Tx, which: Which | None, address: str, first: int, size: int) -> TrackedPage:
    """``size`` deliveries from the 0-based ``first`` on, each list in the order of its index.

    Those that wait as they are due, others the newest first. ``address`` is a chat's, "" for all.
    """
    where = [*_where(which), *([subscriber.c.address == address] if address else [])]
    counted = select(func.count()).select_from(delivery)
    if address:
        counted = counted.join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
    total = int((await tx.execute(counted.where(*where))).scalar_one())
    rows = await tx.execute(_every().where(*where).order_by(*_order(which)).offset(first).limit(size))
    found = tuple(_tracked(row) for row in rows)
    return TrackedPage(found, first + 1 if found else 0, total)


def _where(which: Which | None) -> list[ColumnElement[bool]]:
    """The condition, with the text of the partial index that answers it."""
    match which:
        case None:
            return []
        case Which.AMBIGUOUS | Which.FAULTY:
            rare = AMBIGUOUS if which is Which.AMBIGUOUS else FAULT
            return [delivery.c.id.in_(select(delivery_part.c.delivery_id).where(rare))]
        case Which.PENDING | Which.SENDING:
            return [_OPEN, delivery.c.state == which]
        case Which.FAILED | Which.SUSPENDED:
            return [and_(TROUBLE), delivery.c.state == which]
        case _:
            return [delivery.c.state == which]


def _order(which: Which | None) -> list[Any]:
    """In the order of the index, so that a page of many costs no more than one of few."""
    match which:
        case Which.PENDING | Which.SENDING:
            return [delivery.c.next_try, delivery.c.id]
        case Which.FAILED | Which.SUSPENDED:
            return [delivery.c.finished.desc(), delivery.c.id.desc()]
        case _:
            return [delivery.c.id.desc()]


def _every() -> Select[Any]:
    part = delivery_part.c.delivery_id == delivery.c.id
    doubtful = select(func.coalesce(func.sum(delivery_part.c.ambiguous), 0)).where(part)
    faulty = select(func.count()).select_from(delivery_part).where(part, FAULT)
    to = ("transport", "address", "thread", "title", "status")
    return (
        select(
            delivery,
            *(subscriber.c[name] for name in to),
            subscriber.c.kind.label("chat"),
            digest.c.kind.label("kind"),
            doubtful.scalar_subquery().label("doubtful"),
            faulty.scalar_subquery().label("faulty"),
        )
        .join(subscriber, subscriber.c.id == delivery.c.subscriber_id)
        .join(digest, digest.c.id == delivery.c.digest_id)
    )


def _tracked(row: Row[Any]) -> Tracked:
    return Tracked(
        id=row.id,
        destination=Destination(row.transport, row.address, row.thread, ChatKind(row.chat)),
        title=row.title,
        status=Status(row.status),
        digest=row.digest_id,
        kind=DigestKind(row.kind),
        slot=row.slot,
        state=DeliveryState(row.state),
        reason=row.reason,
        attempts=row.attempts,
        created=row.created,
        next_try=row.next_try,
        failing_since=row.failing_since,
        finished=row.finished,
        ambiguous=int(row.doubtful),
        faults=row.faulty,
    )


async def get(tx: Tx, delivery_id: int) -> Tracked | None:
    """One delivery."""
    row = (await tx.execute(_every().where(delivery.c.id == delivery_id))).first()
    return _tracked(row) if row else None


async def parts(tx: Tx, delivery_id: int) -> tuple[TrackedPart, ...]:
    """All parts of a delivery in order, those not yet begun as well."""
    mine = and_(delivery_part.c.delivery_id == delivery.c.id, delivery_part.c.number == digest_part.c.number)
    known = ("intended", "tries", "ambiguous", "message", "fault")
    query = (
        select(digest_part.c.number, *(delivery_part.c[name] for name in known))
        .select_from(delivery)
        .join(digest_part, digest_part.c.digest_id == delivery.c.digest_id)
        .outerjoin(delivery_part, mine)
        .where(delivery.c.id == delivery_id)
        .order_by(digest_part.c.number)
    )
    return tuple(
        TrackedPart(**row._asdict()) if row.tries is not None else TrackedPart(row.number)
        for row in await tx.execute(query)
    )


async def retry(tx: Tx, now: datetime, ids: Sequence[int] | None = None) -> int:
    """Put failed deliveries back as if they were new, all that may be sent again or these; how many.

    What was sent of them stays sent. A chat that refuses messages gets none: it would be refused again.
    """
    refusing = select(subscriber.c.id).where(subscriber.c.status == Status.SUSPENDED)
    where = [
        and_(TROUBLE),
        delivery.c.state == DeliveryState.FAILED,
        delivery.c.reason.not_like(f'["{WITHDRAWN}"%'),
        delivery.c.subscriber_id.not_in(refusing),
    ]
    if ids is not None:
        where.append(delivery.c.id.in_(ids))
    return int((await tx.execute(update(delivery).where(*where).values(outbox.as_new(now)))).rowcount)
