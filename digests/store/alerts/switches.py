"""Alerts on and off: of subscriptions, and of stories that are followed."""

from __future__ import annotations

from sqlalchemy import select, update

from digests.model import FollowKind
from digests.store.tables import post, story_follow, subscription
from digests.store.transaction import Tx


async def subscribed(
    tx: Tx, subscriber_id: int, kind: FollowKind, target: int, *, on: bool, after: int
) -> bool:
    """Tell what a subscription brings at once, of posts after one, or no more; False without such a one."""
    of = subscription.c
    mine = (of.subscriber_id == subscriber_id, of.kind == kind, of.target_id == target)
    changed = update(subscription).where(*mine).values(alert=on, alert_after=after)
    return bool((await tx.execute(changed)).rowcount)


async def followed(tx: Tx, subscriber_id: int, post_id: int, *, on: bool, after: int) -> bool:
    """The same of the story of a post, where that is followed."""
    story = select(post.c.story_id).where(post.c.id == post_id)
    posts = select(post.c.id).where(post.c.story_id.in_(story))
    mine = (story_follow.c.subscriber_id == subscriber_id, story_follow.c.post_id.in_(posts))
    changed = update(story_follow).where(*mine).values(alert=on, alert_after=after)
    return bool((await tx.execute(changed)).rowcount)


async def is_followed(tx: Tx, subscriber_id: int, post_id: int) -> bool:
    """Whether the story of a post is followed with alerts."""
    story = select(post.c.story_id).where(post.c.id == post_id)
    query = select(story_follow.c.alert).join(post).where(story_follow.c.subscriber_id == subscriber_id)
    return (
        await tx.execute(query.where(post.c.story_id.in_(story), story_follow.c.alert))
    ).first() is not None
