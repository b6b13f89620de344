"""Subscribers whose time has come, and how each goes on from there.

A hundred thousand may be due at once, so only the columns that decide a digest are read, and those who agree
in all of them come as one ``Profile`` with their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select, update

from digests.model import Follow, FollowKind, Profile, Status
from digests.store.subscribers import schedule_of
from digests.store.tables import subscriber, subscription
from digests.store.transaction import Tx

_COLUMNS = (
    subscriber.c.id,
    subscriber.c.language,
    subscriber.c.zone,
    subscriber.c.times,
    subscriber.c.weekdays,
    subscriber.c.size,
    subscriber.c.points,
    subscriber.c.cursor,
    subscriber.c.next_due,
)
_KINDS = {kind.value: kind for kind in FollowKind}  # a call of the enum for each row would cost twice as much


async def due(tx: Tx, now: datetime, limit: int, only: int | None = None) -> dict[Profile, list[int]]:
    """Up to ``limit`` subscribers whose time has come, longest waiting first, by what they agree in."""
    query = select(*_COLUMNS).where(*_due(now))
    if only is not None:
        query = query.where(subscriber.c.id == only)
    query = query.order_by(subscriber.c.next_due, subscriber.c.id).limit(limit)
    rows = [tuple(row) for row in await tx.execute(query)]
    follows = await _follows(tx, [row[0] for row in rows])
    alike: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        alike.setdefault((*row[1:], follows.get(row[0], ())), []).append(row[0])
    return {_profile(*key): ids for key, ids in alike.items()}


def _due(now: datetime) -> tuple[Any, ...]:
    return subscriber.c.status == Status.ACTIVE, subscriber.c.next_due <= now


async def _follows(tx: Tx, ids: Sequence[int]) -> dict[int, tuple[Follow, ...]]:
    of = subscription.c
    query = select(of.subscriber_id, of.kind, of.target_id, of.fresh).where(of.subscriber_id.in_(ids))
    rows = await tx.execute(query.order_by(of.subscriber_id, of.position))
    by_subscriber = groupby(rows, key=lambda row: row[0])
    return {one: tuple((_KINDS[row[1]], row[2], row[3]) for row in each) for one, each in by_subscriber}


def _profile(
    language: str,
    zone: str,
    times: str,
    weekdays: str,
    size: int,
    points: int,
    cursor: int,
    next_due: datetime,
    follows: tuple[Follow, ...],
) -> Profile:
    schedule = schedule_of(times, weekdays, zone)
    return Profile(follows, cursor, language, schedule, size, points, next_due)


async def advance(tx: Tx, ids: Sequence[int], now: datetime, *, cursor: int, next_due: datetime) -> set[int]:
    """Cover the posts up to ``cursor`` for those of these subscribers who are still due; return them.

    Whom another builder has served, or who paused meanwhile, is not among them.
    """
    these = update(subscriber).where(subscriber.c.id.in_(ids), *_due(now))
    rows = await tx.execute(these.values(cursor=cursor, next_due=next_due).returning(subscriber.c.id))
    return {row[0] for row in rows}


async def put_off(tx: Tx, ids: Sequence[int], now: datetime, until: datetime) -> None:
    """Have these subscribers, where still due, wait until then; they lose nothing."""
    await tx.execute(update(subscriber).where(subscriber.c.id.in_(ids), *_due(now)).values(next_due=until))


async def settle_fresh(tx: Tx, ids: Iterable[int]) -> None:
    """Everything that these subscribers follow has been shown to them once."""
    where = (subscription.c.subscriber_id.in_(list(ids)), subscription.c.fresh)
    await tx.execute(update(subscription).where(*where).values(fresh=False))
