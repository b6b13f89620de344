"""Posts that wait to be told at once, and whose time for that has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, tuple_, update

from digests.decisions.alerts.telling import Waiting
from digests.store.tables import alert_mark, post, subscriber, waiting_alert
from digests.store.transaction import Tx
from digests.store.upsert import insert_new

_AT_ONCE = 5_000  # rows of one statement: SQLite takes 32,766 values


class Row(NamedTuple):
    """A post that waits for a subscriber, and the rule by which it does."""

    subscriber: int
    post: int
    kind: str
    target: int
    stored: datetime


class Queued(NamedTuple):
    """What waits for a subscriber, and when the first and the last of it were stored."""

    posts: tuple[Waiting, ...]
    first: datetime
    last: datetime


async def add(tx: Tx, rows: Iterable[Row], at: datetime) -> None:
    """Have posts wait; a post that waits for somebody already waits by its first rule.

    Who nothing waited for is looked at ``at`` that time.
    """
    names = ("subscriber_id", "post_id", "kind", "target_id", "stored")
    found = list(rows)
    await insert_new(tx, waiting_alert, [dict(zip(names, row, strict=True)) for row in found])
    ids = sorted({row.subscriber for row in found})
    for start in range(0, len(ids), _AT_ONCE):
        idle = (subscriber.c.id.in_(ids[start : start + _AT_ONCE]), subscriber.c.next_alert.is_(None))
        await tx.execute(update(subscriber).where(*idle).values(next_alert=at))


async def due(tx: Tx, now: datetime, limit: int) -> list[int]:
    """Subscribers whom to look at, the longest due first."""
    query = select(subscriber.c.id).where(subscriber.c.next_alert <= now)
    rows = await tx.execute(query.order_by(subscriber.c.next_alert, subscriber.c.id).limit(limit))
    return [row.id for row in rows]


async def of(tx: Tx, ids: Collection[int]) -> dict[int, Queued]:
    """What waits for each of these subscribers, by the stories that the posts tell now."""
    rows: dict[int, list[tuple[Waiting, datetime]]] = defaultdict(list)
    columns = (waiting_alert.c.post_id, post.c.story_id, waiting_alert.c.kind, waiting_alert.c.target_id)
    query = select(waiting_alert.c.subscriber_id, waiting_alert.c.stored, *columns).join(post)
    for row in await tx.execute(query.where(waiting_alert.c.subscriber_id.in_(ids))):
        rows[row[0]].append((Waiting(row[2], row[3] or 0, row[4], row[5]), row[1]))
    return {
        one: Queued(tuple(each for each, _ in those), min(at for _, at in those), max(at for _, at in those))
        for one, those in rows.items()
    }


async def take(tx: Tx, wanted: Mapping[int, Collection[int]]) -> set[int]:
    """Take the posts that were read of each subscriber out of what waits; those of whom all were there still.

    Whoever takes is alone with ``Lock.ALERTS``; of the others nothing is taken.
    """
    query = select(waiting_alert.c.subscriber_id, waiting_alert.c.post_id)
    there: dict[int, set[int]] = defaultdict(set)
    for row in await tx.execute(query.where(waiting_alert.c.subscriber_id.in_(wanted))):
        there[row[0]].add(row[1])
    served = {one for one, posts in wanted.items() if there[one].issuperset(posts)}
    pairs = [(one, each) for one in sorted(served) for each in wanted[one]]
    of = waiting_alert.c
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        await tx.execute(delete(waiting_alert).where(tuple_(of.subscriber_id, of.post_id).in_(some)))
    return served


async def settle(tx: Tx, ids: Collection[int], at: datetime) -> None:
    """These subscribers are looked at again at a time where something waits for them still, else not."""
    left = select(waiting_alert.c.post_id).where(waiting_alert.c.subscriber_id == subscriber.c.id).exists()
    these = update(subscriber).where(subscriber.c.id.in_(ids))
    await tx.execute(these.where(~left).values(next_alert=None))
    await tx.execute(these.where(left).values(next_alert=at))


async def put_off(tx: Tx, ids: Collection[int], at: datetime) -> None:
    """Look at these subscribers at another time."""
    await tx.execute(update(subscriber).where(subscriber.c.id.in_(ids)).values(next_alert=at))


async def oldest(tx: Tx, now: datetime) -> datetime | None:
    """Since when alerts stand still: a post that nobody has looked at was stored, or was to be told."""
    due = select(func.min(subscriber.c.next_alert)).where(subscriber.c.next_alert <= now)
    after = select(alert_mark.c.upto).scalar_subquery()
    unread = select(post.c.stored).where(post.c.id > after).order_by(post.c.id).limit(1)
    found = [(await tx.execute(each)).scalar() for each in (due, unread)]
    return min((at for at in found if at is not None), default=None)
