"""Partings: articles that an admin keeps in stories of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import and_, delete, or_, select

from digests.store.tables import story_parted
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


async def part(tx: Tx, article: int, others: Collection[int]) -> None:
    """Keep an article and these others in different stories from now on."""
    pairs = [(article, other) for other in others] + [(other, article) for other in others]
    await insert_new(tx, story_parted, [{"article_id": a, "other_id": b} for a, b in pairs])


async def forgive(tx: Tx, some: Collection[int], others: Collection[int]) -> None:
    """Let these articles be in one story with those others again."""
    a, b = story_parted.c.article_id, story_parted.c.other_id
    either = or_(and_(a.in_(some), b.in_(others)), and_(a.in_(others), b.in_(some)))
    await tx.execute(delete(story_parted).where(either))


async def apart(tx: Tx, articles: Collection[int]) -> dict[int, set[int]]:
    """For each of these articles that has any, the articles that it is kept apart from."""
    query = select(story_parted).where(story_parted.c.article_id.in_(articles))
    found: dict[int, set[int]] = defaultdict(set)
    for row in await tx.execute(query):
        found[row.article_id].add(row.other_id)
    return found
