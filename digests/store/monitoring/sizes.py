"""How much is stored."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import func, select, text

from digests.store.search import word_index
from digests.store.stories import marks
from digests.store.tables import post, tag
from digests.store.transaction import Tx


class Stored(NamedTuple):
    """Row counts, and the size of the database in bytes."""

    posts: int
    stories: int
    tags: int
    size_bytes: int
    indexed: int = 0
    unindexed: int = 0
    unjudged: int = 0


async def stored(tx: Tx) -> Stored:
    """Count what is stored."""
    posts = (await tx.execute(select(func.count()).select_from(post))).scalar_one()
    own = select(func.count()).select_from(post).where(post.c.story_id == post.c.id)
    stories = (await tx.execute(own)).scalar_one()
    tags = (await tx.execute(select(func.count()).select_from(tag))).scalar_one()
    indexed, waiting = await word_index.size(tx)
    unjudged = (await marks.waiting(tx)).posts
    return Stored(posts, stories, tags, await _size(tx), indexed, waiting, unjudged)


async def _size(tx: Tx) -> int:
    if tx.dialect.name == "sqlite":
        pages = (await tx.execute(text("PRAGMA page_count"))).scalar_one()
        page = (await tx.execute(text("PRAGMA page_size"))).scalar_one()
        return int(pages) * int(page)
    return int((await tx.execute(text("SELECT pg_database_size(current_database())"))).scalar_one())
