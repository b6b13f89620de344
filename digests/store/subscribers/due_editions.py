"""Editions beside the first whose time has come, and how each goes on from there.

What is due is the edition's own: its times (in the zone of the chat), its cursor, its size. What was told is
the chat's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from digests.model import Status
from digests.store.subscribers.due_profiles import CHAT, Due
from digests.store.tables import edition, subscriber
from digests.store.transaction import Tx

_OF = edition.c
_OWN = (
    _OF.subscriber_id,
    _OF.times,
    _OF.weekdays,
    _OF.size,
    _OF.points,
    _OF.cursor,
    _OF.next_due,
    _OF.layout,
)


async def due(tx: Tx, now: datetime, limit: int, only: int | None = None) -> list[Due]:
    """Up to ``limit`` editions of active subscribers whose time has come, longest waiting first."""
    query = _read().where(subscriber.c.status == Status.ACTIVE, _OF.next_due <= now)
    if only is not None:
        query = query.where(_OF.subscriber_id == only)
    query = query.order_by(_OF.next_due, _OF.id)
    return [Due(*row) for row in await tx.execute(query.limit(limit))]


async def get(tx: Tx, subscriber_id: int, edition_id: int, now: datetime) -> Due | None:
    """One edition as if it were due."""
    query = _read().where(_OF.id == edition_id, _OF.subscriber_id == subscriber_id)
    row = (await tx.execute(query)).first()
    return Due(*row)._replace(next_due=now) if row else None


async def of(tx: Tx, subscriber_id: int) -> list[int]:
    """The editions of a subscriber beside the first, in the order in which it made them."""
    query = select(_OF.id).where(_OF.subscriber_id == subscriber_id)
    return [row.id for row in await tx.execute(query.order_by(_OF.id))]


def _read() -> Any:
    return select(*_OWN, *CHAT, _OF.id, _OF.title).join(subscriber, subscriber.c.id == _OF.subscriber_id)


async def advance(tx: Tx, edition_id: int, was: tuple[int, datetime], then: tuple[int, datetime]) -> bool:
    """Move an edition of an active subscriber on from where it was when it was read; whether it was there.

    ``was`` and ``then``: the last post that its digests covered, and when the next is due.
    """
    active = select(subscriber.c.id).where(subscriber.c.status == Status.ACTIVE)
    here = (_OF.id == edition_id, _OF.cursor == was[0], _OF.next_due == was[1])
    these = update(edition).where(*here, _OF.subscriber_id.in_(active))
    moved = these.values(cursor=then[0], next_due=then[1]).returning(_OF.id)
    return (await tx.execute(moved)).first() is not None


async def cover(tx: Tx, edition_id: int, was: int, upto: int) -> bool:
    """Move its cursor on from where it was when it was read; False when it is not there any more."""
    this = update(edition).where(_OF.id == edition_id, _OF.cursor == was)
    return (await tx.execute(this.values(cursor=upto).returning(_OF.id))).first() is not None


async def put_off(tx: Tx, edition_id: int, now: datetime, until: datetime) -> None:
    """Have an edition, where still due, wait until then; it loses nothing."""
    this = (_OF.id == edition_id, _OF.next_due <= now)
    await tx.execute(update(edition).where(*this).values(next_due=until))


async def give_back(tx: Tx, subscriber_id: int, cursors: Mapping[int, int]) -> None:
    """Digests of these editions did not arrive: they look from there on again."""
    for edition_id, cursor in cursors.items():
        this = (_OF.id == edition_id, _OF.subscriber_id == subscriber_id)
        await tx.execute(update(edition).where(*this).values(cursor=cursor))
