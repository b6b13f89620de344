"""What happened that admins should hear of, to feeds or to the bot as a whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, delete, func, insert, select, update

from digests.model import Event, EventKind
from digests.store.tables import event
from digests.store.transaction import Tx


async def add(
    tx: Tx, kind: EventKind, feed_id: int | None, at: datetime, params: Mapping[str, object] | None = None
) -> None:
    """Write down what happened."""
    values = {name: str(value) for name, value in (params or {}).items()}
    packed = json.dumps(values, ensure_ascii=False)
    await tx.execute(insert(event).values(kind=kind, feed_id=feed_id, at=at, params=packed))


async def add_once(
    tx: Tx,
    kind: EventKind,
    feed_id: int,
    at: datetime,
    since: datetime | None,
    params: Mapping[str, object] | None = None,
) -> bool:
    """The same unless such an event of this feed is there ``since`` then; whether it was new."""
    if await happened(tx, kind, feed_id, since):
        return False
    await add(tx, kind, feed_id, at, params)
    return True


async def happened(tx: Tx, kind: EventKind, feed_id: int, since: datetime | None) -> bool:
    """Whether there is such an event of this feed, since then where a time is given."""
    query = select(event.c.id).where(event.c.feed_id == feed_id, event.c.kind == kind)
    if since is not None:
        query = query.where(event.c.at >= since)
    return (await tx.execute(query.limit(1))).first() is not None


async def untold(tx: Tx, limit: int) -> tuple[Event, ...]:
    """The oldest events that admins were not told of."""
    query = select(event).where(event.c.told.is_(None)).order_by(event.c.id).limit(limit)
    return tuple(_event(row) for row in await tx.execute(query))


async def tell(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    """Admins were told of these."""
    await tx.execute(update(event).where(event.c.id.in_(ids)).values(told=now))


async def last_told(tx: Tx) -> dict[EventKind, datetime]:
    """When admins were last told of each kind."""
    query = select(event.c.kind, func.max(event.c.told)).where(event.c.told.is_not(None))
    return {EventKind(row[0]): row[1] for row in await tx.execute(query.group_by(event.c.kind))}


async def newest(tx: Tx, kinds: Collection[EventKind]) -> Event | None:
    """The newest event of these kinds that befell the bot as a whole."""
    query = select(event).where(event.c.feed_id.is_(None), event.c.kind.in_(kinds))
    row = (await tx.execute(query.order_by(event.c.id.desc()).limit(1))).first()
    return _event(row) if row else None


async def counts(tx: Tx, since: datetime) -> dict[EventKind, int]:
    """How many events of each kind there were since then."""
    query = select(event.c.kind, func.count()).where(event.c.at >= since).group_by(event.c.kind)
    return {EventKind(row[0]): row[1] for row in await tx.execute(query)}


async def of_feed(tx: Tx, feed_id: int, limit: int = 20) -> tuple[Event, ...]:
    """What happened to one feed, newest first."""
    query = select(event).where(event.c.feed_id == feed_id).order_by(event.c.id.desc()).limit(limit)
    return tuple(_event(row) for row in await tx.execute(query))


async def prune(tx: Tx, before: datetime) -> None:
    """Drop events that admins were told of before then."""
    await tx.execute(delete(event).where(event.c.told < before))


def _event(row: Row[tuple[object, ...]]) -> Event:
    return Event(row.id, row.at, EventKind(row.kind), row.feed_id, json.loads(row.params), row.told)
