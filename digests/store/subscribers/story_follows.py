"""Which stories subscribers follow: by a post of each, read with the story that it tells now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from digests.model import FollowedStory
from digests.store.tables import post, story_follow
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


async def add(tx: Tx, subscriber_id: int, post_id: int, now: datetime) -> bool:
    """Follow the story of a post; False when that is followed already, or there is no such post any more."""
    story = (await tx.execute(select(post.c.story_id).where(post.c.id == post_id))).scalar()
    if story is None or await is_followed(tx, subscriber_id, post_id):
        return False
    row = {"subscriber_id": subscriber_id, "post_id": post_id, "since": now, "heard": now}
    await insert_new(tx, story_follow, [row])
    return True


async def drop(tx: Tx, subscriber_id: int, post_id: int) -> bool:
    """Follow the story of a post no more; whether it was followed."""
    story = select(post.c.story_id).where(post.c.id == post_id)
    posts = select(post.c.id).where(post.c.story_id.in_(story))
    mine = (story_follow.c.subscriber_id == subscriber_id, story_follow.c.post_id.in_(posts))
    return bool((await tx.execute(delete(story_follow).where(*mine))).rowcount)


async def is_followed(tx: Tx, subscriber_id: int, post_id: int) -> bool:
    """Whether a subscriber follows the story of a post."""
    story = select(post.c.story_id).where(post.c.id == post_id)
    query = select(story_follow.c.post_id).join(post).where(story_follow.c.subscriber_id == subscriber_id)
    return (await tx.execute(query.where(post.c.story_id.in_(story)))).first() is not None


async def listed(tx: Tx, subscriber_id: int, limit: int) -> tuple[FollowedStory, ...]:
    """What a subscriber follows, what it heard of last first."""
    of = story_follow.c
    query = select(post.c.story_id, of.post_id, post.c.title, of.since, of.heard, of.alert).join(post)
    mine = query.where(of.subscriber_id == subscriber_id, post.c.story_id.is_not(None))
    rows = await tx.execute(mine.order_by(of.heard.desc(), of.post_id.desc()).limit(limit))
    return tuple(FollowedStory(*row) for row in rows)


async def stories(tx: Tx, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """By subscriber the stories that it follows, in the order of their ids."""
    query = select(story_follow.c.subscriber_id, post.c.story_id).join(post)
    rows = await tx.execute(
        query.where(story_follow.c.subscriber_id.in_(ids), post.c.story_id.is_not(None)).distinct()
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        found[row.subscriber_id].append(row.story_id)
    return {one: tuple(sorted(each)) for one, each in found.items()}


async def heard(tx: Tx, ids: Collection[int], posts: Collection[int], now: datetime) -> None:
    """These subscribers were told news of the stories of these posts."""
    stories = select(post.c.story_id).where(post.c.id.in_(posts))
    followed = select(post.c.id).where(post.c.story_id.in_(stories))
    these = (story_follow.c.subscriber_id.in_(ids), story_follow.c.post_id.in_(followed))
    await tx.execute(update(story_follow).where(*these).values(heard=now))


async def end(tx: Tx, before: datetime) -> int:
    """End what nothing was heard of since then; how many."""
    return (await tx.execute(delete(story_follow).where(story_follow.c.heard < before))).rowcount
