"""The filters of a subscriber: of all that comes to it, and of each thing that it follows."""

from __future__ import annotations

from sqlalchemy import func, select, update

from digests.model import FollowKind
from digests.store.tables import subscriber, subscription
from digests.store.transaction import Tx

Followed = tuple[FollowKind, int]


async def put(tx: Tx, subscriber_id: int, about: Followed | None, query: int) -> bool:
    """Set the filter of one thing that is followed, or of all; 0 is none. Whether there is such a thing."""
    if about is None:
        mine = update(subscriber).where(subscriber.c.id == subscriber_id).values(query_id=query)
        return bool((await tx.execute(mine)).rowcount)
    kind, target = about
    there = (
        subscription.c.subscriber_id == subscriber_id,
        subscription.c.kind == kind,
        subscription.c.target_id == target,
    )
    return bool((await tx.execute(update(subscription).where(*there).values(query_id=query))).rowcount)


async def put_floor(tx: Tx, subscriber_id: int, floor: int) -> None:
    """Set how many sources must tell a story."""
    await tx.execute(update(subscriber).where(subscriber.c.id == subscriber_id).values(floor=floor))


async def count(tx: Tx, subscriber_id: int, kind: FollowKind) -> int:
    """How many things of a kind are followed."""
    mine = (subscription.c.subscriber_id == subscriber_id, subscription.c.kind == kind)
    counted = select(func.count()).select_from(subscription).where(*mine)
    return int((await tx.execute(counted)).scalar_one())
