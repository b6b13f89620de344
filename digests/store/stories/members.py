"""Stories with the articles that tell them, as those who run the bot look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from digests.model import Membership, StoryCard
from digests.store.stories import links
from digests.store.stories.membership import BOT
from digests.store.tables import ARTICLE, feed, post, story_member
from digests.store.transaction import Tx

_SOURCE = func.coalesce(func.nullif(post.c.source, ""), feed.c.title).label("source")


async def latest(tx: Tx, limit: int) -> list[StoryCard]:
    """The stories that an article has joined last, those first."""
    joined = select(story_member.c.story_id).group_by(story_member.c.story_id)
    newest = joined.order_by(func.max(story_member.c.decided).desc(), story_member.c.story_id.desc())
    stories = [row.story_id for row in await tx.execute(newest.limit(limit))]
    found = await _members(tx, stories)
    return [StoryCard(story, found[story]) for story in stories if story in found]


async def card(tx: Tx, post_id: int) -> StoryCard | None:
    """The story that a post tells; None where there is no such post, or its text is not kept."""
    story = (await tx.execute(select(post.c.story_id).where(post.c.id == post_id))).scalar()
    found = await _members(tx, [story] if story else [])
    if story not in found:
        return None
    near = await links.related(tx, story)
    named = select(post.c.id, post.c.title).where(post.c.id.in_([other for other, _ in near]))
    titles = {row.id: row.title for row in await tx.execute(named)}
    return StoryCard(story, found[story], tuple((other, titles[other], score) for other, score in near))


async def _members(tx: Tx, stories: Collection[int]) -> dict[int, tuple[Membership, ...]]:
    columns = (post.c.id, post.c.story_id, ARTICLE.label("article"), post.c.title, post.c.link, _SOURCE)
    why = (story_member.c.by, story_member.c.score, story_member.c.terms)
    query = select(*columns, post.c.published, *why).join(feed, feed.c.id == post.c.feed_id)
    query = query.outerjoin(story_member, story_member.c.article_id == ARTICLE)
    query = query.where(post.c.story_id.in_(stories), ~post.c.gone).order_by(post.c.id)
    told: dict[int, dict[int, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in await tx.execute(query):
        told[row.story_id][row.article].append(row)
    return {story: _memberships(list(articles.values())) for story, articles in told.items()}


def _memberships(articles: Sequence[Sequence[Row[Any]]]) -> tuple[Membership, ...]:
    """Of the articles of a story, the first ones first."""
    return tuple(_membership(posts, n == 0) for n, posts in enumerate(articles))


def _membership(posts: Sequence[Row[Any]], opens: bool) -> Membership:
    """One of them. What ``opens`` the story has joined nothing, though it may have joined what was parted."""
    first = posts[0]
    said = (first.article, first.title, first.link, first.source, first.published, len(posts) - 1)
    if first.by is None or (opens and first.by == BOT):
        return Membership(*said)
    return Membership(*said, first.by, first.score, tuple(filter(None, first.terms.split("\n"))))
