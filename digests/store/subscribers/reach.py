"""What a story may be followed by: the labels and feeds of all of its posts."""

from __future__ import annotations

from sqlalchemy import literal as of
from sqlalchemy import or_, select, union_all

from digests.model import FollowKind
from digests.store.tables import post, post_category, post_tag
from digests.store.transaction import Tx


async def of_story(tx: Tx, post_id: int) -> set[tuple[FollowKind, int]]:
    """The categories, tags and feeds under which the story of a post stands."""
    told = select(post.c.story_id).where(post.c.id == post_id)
    its = select(post.c.id).where(or_(post.c.id == post_id, post.c.story_id.in_(told)))
    category = select(
        of(FollowKind.CATEGORY.value).label("kind"), post_category.c.category_id.label("target")
    )
    tag = select(of(FollowKind.TAG.value).label("kind"), post_tag.c.tag_id.label("target"))
    feed = select(of(FollowKind.FEED.value).label("kind"), post.c.feed_id.label("target"))
    rows = await tx.execute(
        union_all(
            category.where(post_category.c.post_id.in_(its)),
            tag.where(post_tag.c.post_id.in_(its)),
            feed.where(post.c.id.in_(its)),
        )
    )
    return {(FollowKind(row.kind), row.target) for row in rows}
