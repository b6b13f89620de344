"""What subscribers keep: a list of articles with notes, which retention spares."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, func, select, update

from digests.store.tables import post, saved
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


class Kept(NamedTuple):
    """A post that was saved, with when and with what note."""

    post: int
    at: datetime
    note: str


class Told(NamedTuple):
    """A saved post with the story that it tells, 0 where its text is not kept."""

    post: int
    published: datetime
    story: int


def _mine(subscriber_id: int, post_id: int) -> ColumnElement[bool]:
    """The post, or another one of its story."""
    told = select(post.c.story_id).where(post.c.id == post_id)
    its = (
        select(post.c.id)
        .where(post.c.story_id.in_(told))
        .union(select(post.c.id).where(post.c.id == post_id))
    )
    return and_(saved.c.subscriber_id == subscriber_id, saved.c.post_id.in_(its))


async def add(tx: Tx, subscriber_id: int, post_id: int, now: datetime) -> bool:
    """Save a post; False when there is none such."""
    if (await tx.execute(select(post.c.id).where(post.c.id == post_id))).first() is None:
        return False
    await insert_new(tx, saved, [{"subscriber_id": subscriber_id, "post_id": post_id, "at": now}])
    return True


async def drop(tx: Tx, subscriber_id: int, post_id: int) -> bool:
    """Save the story of a post no more; whether it was saved."""
    return bool((await tx.execute(delete(saved).where(_mine(subscriber_id, post_id)))).rowcount)


async def one(tx: Tx, subscriber_id: int, post_id: int) -> Kept | None:
    """How the story of a post was saved; None when it was not."""
    query = select(saved.c.post_id, saved.c.at, saved.c.note).where(_mine(subscriber_id, post_id))
    row = (await tx.execute(query.order_by(saved.c.at, saved.c.post_id))).first()
    return Kept(*row) if row else None


async def write(tx: Tx, subscriber_id: int, post_id: int, note: str) -> bool:
    """Put a note to what is saved of a story; whether anything is."""
    changed = update(saved).where(_mine(subscriber_id, post_id)).values(note=note)
    return bool((await tx.execute(changed)).rowcount)


async def page(tx: Tx, subscriber_id: int, first: int, size: int) -> list[Kept]:
    """``size`` of them from the 0-based ``first`` on, what was saved last first."""
    query = select(saved.c.post_id, saved.c.at, saved.c.note).where(saved.c.subscriber_id == subscriber_id)
    ordered = query.order_by(saved.c.at.desc(), saved.c.post_id.desc())
    return [Kept(*row) for row in await tx.execute(ordered.offset(first).limit(size))]


async def count(tx: Tx, subscriber_id: int) -> int:
    """How many a subscriber has saved."""
    query = select(func.count()).where(saved.c.subscriber_id == subscriber_id)
    return int((await tx.execute(query)).scalar_one())


async def stories(tx: Tx, subscriber_id: int) -> list[Told]:
    """All that a subscriber has saved, the newest published first."""
    told = func.coalesce(post.c.story_id, 0)
    query = select(post.c.id, post.c.published, told).join(saved, saved.c.post_id == post.c.id)
    mine = query.where(saved.c.subscriber_id == subscriber_id)
    rows = await tx.execute(mine.order_by(post.c.published.desc(), post.c.id.desc()))
    return [Told(*row) for row in rows]
