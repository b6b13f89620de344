"""Subscribers whose weekly review is due, and how each goes on from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update

from digests.model import LABELS, FollowKind, Status
from digests.store.tables import subscriber, subscription
from digests.store.transaction import Tx


class Reviewed(NamedTuple):
    """All that decides a review: who agree in it share one. ``follows`` is in no order."""

    follows: tuple[tuple[FollowKind, int], ...]
    language: str
    zone: str
    points: int
    transport: str
    review: str
    due: datetime


async def due(tx: Tx, now: datetime, limit: int) -> dict[Reviewed, list[int]]:
    """Up to ``limit`` subscribers whose review is due, longest waiting first, by what they agree in."""
    of = subscriber.c
    columns = (of.id, of.language, of.zone, of.points, of.transport, of.review, of.next_review)
    query = select(*columns).where(of.next_review <= now, of.status == Status.ACTIVE)
    rows = (await tx.execute(query.order_by(of.next_review, of.id).limit(limit))).all()
    follows = await _follows(tx, [row.id for row in rows])
    alike: dict[Reviewed, list[int]] = defaultdict(list)
    for row in rows:
        alike[Reviewed(follows.get(row.id, ()), *row[1:])].append(row.id)
    return dict(alike)


async def _follows(tx: Tx, ids: Sequence[int]) -> dict[int, tuple[tuple[FollowKind, int], ...]]:
    of = subscription.c
    # What is widely told is told under labels: of a single feed, or a search, there is no such list.
    mine = (of.subscriber_id.in_(ids), of.kind.in_(LABELS))
    query = select(of.subscriber_id, of.kind, of.target_id).where(*mine)
    found: dict[int, list[tuple[FollowKind, int]]] = defaultdict(list)
    for row in await tx.execute(query.order_by(of.kind, of.target_id)):
        found[row.subscriber_id].append((FollowKind(row.kind), row.target_id))
    return {one: tuple(each) for one, each in found.items()}


async def advance(tx: Tx, ids: Collection[int], was: datetime, then: datetime | None) -> list[int]:
    """Move those of these subscribers on whose review is due as it was read; return them."""
    these = update(subscriber).where(subscriber.c.id.in_(ids), subscriber.c.next_review == was)
    moved = these.values(next_review=then).returning(subscriber.c.id)
    return sorted(row.id for row in await tx.execute(moved))
