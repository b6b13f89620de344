"""Subscribers: who receives, where, and how it is set up."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from digests.model import ChatKind, Destination, Layout, Status, Subscriber
from digests.store.subscribers.schedules import quiet_of, schedule_columns, schedule_of
from digests.store.tables import subscriber
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(
        id=row.id,
        destination=Destination(row.transport, row.address, row.thread, ChatKind(row.kind)),
        language=row.language,
        schedule=schedule_of(row.times, row.weekdays, row.zone),
        size=row.size,
        points=row.points,
        status=Status(row.status),
        reason=row.reason,
        cursor=row.cursor,
        next_due=row.next_due,
        title=row.title,
        told=row.told,
        review=row.review,
        forget_after=row.forget_after,
        quiet=quiet_of(row.quiet, row.quiet_days, row.quiet_waits, row.silent),
        query=row.query_id,
        floor=row.floor,
        alerts=row.alerts,
        layout=Layout(row.layout),
        signature=row.signature,
        hashtags=row.hashtags,
    )


def _there(transport: str, address: str) -> tuple[ColumnElement[bool], ...]:
    """At an address, whatever the thread."""
    return subscriber.c.transport == transport, subscriber.c.address == address


async def add(tx: Tx, new: Subscriber, now: datetime) -> None:
    """Store a subscriber unless its destination has one; its id is the database's."""
    row = {
        "transport": new.destination.transport,
        "address": new.destination.address,
        "thread": new.destination.thread,
        "kind": new.destination.kind,
        "title": new.title[:300],
        "language": new.language,
        "size": new.size,
        "points": new.points,
        "status": new.status,
        "created": now,
    } | schedule_columns(new.schedule)
    await insert_new(tx, subscriber, [row])


async def at(tx: Tx, destination: Destination) -> Subscriber | None:
    """The subscriber of a destination."""
    there = _there(destination.transport, destination.address)
    mine = select(subscriber).where(*there, subscriber.c.thread == destination.thread)
    row = (await tx.execute(mine)).first()
    return _subscriber(row) if row else None


async def get(tx: Tx, subscriber_id: int) -> Subscriber | None:
    """One subscriber by id."""
    row = (await tx.execute(select(subscriber).where(subscriber.c.id == subscriber_id))).first()
    return _subscriber(row) if row else None


async def several(tx: Tx, ids: Collection[int]) -> dict[int, Subscriber]:
    """Subscribers by id; those that there are not are left out."""
    rows = await tx.execute(select(subscriber).where(subscriber.c.id.in_(ids)))
    return {row.id: _subscriber(row) for row in rows}


async def suspended(tx: Tx, transport: str, address: str) -> tuple[Subscriber, ...]:
    """The suspended subscribers of an address, whatever their threads."""
    there = _there(transport, address)
    rows = await tx.execute(select(subscriber).where(*there, subscriber.c.status == Status.SUSPENDED))
    return tuple(_subscriber(row) for row in rows)


async def threads(tx: Tx, transport: str, address: str) -> tuple[int, ...]:
    """The threads of an address that have a subscriber, in order."""
    query = select(subscriber.c.thread).where(*_there(transport, address))
    rows = await tx.execute(query.order_by(subscriber.c.thread))
    return tuple(row.thread for row in rows)


async def change(tx: Tx, subscriber_id: int, **values: Any) -> None:
    """Set columns of a subscriber."""
    await tx.execute(update(subscriber).where(subscriber.c.id == subscriber_id).values(values))


async def move(tx: Tx, old: str, new: str, transport: str) -> None:
    """Give all subscribers of an address its new one.

    A newcomer there that nobody has set up gives way; one that was set up stays as it is.
    """
    here, there = _there(transport, old), _there(transport, new)
    coming = select(subscriber.c.thread).where(*here)
    newcomers = (*there, subscriber.c.status == Status.NEW, subscriber.c.thread.in_(coming))
    await tx.execute(delete(subscriber).where(*newcomers))
    taken = select(subscriber.c.thread).where(*there)
    await tx.execute(update(subscriber).where(*here, subscriber.c.thread.not_in(taken)).values(address=new))


async def counts(tx: Tx) -> dict[str, int]:
    """How many subscribers have each status."""
    rows = await tx.execute(select(subscriber.c.status, func.count()).group_by(subscriber.c.status))
    return {row[0]: row[1] for row in rows}
