"""Links between stories that are related and not the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import delete, select, union_all

from digests.store.tables import post, story_link
from digests.store.transaction import Tx
from digests.store.upsert import upsert_all


class Link(NamedTuple):
    """What an article is related to: a post, which stands for the story that it tells, and the score."""

    article: int
    related: int
    score: float


async def replace(tx: Tx, articles: Collection[int], links: Iterable[Link]) -> None:
    """What was found for these articles, in the place of what was found before."""
    await tx.execute(delete(story_link).where(story_link.c.article_id.in_(articles)))
    rows = [{"article_id": a, "related_id": b, "score": score} for a, b, score in links if a != b]
    await upsert_all(tx, story_link, rows)


async def related(tx: Tx, story: int, limit: int = 10) -> list[tuple[int, float]]:
    """Stories that are related to this one, each with the best score, that first."""
    mine = select(post.c.id).where(post.c.story_id == story)
    links = story_link.c
    forth = select(links.related_id.label("end"), links.score).where(links.article_id.in_(mine))
    back = select(links.article_id.label("end"), links.score).where(links.related_id.in_(mine))
    ends = union_all(forth, back).subquery()
    query = select(post.c.story_id, ends.c.score).join(ends, ends.c.end == post.c.id)
    found: dict[int, float] = {}
    for other, score in await tx.execute(query.where(post.c.story_id.is_not(None))):
        if other != story:
            found[other] = max(score, found.get(other, 0.0))
    return sorted(found.items(), key=lambda each: (-each[1], each[0]))[:limit]
