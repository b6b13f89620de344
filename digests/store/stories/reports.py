"""The reports of stories: of each article its first post that is not gone, its copies folded in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, func, select

from digests.model import Report, ReportText, StoredTag
from digests.store.tables import ARTICLE, feed, post, post_tag, tag
from digests.store.transaction import Tx

# What every page reads is built once: building it takes longer than running it.
_STORIES: BindParameter[Any] = bindparam("stories", expanding=True)
_SOURCE = func.coalesce(func.nullif(post.c.source, ""), feed.c.title).label("source")
_READ = (
    select(
        post.c.id,
        post.c.story_id,
        ARTICLE.label("article"),
        post.c.title,
        post.c.link,
        _SOURCE,
        post.c.published,
        post.c.version,
    )
    .join(feed, feed.c.id == post.c.feed_id)
    .where(post.c.story_id.in_(_STORIES), ~post.c.gone)
    .order_by(post.c.id)
)


async def of_stories(tx: Tx, stories: Collection[int]) -> dict[int, tuple[Report, ...]]:
    """The reports of each of these stories that has several, the earliest first."""
    if not stories:
        return {}
    articles: dict[int, dict[int, list[Row[Any]]]] = {}
    for row in await tx.execute(_READ, {"stories": list(stories)}):
        articles.setdefault(row.story_id, {}).setdefault(row.article, []).append(row)
    return {
        story: tuple(sorted(map(_report, posts.values()), key=lambda each: (each.published, each.id)))
        for story, posts in articles.items()
        if len(posts) > 1
    }


def _report(posts: list[Row[Any]]) -> Report:
    first = posts[0]
    said = (first.id, first.title, first.link, first.source, first.published, first.version)
    return Report(*said, len(posts) - 1, frozenset(each.id for each in posts))


async def texts(tx: Tx, ids: Collection[int]) -> dict[int, ReportText]:
    """What points are made of, by post."""
    query = select(post.c.id, post.c.title, post.c.text, post.c.lang, _SOURCE)
    query = query.join(feed, feed.c.id == post.c.feed_id).where(post.c.id.in_(ids))
    return {row.id: ReportText(*row) for row in await tx.execute(query)}


async def tags(tx: Tx, ids: Collection[int], most: int) -> list[StoredTag]:
    """The tags that most of these posts carry, those first."""
    carried = func.count().label("carried")
    query = select(tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts).join(post_tag)
    query = query.where(post_tag.c.post_id.in_(ids)).group_by(tag.c.id).order_by(carried.desc(), tag.c.id)
    return [StoredTag(*row[:4]) for row in await tx.execute(query.limit(most))]
