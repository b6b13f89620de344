"""Subscribers whose weekly review is due, and how each goes on from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select, update

from digests.model import FollowKind, Status
from digests.model.own import NOTHING_MUTED, Own
from digests.store.subscribers import own_wishes
from digests.store.tables import subscriber, subscription
from digests.store.transaction import Tx


class Reviewed(NamedTuple):
    """All that decides a review: who agree in it share one.

    ``follows`` is what all digests of a chat hold, in no order of its own; of ``own`` tastes are left out.
    """

    follows: tuple[tuple[FollowKind, int], ...]
    own: Own
    language: str
    zone: str
    points: int
    transport: str
    review: str
    due: datetime


async def due(tx: Tx, now: datetime, limit: int) -> dict[Reviewed, list[int]]:
    """Up to ``limit`` subscribers whose review is due, longest waiting first, by what they agree in."""
    of = subscriber.c
    columns = (of.language, of.zone, of.points, of.transport, of.review, of.next_review)
    query = select(of.id, of.query_id, of.floor, *columns).where(
        of.next_review <= now, of.status == Status.ACTIVE
    )
    rows = (await tx.execute(query.order_by(of.next_review, of.id).limit(limit))).all()
    ids = [row.id for row in rows]
    follows, mutes = await _follows(tx, ids), await own_wishes.mutes(tx, ids, now)
    alike: dict[Reviewed, list[int]] = defaultdict(list)
    for row in rows:
        followed = follows.get(row.id, [])
        queries = tuple(query for _, _, query in followed)
        own = Own(row.query_id, queries if any(queries) else (), row.floor, mutes.get(row.id, NOTHING_MUTED))
        targets = tuple((kind, target) for kind, target, _ in followed)
        alike[Reviewed(targets, own, *row[3:])].append(row.id)
    return dict(alike)


async def _follows(tx: Tx, ids: Sequence[int]) -> dict[int, list[tuple[FollowKind, int, int]]]:
    """What each of these follows, and through which filter."""
    of = subscription.c
    query = select(of.subscriber_id, of.kind, of.target_id, of.query_id).where(of.subscriber_id.in_(ids))
    found: dict[int, list[tuple[FollowKind, int, int]]] = defaultdict(list)
    for row in await tx.execute(query.order_by(of.kind, of.target_id)):
        found[row.subscriber_id].append((FollowKind(row.kind), row.target_id, row.query_id))
    return found


async def advance(tx: Tx, ids: Collection[int], was: datetime, then: datetime | None) -> list[int]:
    """Move those of these subscribers on whose review is due as it was read; return them."""
    these = update(subscriber).where(subscriber.c.id.in_(ids), subscriber.c.next_review == was)
    moved = these.values(next_review=then).returning(subscriber.c.id)
    return sorted(row.id for row in await tx.execute(moved))
