"""What is old enough to be let go, and letting it go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from digests.store.tables import broadcast, delivery, digest, post, saved, summary
from digests.store.transaction import Tx

# Ids grow with time, so the oldest rows are the first ones. Some of these may still be open.
_AMONG = 2_000


async def older_posts(tx: Tx, before: datetime, limit: int) -> list[int]:
    """Posts published before then that still have their text and that nobody has saved, oldest first."""
    kept = select(saved.c.post_id).where(saved.c.post_id == post.c.id).exists()
    query = select(post.c.id).where(post.c.published < before, post.c.story_id.is_not(None), ~kept)
    rows = await tx.execute(query.order_by(post.c.published).limit(limit))
    return [row.id for row in rows]


async def of_their_stories(tx: Tx, ids: Sequence[int]) -> list[int]:
    """All posts of the stories of these."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    rows = await tx.execute(select(post.c.id).where(post.c.story_id.in_(stories)))
    return [row.id for row in rows]


async def strip(tx: Tx, ids: Sequence[int]) -> None:
    """Leave of posts what identifies them, their titles and links. Without a story they are in no list."""
    bare = {"text": "", "digest": "", "article_id": None, "story_id": None, "content_key": 0, "simhash": 0}
    await tx.execute(delete(summary).where(summary.c.post_id.in_(ids)))
    await tx.execute(update(post).where(post.c.id.in_(ids)).values(bare))


async def deliveries(tx: Tx, before: datetime, limit: int) -> int:
    """Delete finished deliveries that were made before then, with their parts; how many."""
    oldest = select(delivery.c.id, delivery.c.created, delivery.c.next_try).order_by(delivery.c.id)
    among = oldest.limit(_AMONG).subquery()
    old = select(among.c.id).where(among.c.created < before, among.c.next_try.is_(None)).limit(limit)
    return (await tx.execute(delete(delivery).where(delivery.c.id.in_(old)))).rowcount


async def digests(tx: Tx, before: datetime, limit: int) -> int:
    """Delete digests that were composed before then and that no delivery needs any more; how many."""
    among = select(digest.c.id, digest.c.created).order_by(digest.c.id).limit(_AMONG).subquery()
    needed = select(delivery.c.id).where(delivery.c.digest_id == among.c.id).exists()
    shown = select(broadcast.c.id).where(broadcast.c.digest_id == among.c.id).exists()
    old = select(among.c.id).where(among.c.created < before, ~needed, ~shown).limit(limit)
    return (await tx.execute(delete(digest).where(digest.c.id.in_(old)))).rowcount
