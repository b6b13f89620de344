"""Told posts: those that digests show, with the points that may stand beside their title."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from digests.model import KeyPoint, StoryPoint, Told
from digests.store.delivery.said import SHOWN_POINTS
from digests.store.posts.key_points import unpack as unpack_points
from digests.store.stories.story_points import unpack as unpack_story
from digests.store.tables import digest, digest_story, post, story_member, story_points, summary
from digests.store.transaction import Tx


class Shown(NamedTuple):
    """An article that digests show, its editor's own ``digest`` of it, and the points it has now by rank.

    ``of_story``: those of its story, since ``several`` tell that; ``most``: as many as a digest shows.
    """

    told: Told
    digest: str
    own: tuple[KeyPoint, ...]
    of_story: tuple[StoryPoint, ...]
    several: datetime | None
    most: int


async def read(tx: Tx, ids: Collection[int], since: datetime, *, gone: bool = False) -> dict[int, Shown]:
    """Of these posts those that a digest made ``since`` then shows at once, as they are stored now.

    ``gone``: those that were taken back, instead of the others.
    """
    if not ids:
        return {}
    shown = (
        select(digest_story.c.post_id, func.max(SHOWN_POINTS).label("most"))
        .join(digest)
        .where(digest_story.c.post_id.in_(ids), digest_story.c.position < digest.c.size)
        .where(digest.c.created >= since)
        .group_by(digest_story.c.post_id)
        .subquery()
    )
    made = (summary.c.post_id == post.c.id) & (summary.c.version == post.c.version)
    several = select(func.min(story_member.c.decided)).where(story_member.c.story_id == post.c.story_id)
    columns = (post.c.id, post.c.story_id, post.c.title, post.c.text, post.c.digest, summary.c.points)
    more = (story_points.c.points.label("of_story"), several.scalar_subquery().label("several"), shown.c.most)
    joined = (
        post.join(shown, shown.c.post_id == post.c.id)
        .outerjoin(summary, made)
        .outerjoin(story_points, story_points.c.story_id == post.c.story_id)
    )
    query = select(*columns, *more).select_from(joined).where(post.c.gone == gone)
    return {row.id: _shown(row) for row in await tx.execute(query)}


def _shown(row: Row[Any]) -> Shown:
    own = unpack_points(row.points) if row.points else ()
    of_story = unpack_story(row.of_story) if row.of_story and row.several else ()
    told = Told(row.id, row.story_id or row.id, row.title, row.text)
    return Shown(told, row.digest, own, of_story, row.several, row.most)
