"""Editions: the further digests of subscribers, and in which of them what is followed is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update

from digests.model import FIRST, Edition, FollowKind, Layout, Schedule
from digests.store.subscribers.schedules import schedule_columns, schedule_of
from digests.store.tables import edition, subscriber, subscription
from digests.store.transaction import Tx


def _edition(row: Row[Any]) -> Edition:
    return Edition(
        id=row.id,
        title=row.title,
        schedule=schedule_of(row.times, row.weekdays, row.zone),
        size=row.size,
        points=row.points,
        layout=Layout(row.layout),
        cursor=row.cursor,
        next_due=row.next_due,
    )


async def listed(tx: Tx, subscriber_id: int) -> tuple[Edition, ...]:
    """The further digests of a subscriber, the oldest first."""
    query = select(edition, subscriber.c.zone).join(subscriber, subscriber.c.id == edition.c.subscriber_id)
    rows = await tx.execute(query.where(edition.c.subscriber_id == subscriber_id).order_by(edition.c.id))
    return tuple(_edition(row) for row in rows)


async def add(tx: Tx, subscriber_id: int, new: Edition) -> int:
    """Store one; its number."""
    row = {
        "subscriber_id": subscriber_id,
        "title": new.title,
        "size": new.size,
        "points": new.points,
        "layout": new.layout,
        "cursor": new.cursor,
        "next_due": new.next_due,
    } | columns_of(new.schedule)
    made = insert(edition).values(row).returning(edition.c.id)
    return int((await tx.execute(made)).scalar_one())


def columns_of(schedule: Schedule) -> dict[str, Any]:
    """A schedule as columns; the zone is the subscriber's."""
    return {name: value for name, value in schedule_columns(schedule).items() if name != "zone"}


def _mine(subscriber_id: int, edition_id: int) -> ColumnElement[bool]:
    return and_(edition.c.subscriber_id == subscriber_id, edition.c.id == edition_id)


async def change(tx: Tx, subscriber_id: int, edition_id: int, **values: Any) -> None:
    """Set columns of one."""
    await tx.execute(update(edition).where(_mine(subscriber_id, edition_id)).values(values))


async def drop(tx: Tx, subscriber_id: int, edition_id: int) -> bool:
    """Delete one; what it told is told in the first digest. Whether there was one."""
    there = and_(subscription.c.subscriber_id == subscriber_id, subscription.c.edition_id == edition_id)
    await tx.execute(update(subscription).where(there).values(edition_id=FIRST))
    return bool((await tx.execute(delete(edition).where(_mine(subscriber_id, edition_id)))).rowcount)


async def put(
    tx: Tx, subscriber_id: int, kind: FollowKind, target: int, edition_id: int, **values: Any
) -> bool:
    """Have something that is followed told in this digest; False when it is not followed.

    ``values`` are other columns of it to be set.
    """
    one = and_(
        subscription.c.subscriber_id == subscriber_id,
        subscription.c.kind == kind,
        subscription.c.target_id == target,
    )
    return bool(
        (await tx.execute(update(subscription).where(one).values(edition_id=edition_id, **values))).rowcount
    )


async def silence(tx: Tx, subscriber_id: int) -> None:
    """None of them is due any more: the chat is paused, or cannot be reached."""
    await tx.execute(update(edition).where(edition.c.subscriber_id == subscriber_id).values(next_due=None))


async def due_by(tx: Tx, subscriber_id: int, when: Callable[[Edition], datetime]) -> None:
    """Set when each of them is due next."""
    for each in await listed(tx, subscriber_id):
        await change(tx, subscriber_id, each.id, next_due=when(each))
