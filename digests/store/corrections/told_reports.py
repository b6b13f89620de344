"""Told reports: those of which points stood in digests beside the post that these showed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from digests.model import StoryPoint, Told, ToldReport
from digests.store.delivery.said import SHOWN_POINTS
from digests.store.stories.story_points import unpack
from digests.store.tables import ARTICLE, digest, digest_story, feed, post, story_member, story_points
from digests.store.transaction import Tx

_SOURCE = func.coalesce(func.nullif(post.c.source, ""), feed.c.title).label("source")


class Beside(NamedTuple):
    """A post that digests show, and what they show with it: so many points, and its editor's own digest."""

    post: int
    title: str
    digest: str
    points: int
    joined: datetime | None


class Found(NamedTuple):
    """A report with its points by rank among those of the story, and the posts that tell them."""

    told: Told
    source: str
    joined: datetime | None
    points: tuple[StoryPoint, ...]
    beside: tuple[Beside, ...]

    def told_beside(self, there: Beside, points: Iterable[str]) -> ToldReport:
        """The same beside one post, with those of its points that were shown."""
        told = Told(self.told.post, self.told.story, self.told.title, self.told.text, tuple(points))
        since = max((at for at in (self.joined, there.joined) if at), default=None)
        return ToldReport(told, self.source, there.post, since)


async def read(tx: Tx, ids: Collection[int], since: datetime, *, gone: bool = False) -> list[Found]:
    """Of these posts those that gave points to a story which a digest made ``since`` then tells by another.

    ``gone``: those that were taken back, instead of the others. Points are all of the story, as stored.
    """
    if not ids:
        return []
    rows = await _reports(tx, ids, gone=gone)
    said = {row.id: unpack(row.points) for row in rows}
    rows = [row for row in rows if any(point.report == row.id for point in said[row.id])]
    shown = await _shown(tx, {row.story_id for row in rows}, since) if rows else {}
    found = [_found(row, said[row.id], shown.get(row.story_id, ())) for row in rows]
    return [each for each in found if each.beside]


async def _reports(tx: Tx, ids: Collection[int], *, gone: bool) -> list[Row[Any]]:
    columns = (post.c.id, post.c.story_id, post.c.title, post.c.text, _SOURCE)
    joined = (
        post.join(feed, feed.c.id == post.c.feed_id)
        .join(story_points, story_points.c.story_id == post.c.story_id)
        .outerjoin(story_member, story_member.c.article_id == ARTICLE)
    )
    query = select(*columns, story_points.c.points, story_member.c.decided).select_from(joined)
    return list(await tx.execute(query.where(post.c.id.in_(ids), post.c.gone == gone).order_by(post.c.id)))


async def _shown(tx: Tx, stories: Collection[int], since: datetime) -> Mapping[int, list[Beside]]:
    """By story, its posts that digests made ``since`` then show at once, with the most points of these."""
    there = digest_story.c.position < digest.c.size, digest.c.created >= since
    columns = (post.c.id, post.c.story_id, post.c.title, post.c.digest, story_member.c.decided)
    joined = (
        post.join(digest_story, digest_story.c.post_id == post.c.id)
        .join(digest, digest.c.id == digest_story.c.digest_id)
        .outerjoin(story_member, story_member.c.article_id == ARTICLE)
    )
    query = select(*columns, func.max(SHOWN_POINTS).label("points")).select_from(joined)
    query = query.where(post.c.story_id.in_(stories), ~post.c.gone, *there).group_by(*columns)
    found: dict[int, list[Beside]] = defaultdict(list)
    for row in await tx.execute(query.order_by(post.c.id)):
        beside = Beside(row.id, row.title, row.digest, row.points, row.decided)
        found[row.story_id].append(beside)
    return found


def _found(row: Row[Any], points: tuple[StoryPoint, ...], shown: Iterable[Beside]) -> Found:
    told = Told(row.id, row.story_id, row.title, row.text)
    beside = tuple(each for each in shown if each.post != row.id)
    return Found(told, row.source, row.decided, points, beside)
