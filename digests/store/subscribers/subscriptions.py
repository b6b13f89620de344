"""What subscribers follow."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, insert, select

from digests.model import FollowKind, Subscription
from digests.store.tables import category, feed, standing_query, subscription, tag
from digests.store.transaction import Tx


def _is(kind: FollowKind, followed: Table) -> ColumnElement[bool]:
    return and_(subscription.c.kind == kind, followed.c.id == subscription.c.target_id)


def _subscriptions() -> Select[Any]:
    titles = (category.c.title, category.c.slug, tag.c.name, feed.c.title.label("feed_title"))
    return (
        select(subscription, *titles, standing_query.c.text)
        .outerjoin(category, _is(FollowKind.CATEGORY, category))
        .outerjoin(tag, _is(FollowKind.TAG, tag))
        .outerjoin(feed, _is(FollowKind.FEED, feed))
        .outerjoin(standing_query, _is(FollowKind.SEARCH, standing_query))
        .order_by(subscription.c.subscriber_id, subscription.c.position)
    )


async def following(tx: Tx, ids: Collection[int]) -> dict[int, tuple[Subscription, ...]]:
    """What each of these subscribers follows, in its own order."""
    found: dict[int, list[Subscription]] = {subscriber_id: [] for subscriber_id in ids}
    for row in await tx.execute(_subscriptions().where(subscription.c.subscriber_id.in_(ids))):
        title = row.title or row.name or row.feed_title or row.text or ""
        own = row.edition_id, row.query_id, row.alert
        one = Subscription(FollowKind(row.kind), row.target_id, title, row.slug or "", row.fresh, *own)
        found[row.subscriber_id].append(one)
    return {subscriber_id: tuple(each) for subscriber_id, each in found.items()}


async def of(tx: Tx, subscriber_id: int) -> tuple[Subscription, ...]:
    """What one subscriber follows, in its own order."""
    return (await following(tx, [subscriber_id]))[subscriber_id]


async def follow(tx: Tx, subscriber_id: int, kind: FollowKind, target: int) -> bool:
    """Append a subscription; whether it is new."""
    mine = subscription.c.subscriber_id == subscriber_id
    there = (mine, subscription.c.kind == kind, subscription.c.target_id == target)
    if (await tx.execute(select(subscription.c.position).where(*there))).first():
        return False
    last = (await tx.execute(select(func.max(subscription.c.position)).where(mine))).scalar()
    row = {"subscriber_id": subscriber_id, "kind": kind, "target_id": target}
    await tx.execute(insert(subscription).values(row | {"position": (last or 0) + 1, "fresh": True}))
    return True


async def unfollow(tx: Tx, subscriber_id: int, kind: FollowKind, target: int) -> bool:
    """Drop a subscription; whether there was one."""
    where = (
        subscription.c.subscriber_id == subscriber_id,
        subscription.c.kind == kind,
        subscription.c.target_id == target,
    )
    return bool((await tx.execute(delete(subscription).where(*where))).rowcount)
