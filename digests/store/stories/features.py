"""What of articles is compared, kept for a restart and for other processes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update

from digests.store.tables import post, story_features, story_index
from digests.store.transaction import Tx
from digests.store.upsert import upsert_all


class Features(NamedTuple):
    """An article as it is compared; nothing ``packed`` for one that is compared no more.

    ``version`` is that of the post from which it was made; ``weighed`` as it is held in memory.
    """

    article: int
    published: datetime
    version: str
    packed: bytes
    weighed: bytes | None = None


class Weighed(NamedTuple):
    """An article as it is held in memory, weighed anew from what was stored with this stamp."""

    article: int
    stamp: int
    weighed: bytes


class Changed(NamedTuple):
    """Features as they are stored, with the present story of their article."""

    article: int
    story: int
    stamp: int
    packed: bytes
    weighed: bytes | None


async def stamp(tx: Tx) -> int:
    """The stamp of the last change, 0 before the first."""
    return int((await tx.execute(select(story_index.c.stamp))).scalar() or 0)


async def next_stamp(tx: Tx) -> int:
    """A stamp for what this transaction changes; nobody else gets one before it ends."""
    raised = update(story_index).values(stamp=story_index.c.stamp + 1).returning(story_index.c.stamp)
    return int((await tx.execute(raised)).scalar() or 0)


async def changed(tx: Tx, since: int, published: datetime, after: int, limit: int) -> list[Changed]:
    """Up to ``limit`` features with a stamp beyond ``since``, of articles published since then.

    In the order of their articles, from beyond the article ``after``.
    """
    of = story_features.c
    query = select(of.article_id, post.c.story_id, of.stamp, of.packed, of.weighed)
    query = query.join(post, post.c.id == of.article_id).where(of.stamp > since, of.published >= published)
    query = query.where(of.article_id > after, post.c.story_id.is_not(None))
    rows = await tx.execute(query.order_by(of.article_id).limit(limit))
    return [Changed(*row) for row in rows]


async def packed(tx: Tx, articles: Collection[int]) -> dict[int, bytes]:
    """What is compared of these articles, as far as it is kept."""
    query = select(story_features.c.article_id, story_features.c.packed)
    rows = await tx.execute(query.where(story_features.c.article_id.in_(articles)))
    return {row.article_id: row.packed for row in rows if row.packed}


async def all_packed(tx: Tx) -> list[bytes]:
    """What is compared of all articles of the window."""
    return [row.packed for row in await tx.execute(select(story_features.c.packed)) if row.packed]


async def versions(tx: Tx, articles: Collection[int]) -> dict[int, str]:
    """Of which version of its post each of these articles is compared."""
    query = select(story_features.c.article_id, story_features.c.version)
    rows = await tx.execute(query.where(story_features.c.article_id.in_(articles)))
    return {row.article_id: row.version for row in rows}


async def put(tx: Tx, rows: Sequence[Features], stamped: int) -> None:
    """Keep what is compared, in the place of what was."""
    values = [
        {
            "article_id": row.article,
            "published": row.published,
            "version": row.version,
            "packed": row.packed,
            "weighed": row.weighed,
            "stamp": stamped,
        }
        for row in rows
    ]
    await upsert_all(tx, story_features, values)


async def put_weighed(tx: Tx, rows: Sequence[Weighed]) -> None:
    """Keep what was weighed anew, unless the article has changed since."""
    same = (story_features.c.article_id == bindparam("of"), story_features.c.stamp == bindparam("as_of"))
    values = [{"of": row.article, "as_of": row.stamp, "made": row.weighed} for row in rows]
    if values:
        await tx.execute(update(story_features).where(*same).values(weighed=bindparam("made")), values)


async def touch(tx: Tx, articles: Collection[int], stamped: int) -> None:
    """The stories of these articles have changed: whoever holds them in memory is to read them again."""
    if articles:
        where = story_features.c.article_id.in_(articles)
        await tx.execute(update(story_features).where(where).values(stamp=stamped))


async def forget(tx: Tx, before: datetime) -> int:
    """Let go of articles published before then; how many."""
    return (await tx.execute(delete(story_features).where(story_features.c.published < before))).rowcount
