"""What subscribers like more or less than other things, and of which stories they said so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select

from digests.model import Opinion, Taste, TasteKind
from digests.store.tables import opinion, post, taste
from digests.store.transaction import Tx
from digests.store.upsert import upsert, upsert_all

_TITLE = 200


async def listed(tx: Tx, subscriber_id: int) -> tuple[Taste, ...]:
    """A subscriber's tastes, the strongest first."""
    columns = (taste.c.kind, taste.c.target, taste.c.title, taste.c.weight)
    rows = await tx.execute(select(*columns).where(taste.c.subscriber_id == subscriber_id))
    found = [Taste(TasteKind(row.kind), row.target, row.title, row.weight) for row in rows]
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.kind, one.target)))


async def put(tx: Tx, subscriber_id: int, tastes: Sequence[Taste]) -> None:
    """Keep these in the place of what was known of the same; what weighs nothing goes."""
    kept = [one for one in tastes if one.weight]
    rows = [
        {
            "subscriber_id": subscriber_id,
            "kind": one.kind,
            "target": one.target,
            "title": one.title[:_TITLE],
            "weight": one.weight,
        }
        for one in kept
    ]
    await upsert_all(tx, taste, rows)
    await drop(tx, subscriber_id, [one for one in tastes if not one.weight])


async def drop(tx: Tx, subscriber_id: int, tastes: Sequence[Taste]) -> None:
    """Forget these."""
    for one in tastes:
        mine = (taste.c.subscriber_id == subscriber_id, taste.c.kind == one.kind)
        await tx.execute(delete(taste).where(*mine, taste.c.target == one.target))


async def clear(tx: Tx, subscriber_id: int) -> None:
    """Forget all, and all that was said of stories."""
    for table in (taste, opinion):
        await tx.execute(delete(table).where(table.c.subscriber_id == subscriber_id))


# --------------------------------------------------------------------------- what was said of stories


def _said(subscriber_id: int, post_id: int) -> ColumnElement[bool]:
    """Of the story of a post, by whatever post of it."""
    told = select(post.c.story_id).where(post.c.id == post_id)
    its = (
        select(post.c.id)
        .where(post.c.story_id.in_(told))
        .union(select(post.c.id).where(post.c.id == post_id))
    )
    return and_(opinion.c.subscriber_id == subscriber_id, opinion.c.post_id.in_(its))


async def opinion_of(tx: Tx, subscriber_id: int, post_id: int) -> Opinion | None:
    """What a subscriber said of the story of a post."""
    query = select(opinion.c.post_id, opinion.c.way, opinion.c.moved).where(_said(subscriber_id, post_id))
    row = (await tx.execute(query.order_by(opinion.c.at))).first()
    return Opinion(row.post_id, row.way, _read(row.moved)) if row else None


async def say(tx: Tx, subscriber_id: int, said: Opinion, now: datetime) -> None:
    """Keep what a subscriber says of a story."""
    row: dict[str, Any] = {"subscriber_id": subscriber_id, "post_id": said.post, "way": said.way, "at": now}
    await upsert(tx, opinion, row | {"moved": _written(said.moved)})


async def unsay(tx: Tx, subscriber_id: int, post_id: int) -> None:
    """Forget what was said of the story of a post."""
    await tx.execute(delete(opinion).where(_said(subscriber_id, post_id)))


def _written(moved: Sequence[Taste]) -> str:
    return json.dumps([[one.kind, one.target, one.title, one.weight] for one in moved], ensure_ascii=False)


def _read(packed: str) -> tuple[Taste, ...]:
    return tuple(Taste(TasteKind(kind), *rest) for kind, *rest in json.loads(packed))
