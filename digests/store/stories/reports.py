"""The reports of stories: of each article its first post that is not gone, its copies folded in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Row, bindparam, func, select

from digests.model import Report, ReportText, StoredTag
from digests.store.tables import ARTICLE, feed, post, post_tag, story_member, tag
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
_JOINED = _READ.add_columns(story_member.c.decided).outerjoin(
    story_member, story_member.c.article_id == ARTICLE
)

_AT_ONCE = 5_000  # posts in one statement


class Then(NamedTuple):
    """A moment of the past: its time, and the newest post of it (0: whatever was stored)."""

    at: datetime
    upto: int = 0


async def stories_of(tx: Tx, posts: Collection[int]) -> dict[int, int]:
    """The stories that these posts tell now; what tells none is not there."""
    query, ids = select(post.c.id, post.c.story_id).where(post.c.story_id.is_not(None)), sorted(posts)
    found: dict[int, int] = {}
    for first in range(0, len(ids), _AT_ONCE):
        rows = await tx.execute(query.where(post.c.id.in_(ids[first : first + _AT_ONCE])))
        found |= {row.id: row.story_id for row in rows}
    return found


async def of_stories(tx: Tx, stories: Collection[int]) -> dict[int, tuple[Report, ...]]:
    """The reports of each of these stories that has several, the earliest first."""
    if not stories:
        return {}
    told = _by_story(await tx.execute(_READ, {"stories": list(stories)}))
    return {story: _reports(articles.values()) for story, articles in told.items() if len(articles) > 1}


async def as_told(tx: Tx, stories: Mapping[int, int], then: Then) -> dict[int, tuple[Report, ...]]:
    """The reports that the stories of posts had at a moment, by post; of those that had several.

    ``stories``: the present story of each post. What joined after that moment was not beside the post.
    """
    if not stories:
        return {}
    told = _by_story(await tx.execute(_JOINED, {"stories": list(set(stories.values()))}))
    found = {n: _beside(n, told.get(story, {}), then) for n, story in stories.items()}
    return {n: _reports(articles) for n, articles in found.items() if len(articles) > 1}


_Articles = dict[int, list[Row[Any]]]
"""Posts by their article."""


def _by_story(rows: Iterable[Row[Any]]) -> dict[int, _Articles]:
    articles: dict[int, _Articles] = {}
    for row in rows:
        articles.setdefault(row.story_id, {}).setdefault(row.article, []).append(row)
    return articles


def _beside(number: int, articles: _Articles, then: Then) -> list[list[Row[Any]]]:
    """The articles that were in one story with a post, its own too; none where it was alone in it."""
    there = [posts for posts in articles.values() if posts[0].decided is None or posts[0].decided <= then.at]
    stored = [[row for row in posts if not then.upto or row.id <= then.upto] for posts in there]
    known = [posts for posts in stored if posts]
    return known if any(row.id == number for posts in known for row in posts) else []


def _reports(articles: Iterable[list[Row[Any]]]) -> tuple[Report, ...]:
    return tuple(sorted(map(_report, articles), key=lambda each: (each.published, each.id)))


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
