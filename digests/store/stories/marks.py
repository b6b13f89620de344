"""Marks: posts that are yet to be judged, and up to where all were."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, false, func, literal, select

from digests.store.columns import Instant
from digests.store.tables import post, story_index, unjudged
from digests.store.transaction import Tx
from digests.store.upsert import insert_into


class Waiting(NamedTuple):
    """How many posts are yet to be judged, and since when the oldest that digests wait for."""

    posts: int
    since: datetime | None


async def mark(tx: Tx, ids: Collection[int], now: datetime, *, awaited: bool) -> None:
    """These posts are to be judged. Digests wait for the ``awaited``: new ones, none that have changed."""
    if not ids:
        return
    statement = insert_into(tx, unjudged)
    again = statement.on_conflict_do_update(index_elements=["post_id"], set_={"stamp": unjudged.c.stamp + 1})
    rows = [{"post_id": n, "stamp": 0, "awaited": awaited, "marked": now} for n in sorted(ids)]
    await tx.execute(again, rows)


async def begin(tx: Tx, since: datetime, now: datetime) -> bool:
    """Where nothing was ever judged: mark what was published since then; no digest waits for it.

    Whether it was so. These posts may have been told already, and there may be many.
    """
    if (await tx.execute(select(story_index.c.id))).first() is not None:
        return False
    first = insert_into(tx, story_index).values(id=1, stamp=0).on_conflict_do_nothing()
    if (await tx.execute(first.returning(story_index.c.id))).first() is None:  # somebody else began meanwhile
        return False
    recent = select(post.c.id, literal(0), false(), literal(now, Instant()))
    recent = recent.where(post.c.published >= since, post.c.story_id.is_not(None), ~post.c.gone)
    names = ["post_id", "stamp", "awaited", "marked"]
    await tx.execute(insert_into(tx, unjudged).from_select(names, recent).on_conflict_do_nothing())
    return True


async def marked(tx: Tx, limit: int) -> dict[int, int]:
    """Stamps of posts that are to be judged: the awaited ones first, the oldest first of either."""
    query = select(unjudged.c.post_id, unjudged.c.stamp)
    rows = await tx.execute(query.order_by(unjudged.c.awaited.desc(), unjudged.c.post_id).limit(limit))
    return {row.post_id: row.stamp for row in rows}


async def done(tx: Tx, stamps: Mapping[int, int]) -> None:
    """These posts were judged, unless they have changed since."""
    same = (unjudged.c.post_id == bindparam("judged"), unjudged.c.stamp == bindparam("as_of"))
    if stamps:
        rows = [{"judged": post_id, "as_of": stamp} for post_id, stamp in sorted(stamps.items())]
        await tx.execute(delete(unjudged).where(*same), rows)


async def judged_upto(tx: Tx, newest: int, now: datetime, patience: timedelta) -> int:
    """The post up to which a digest may look, of those up to ``newest``: all of them are judged.

    What has waited for longer than ``patience`` is waited for no more; nor are the first posts of all.
    """
    awaited = select(unjudged.c.post_id).where(unjudged.c.awaited, unjudged.c.marked > now - patience)
    first = (await tx.execute(awaited.order_by(unjudged.c.post_id).limit(1))).scalar()
    return newest if first is None else min(newest, int(first) - 1) or newest


async def waiting(tx: Tx) -> Waiting:
    """What is yet to be judged."""
    count = int((await tx.execute(select(func.count()).select_from(unjudged))).scalar_one())
    oldest = select(func.min(unjudged.c.marked)).where(unjudged.c.awaited)
    return Waiting(count, (await tx.execute(oldest)).scalar())
