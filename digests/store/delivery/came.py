"""By which digest a subscriber was told a story last, and what that digest held."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select

from digests.model import DeliveryState
from digests.store.tables import delivery, digest_story, post
from digests.store.transaction import Tx

_NOT = (DeliveryState.FAILED, DeliveryState.SUSPENDED)


class Telling(NamedTuple):
    """A story in a digest: its 0-based place there, and when the delivery was made."""

    digest: int
    position: int
    at: datetime


async def last(tx: Tx, subscriber_id: int, post_id: int) -> Telling | None:
    """Where a subscriber was told the story of a post last; None when it was not."""
    told = select(post.c.story_id).where(post.c.id == post_id)
    its = or_(post.c.id == post_id, post.c.story_id.in_(told))
    query = (
        select(digest_story.c.digest_id, digest_story.c.position, delivery.c.created)
        .select_from(digest_story)
        .join(delivery, delivery.c.digest_id == digest_story.c.digest_id)
        .join(post, post.c.id == digest_story.c.post_id)
        .where(its, delivery.c.subscriber_id == subscriber_id, delivery.c.state.not_in(_NOT))
        .order_by(delivery.c.id.desc(), digest_story.c.position)
    )
    row = (await tx.execute(query.limit(1))).first()
    return Telling(*row) if row else None


async def withdrawn(tx: Tx, subscriber_id: int) -> dict[int, str]:
    """The titles of what a subscriber was told and its feed took back since, by post."""
    query = (
        select(post.c.id, post.c.title)
        .join(digest_story, digest_story.c.post_id == post.c.id)
        .join(delivery, delivery.c.digest_id == digest_story.c.digest_id)
        .where(post.c.gone, delivery.c.subscriber_id == subscriber_id, delivery.c.state.not_in(_NOT))
    )
    return {row.id: row.title for row in await tx.execute(query)}


async def is_withdrawn(tx: Tx, post_id: int) -> bool:
    """Whether the feed of a post took it back."""
    query = select(post.c.id).where(post.c.id == post_id, post.c.gone)
    return (await tx.execute(query)).first() is not None


async def title(tx: Tx, digest_id: int, position: int) -> str:
    """The title of the story at a place of a digest; "" where there is none."""
    query = select(post.c.title).join(digest_story, digest_story.c.post_id == post.c.id)
    where = (digest_story.c.digest_id == digest_id, digest_story.c.position == position)
    row = (await tx.execute(query.where(*where))).first()
    return row.title if row else ""
