"""Articles as they are judged: of each group of copies the first post that its feed has not taken back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from digests.store.tables import ARTICLE, post
from digests.store.transaction import Tx


class Article(NamedTuple):
    """What an article says, by its first post; ``others``: whether its story has other articles."""

    article: int
    story: int
    others: bool
    published: datetime
    version: str
    lang: str
    title: str
    text: str


class Found(NamedTuple):
    """The article of each of some posts.

    Those that are ``recent`` are read, first ones first; of the ``gone`` no post is left.
    """

    articles: Mapping[int, int]
    recent: Sequence[Article]
    gone: Collection[int]


async def of_posts(tx: Tx, ids: Collection[int], since: datetime) -> Found:
    """The articles of these posts; they are recent when published ``since`` then."""
    query = select(post.c.id, ARTICLE, post.c.story_id).where(
        post.c.id.in_(ids), post.c.story_id.is_not(None)
    )
    rows = [tuple(row) for row in await tx.execute(query)]  # those whose text is not kept have no story
    told = {article: story for _, article, story in rows}
    first = await _first_posts(tx, told)
    columns = (post.c.id, post.c.published, post.c.version, post.c.lang, post.c.title, post.c.text)
    recently = select(*columns).where(post.c.id.in_(first), post.c.published >= since).order_by(post.c.id)
    together = await _with_others(tx, set(told.values()))
    recent = []
    for number, *said in await tx.execute(recently):
        story = told[first[number]]
        recent.append(Article(first[number], story, story in together, *said))
    articles = {post_id: article for post_id, article, _ in rows}
    return Found(articles, recent, told.keys() - first.values())


async def _first_posts(tx: Tx, told: Mapping[int, int]) -> dict[int, int]:
    """The first post that is not gone of each article that has one, with its article."""
    query = select(func.min(post.c.id), ARTICLE).where(post.c.story_id.in_(set(told.values())), ~post.c.gone)
    return {row[0]: row[1] for row in await tx.execute(query.where(ARTICLE.in_(told)).group_by(ARTICLE))}


async def _with_others(tx: Tx, stories: Collection[int]) -> set[int]:
    """Those of these stories that more than one article tells."""
    query = select(post.c.story_id).where(post.c.story_id.in_(stories)).group_by(post.c.story_id)
    return {row.story_id for row in await tx.execute(query.having(func.count(ARTICLE.distinct()) > 1))}


async def of_story(tx: Tx, story: int) -> list[int]:
    """The articles that tell a story, the first ones first."""
    query = select(ARTICLE.label("article")).where(post.c.story_id == story).distinct()
    return sorted(row.article for row in await tx.execute(query))
