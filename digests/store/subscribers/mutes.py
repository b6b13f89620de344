"""What subscribers want to hear nothing of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, or_, select

from digests.model import Mute, MuteKind
from digests.store.tables import feed, mute, post, post_tag, tag
from digests.store.transaction import Tx
from digests.store.upsert import upsert

MOST = 200
"""That one subscriber may have: each is looked at for every digest."""

_MOST_EACH = {MuteKind.SOURCE: 4, MuteKind.TAG: 6, MuteKind.FEED: 3}
_TITLE = 300


async def of_story(tx: Tx, post_id: int) -> tuple[tuple[int, Mute], ...]:
    """What of the story of a post may be muted, each with the number by which ``named`` finds it.

    A source by a post that names it, a tag or a feed by its id, the story by the post.
    """
    posts = await _posts(tx, post_id)
    found = {Mute(MuteKind.SOURCE, row.source[:200], row.source): row.id for row in posts if row.source}
    found |= {Mute(MuteKind.FEED, str(row.feed_id), row.title): row.feed_id for row in posts}
    found |= {Mute(MuteKind.TAG, str(row.id), row.name): row.id for row in await _tags(tx, post_id)}
    offered = [
        (number, one)
        for kind, most in _MOST_EACH.items()
        for one, number in [each for each in found.items() if each[0].kind is kind][:most]
    ]
    story = await named(tx, MuteKind.STORY, post_id)
    return (*offered, *([(post_id, story)] if story else []))


async def _posts(tx: Tx, post_id: int) -> Sequence[Row[Any]]:
    """The posts of its story, oldest first."""
    columns = (post.c.id, post.c.source, post.c.feed_id, feed.c.title)
    query = select(*columns).select_from(post).join(feed).where(_of_its_story(post_id))
    return (await tx.execute(query.order_by(post.c.id))).all()


async def _tags(tx: Tx, post_id: int) -> Sequence[Row[Any]]:
    tagged = select(tag.c.id, tag.c.name).select_from(tag).join(post_tag)
    query = tagged.join(post, post.c.id == post_tag.c.post_id).where(_of_its_story(post_id))
    return (await tx.execute(query.distinct().order_by(tag.c.id))).all()


def _of_its_story(post_id: int) -> ColumnElement[bool]:
    told = select(post.c.story_id).where(post.c.id == post_id)
    return or_(post.c.id == post_id, post.c.story_id.in_(told))


async def named(tx: Tx, kind: MuteKind, number: int) -> Mute | None:
    """What a number of ``of_story`` stands for; None when it is not there any more."""
    query = {
        MuteKind.SOURCE: select(post.c.source, post.c.source).where(post.c.id == number),
        MuteKind.TAG: select(tag.c.id, tag.c.name).where(tag.c.id == number),
        MuteKind.FEED: select(feed.c.id, feed.c.title).where(feed.c.id == number),
        MuteKind.STORY: select(post.c.id, post.c.title).where(post.c.id == number),
    }[kind]
    row = (await tx.execute(query)).first()
    return Mute(kind, str(row[0])[:200], row[1][:_TITLE]) if row and row[0] else None


async def add(tx: Tx, subscriber_id: int, one: Mute) -> None:
    """Mute something, or mute it until another moment."""
    target = await _same(tx, subscriber_id, one)
    key = {"subscriber_id": subscriber_id, "kind": one.kind, "target": target}
    await upsert(tx, mute, key | {"title": one.title[:_TITLE], "until": one.until})


async def drop(tx: Tx, subscriber_id: int, one: Mute) -> bool:
    """Hear of something again; whether it was muted."""
    target = await _same(tx, subscriber_id, one)
    mine = (mute.c.subscriber_id == subscriber_id, mute.c.kind == one.kind, mute.c.target == target)
    return bool((await tx.execute(delete(mute).where(*mine))).rowcount)


async def _same(tx: Tx, subscriber_id: int, one: Mute) -> str:
    """The target under which the same is muted already, if it is: a story by whatever post of it."""
    known = await muted_story(tx, subscriber_id, int(one.target)) if one.kind is MuteKind.STORY else ""
    return known or one.target


async def muted_story(tx: Tx, subscriber_id: int, post_id: int) -> str:
    """The target by which the story of a post is muted, "" when it is not."""
    known = [int(each.target) for each in await _all(tx, subscriber_id) if each.kind is MuteKind.STORY]
    told = select(post.c.story_id).where(post.c.id == post_id)
    its = or_(post.c.id == post_id, post.c.story_id.in_(told))
    row = (await tx.execute(select(post.c.id).where(post.c.id.in_(known), its).order_by(post.c.id))).first()
    return str(row.id) if row else ""


async def listed(tx: Tx, subscriber_id: int, now: datetime) -> tuple[Mute, ...]:
    """What a subscriber hears nothing of now, by kind and name."""
    found = [one for one in await _all(tx, subscriber_id) if one.until is None or one.until > now]
    kinds = list(MuteKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), one.title.casefold(), one.target)))


async def _all(tx: Tx, subscriber_id: int) -> list[Mute]:
    columns = (mute.c.kind, mute.c.target, mute.c.title, mute.c.until)
    rows = await tx.execute(select(*columns).where(mute.c.subscriber_id == subscriber_id))
    return [Mute(MuteKind(row.kind), row.target, row.title, row.until) for row in rows]


async def forget(tx: Tx, now: datetime) -> int:
    """Forget what is over; how much it was."""
    return (await tx.execute(delete(mute).where(mute.c.until <= now))).rowcount
