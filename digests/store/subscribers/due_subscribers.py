"""Subscribers whose time has come, and how each goes on from there.

A hundred thousand may be due at once, so only the columns that decide a digest are read, and those who agree
in all of them come as one ``Profile`` with their ids.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, tuple_, update

from digests.model import FollowKind, Profile, Status
from digests.store.subscribers import due_editions
from digests.store.subscribers.due_profiles import CHAT, Due, profiles
from digests.store.tables import subscriber, subscription
from digests.store.transaction import Tx

_OF = subscriber.c
_FIRST = (_OF.id, _OF.times, _OF.weekdays, _OF.size, _OF.points, _OF.cursor, _OF.next_due, _OF.layout)


async def due(
    tx: Tx, now: datetime, limit: int, only: int | None = None, *, oldest: int = 0
) -> dict[Profile, list[int]]:
    """Up to ``limit`` subscribers whose time has come, longest waiting first, by what they agree in.

    What they were told before the digest ``oldest`` counts no more. Of a subscriber with several editions
    that are due only the longest waiting is there: what it tells, the others must know.
    """
    query = select(*_FIRST, *CHAT).where(*_due(now))
    if only is not None:
        query = query.where(_OF.id == only)
    rows = await tx.execute(query.order_by(_OF.next_due, _OF.id).limit(limit))
    found = [Due(*row) for row in rows] + await due_editions.due(tx, now, limit, only)
    return await profiles(tx, _one_each(found)[:limit], now, oldest)


async def one(tx: Tx, subscriber_id: int, edition: int, now: datetime, *, oldest: int = 0) -> Profile | None:
    """A subscriber, or one of its editions, as if it were due, whatever its status is."""
    if edition:
        found = await due_editions.get(tx, subscriber_id, edition, now)
    else:
        row = (await tx.execute(select(*_FIRST, *CHAT).where(_OF.id == subscriber_id))).first()
        found = Due(*row)._replace(next_due=now) if row else None
    return next(iter(await profiles(tx, [found], now, oldest))) if found else None


def _one_each(found: list[Due]) -> list[Due]:
    """The longest waiting of each subscriber, in the order in which they wait."""
    first: dict[int, Due] = {}
    for one in sorted(found, key=lambda each: each.next_due):  # stable: those of one time by their ids
        first.setdefault(one.subscriber, one)
    return list(first.values())


def _due(now: datetime) -> tuple[Any, ...]:
    return subscriber.c.status == Status.ACTIVE, subscriber.c.next_due <= now


class Standing(NamedTuple):
    """Where a subscriber stands: the last post that its digests covered, and when the next is due."""

    cursor: int
    next_due: datetime


async def advance(tx: Tx, ids: Sequence[int], was: Standing, then: Standing) -> dict[int, str]:
    """Move those of these active subscribers on who stand where they stood when they were read.

    Returns them with what they have been told by now, which nobody changes until the end of this transaction.
    Whom another builder has served since, or who paused, is not among them.
    """
    before = (subscriber.c.cursor == was.cursor, subscriber.c.next_due == was.next_due)
    these = update(subscriber).where(subscriber.c.id.in_(ids), subscriber.c.status == Status.ACTIVE, *before)
    moved = these.values(**then._asdict()).returning(subscriber.c.id, subscriber.c.told)
    return {row[0]: row[1] for row in await tx.execute(moved)}


async def cover(tx: Tx, subscriber_id: int, was: int, upto: int) -> bool:
    """Move a subscriber's cursor on from where it was when it was read; False when it is not there any more.

    When its next digest is due stays as it is.
    """
    this = update(subscriber).where(subscriber.c.id == subscriber_id, subscriber.c.cursor == was)
    return (await tx.execute(this.values(cursor=upto).returning(subscriber.c.id))).first() is not None


async def put_off(tx: Tx, ids: Sequence[int], now: datetime, until: datetime) -> None:
    """Have these subscribers, where still due, wait until then; they lose nothing."""
    await tx.execute(update(subscriber).where(subscriber.c.id.in_(ids), *_due(now)).values(next_due=until))


async def settle_fresh(tx: Tx, ids: Collection[int], shown: Sequence[tuple[FollowKind, int]]) -> None:
    """What these subscribers follow of ``shown`` (kind, id) has been shown to them once."""
    of = subscription.c
    which = of.subscriber_id.in_(ids), tuple_(of.kind, of.target_id).in_(shown)
    await tx.execute(update(subscription).where(*which, of.fresh).values(fresh=False))
