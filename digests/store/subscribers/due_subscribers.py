"""Subscribers whose time has come, and how each goes on from there.

A hundred thousand may be due at once, so only the columns that decide a digest are read, and those who agree
in all of them come as one ``Profile`` with their ids.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select, tuple_, update

from digests.decisions.ranking.given import recent
from digests.model import Follow, FollowKind, Profile, Status
from digests.store.subscribers import story_follows
from digests.store.subscribers.subscribers import schedule_of
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
    subscriber.c.transport,
    subscriber.c.told,
)
_KINDS = {kind.value: kind for kind in FollowKind}  # a call of the enum for each row would cost twice as much


async def due(
    tx: Tx, now: datetime, limit: int, only: int | None = None, *, oldest: int = 0
) -> dict[Profile, list[int]]:
    """Up to ``limit`` subscribers whose time has come, longest waiting first, by what they agree in.

    What they were told before the digest ``oldest`` counts no more.
    """
    query = select(*_COLUMNS).where(*_due(now))
    if only is not None:
        query = query.where(subscriber.c.id == only)
    query = query.order_by(subscriber.c.next_due, subscriber.c.id).limit(limit)
    rows = [tuple(row) for row in await tx.execute(query)]
    follows = await _follows(tx, [row[0] for row in rows])
    followed = await story_follows.stories(tx, [row[0] for row in rows])
    alike: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        key = (*row[1:-1], recent(row[-1], oldest), follows.get(row[0], ()), followed.get(row[0], ()))
        alike.setdefault(key, []).append(row[0])
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
    transport: str,
    told: str,
    follows: tuple[Follow, ...],
    followed: tuple[int, ...],
) -> Profile:
    schedule = schedule_of(times, weekdays, zone)
    return Profile(follows, cursor, language, schedule, size, points, next_due, transport, told, followed)


class Standing(NamedTuple):
    """Where a subscriber stands: the last post that its digests covered, and when the next is due."""

    cursor: int
    next_due: datetime


async def advance(tx: Tx, ids: Sequence[int], was: Standing, then: Standing) -> set[int]:
    """Move those of these active subscribers on who stand where they stood when they were read; return them.

    Whom another builder has served since, or who paused, is not among them.
    """
    before = (subscriber.c.cursor == was.cursor, subscriber.c.next_due == was.next_due)
    these = update(subscriber).where(subscriber.c.id.in_(ids), subscriber.c.status == Status.ACTIVE, *before)
    rows = await tx.execute(these.values(**then._asdict()).returning(subscriber.c.id))
    return {row[0] for row in rows}


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
