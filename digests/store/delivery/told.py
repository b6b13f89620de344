"""What subscribers were told: the digests that each was given, and the stories that these have shown."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, literal, select, update

from digests.decisions.ranking.given import MOST, Given, before, trimmed
from digests.model import DigestKind
from digests.store.stories import reports
from digests.store.tables import delivery, digest, digest_story, post, story_link, subscriber
from digests.store.transaction import Tx

_AT_ONCE = 5_000  # digests in one statement: as many as databases take


class Shown(NamedTuple):
    """A story in a digest: its place there, and how many sources told it then."""

    digest: int
    position: int
    story: int
    coverage: int


class Looked(NamedTuple):
    """Up to which post a digest looked, whether it is an alert, and the stories of its follow-ups."""

    upto: int
    alert: bool
    going_on: frozenset[int] = frozenset()


async def oldest(tx: Tx, since: datetime) -> int:
    """The digest from which on they were composed after a moment."""
    query = select(digest.c.id).where(digest.c.created < since)
    row = (await tx.execute(query.order_by(digest.c.created.desc(), digest.c.id.desc()).limit(1))).first()
    return row.id + 1 if row else 0


async def shown(tx: Tx, digests: Collection[int], since: int, upto: int, most: int) -> list[Shown]:
    """Of the first ``most`` stories of these digests those that matter to posts ``since`` < id <= ``upto``.

    These are the stories of such posts, and those that they are related to.
    """
    came = (post.c.id > since, post.c.id <= upto)
    linked = select(post.c.story_id).join(story_link, story_link.c.related_id == post.c.id)
    near = linked.where(story_link.c.article_id > since, story_link.c.article_id <= upto)
    matter = select(post.c.story_id).where(*came, post.c.story_id != post.c.id).union_all(near)
    return await _shown(tx, digests, most, post.c.story_id.in_(matter))


async def all_shown(tx: Tx, digests: Collection[int], most: int) -> list[Shown]:
    """Of the first ``most`` stories of these digests those that are kept still."""
    return await _shown(tx, digests, most, post.c.story_id.is_not(None))


async def shown_of_new(tx: Tx, digests: Collection[int], since: int, upto: int, most: int) -> list[Shown]:
    """The same of all stories of such posts, new ones too: what was told after the cursor was set."""
    new = select(post.c.story_id).where(post.c.id > since, post.c.id <= upto)
    return await _shown(tx, digests, most, post.c.story_id.in_(new))


async def looked_beyond(tx: Tx, digests: Collection[int], since: int) -> dict[int, Looked]:
    """Those of these digests that looked at posts beyond one, and how far."""
    of = digest.c
    query = select(of.id, of.upto, of.kind, of.follow_ups, of.followed).where(of.upto > since)
    found: dict[int, Looked] = {}
    ids = sorted(digests)
    for first in range(0, len(ids), _AT_ONCE):
        rows = (await tx.execute(query.where(of.id.in_(ids[first : first + _AT_ONCE])))).all()
        going_on = {row.id: _first_posts(row.follow_ups) + _first_posts(row.followed) for row in rows}
        stories = await reports.stories_of(tx, {n for posts in going_on.values() for n in posts})
        for row in rows:
            gone_on = frozenset(stories[n] for n in going_on[row.id] if n in stories)
            found[row.id] = Looked(row.upto, row.kind == DigestKind.ALERT, gone_on)
    return found


def _first_posts(packed: str) -> list[int]:
    return [one["posts"][0] for one in json.loads(packed)]


async def telling(tx: Tx, stories: Collection[int]) -> list[Shown]:
    """Where these stories stand, in whatever digest."""
    return await _where(tx, post.c.story_id.in_(stories))


async def _shown(tx: Tx, digests: Collection[int], most: int, which: Any) -> list[Shown]:
    return await _where(tx, digest_story.c.digest_id.in_(digests), digest_story.c.position < most, which)


async def _where(tx: Tx, *which: Any) -> list[Shown]:
    of = digest_story.c
    columns = (of.digest_id, of.position, post.c.story_id, of.figures, of.others)
    query = select(*columns).join(post, post.c.id == of.post_id)
    rows = await tx.execute(query.where(*which))
    return [Shown(row[0], row[1], row[2], _coverage(row[3], row[4])) for row in rows]


def _coverage(figures: str, others: str) -> int:
    """As it was written down, or as those named beside it say: before, nothing else was."""
    known = json.loads(figures).get("coverage")
    return int(known) if known else 1 + len(json.loads(others))


async def opened(tx: Tx, subscriber_id: int, one: Given) -> None:
    """A subscriber that was given a digest has seen so many of its stories."""
    whole = literal(" ") + subscriber.c.told
    given = whole.like(f"% {one.digest}:%") & whole.not_like(f"% {one.entry()}%")
    longer = literal(one.entry()) + subscriber.c.told
    this = update(subscriber).where(subscriber.c.id == subscriber_id, given)
    await tx.execute(this.values(told=func.substr(longer, 1, MOST)))


async def take_back(tx: Tx, subscriber_id: int, from_digest: int) -> None:
    """A digest did not arrive, nor any after it: none of them has told anything."""
    this = subscriber.c.id == subscriber_id
    row = (await tx.execute(select(subscriber.c.told).where(this))).first()
    if row:
        await tx.execute(update(subscriber).where(this).values(told=before(row.told, from_digest)))


async def trim(tx: Tx, oldest: int, after: int, limit: int) -> int:
    """Take the digests before ``oldest`` out of the long lines of so many subscribers after one.

    The last of these, to go on from; 0 when there are no more.
    """
    of = subscriber.c
    some = select(of.id, of.told).where(of.id > after).order_by(of.id).limit(limit)
    rows = (await tx.execute(some)).all()
    those = ((n, told, trimmed(told, oldest)) for n, told in rows)
    cut = [{"one": n, "was": told, "left": left} for n, told, left in those if left != told]
    if cut:
        this = update(subscriber).where(of.id == bindparam("one"), of.told == bindparam("was"))
        await tx.execute(this.values(told=bindparam("left")), cut)
    return int(rows[-1].id) if len(rows) == limit else 0


class First(NamedTuple):
    """The delivery by which a subscriber was told a story first."""

    delivery: int
    digest: int
    position: int
    created: datetime


async def first_told(tx: Tx, subscriber_id: int, stories: Collection[int]) -> dict[int, First]:
    """By story, where a subscriber was told it first, among the deliveries that are kept."""
    query = (
        select(post.c.story_id, delivery.c.id, digest_story.c.digest_id, digest_story.c.position)
        .add_columns(delivery.c.created)
        .join(digest_story, digest_story.c.digest_id == delivery.c.digest_id)
        .join(post, post.c.id == digest_story.c.post_id)
        .where(delivery.c.subscriber_id == subscriber_id, post.c.story_id.in_(stories))
        .order_by(delivery.c.id.desc(), digest_story.c.position.desc())
    )
    return {row[0]: First(*row[1:]) for row in await tx.execute(query)}
