"""What decides alerts beside what waits: what a subscriber had in the hour, and what it has muted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import or_, select

from digests.decisions.ranking.given import given
from digests.model import DigestKind, Status, Subscriber
from digests.store.tables import digest, feed, mute, post, post_tag, subscriber
from digests.store.transaction import Tx

_LATEST = 60
"""Digests in which the alerts of an hour are looked for: twice as many as there may be."""
_AT_ONCE = 10_000


async def sent(tx: Tx, readers: Iterable[Subscriber], since: datetime) -> dict[int, list[datetime]]:
    """When each of these was given alerts after a moment; what could not be delivered was taken back."""
    lines = {one.id: {each.digest for each in given(one.told)[:_LATEST]} for one in readers}
    made: dict[int, datetime] = {}
    wanted = sorted({n for each in lines.values() for n in each})
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(digest.c.id, digest.c.created).where(digest.c.kind == DigestKind.ALERT)
        some = digest.c.id.in_(wanted[start : start + _AT_ONCE])
        made |= {row[0]: row[1] for row in await tx.execute(query.where(some, digest.c.created > since))}
    return {one: [made[n] for n in line if n in made] for one, line in lines.items()}


async def as_they_were(tx: Tx, lines: Mapping[int, str]) -> dict[int, datetime | None]:
    """When the next digest of those is due who are active and were told nothing since they were read.

    On PostgreSQL nobody else tells them anything until this transaction ends.
    """
    of = subscriber.c
    query = select(of.id, of.told, of.next_due).where(of.id.in_(lines), of.status == Status.ACTIVE)
    rows = await tx.execute(query.order_by(of.id).with_for_update())
    return {row.id: row.next_due for row in rows if row.told == lines[row.id]}


async def muted(tx: Tx, ids: Collection[int], posts: Collection[int], now: datetime) -> dict[int, set[int]]:
    """Of these posts those of which each subscriber wants to hear nothing now."""
    holds = or_(mute.c.until.is_(None), mute.c.until > now)
    columns = (mute.c.subscriber_id, mute.c.kind, mute.c.target)
    rows = (await tx.execute(select(*columns).where(mute.c.subscriber_id.in_(ids), holds))).all()
    if not rows:
        return {}
    said = await _marks(tx, posts, [int(row.target) for row in rows if row.kind == "story"])
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row.subscriber_id] |= said.get((row.kind, row.target), set())
    return found


async def _marks(tx: Tx, posts: Collection[int], stories: Collection[int]) -> dict[tuple[str, str], set[int]]:
    """By what may be muted the posts that have it: sources, feeds, tags; stories by a post of theirs."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    said = select(post.c.id, post.c.source, feed.c.title, post.c.feed_id, post.c.story_id).join(feed)
    told: dict[int, set[int]] = defaultdict(set)
    for row in await tx.execute(said.where(post.c.id.in_(posts))):
        found["source", row[1] or row[2]].add(row[0])
        found["feed", str(row[3])].add(row[0])
        told[row[4] or 0].add(row[0])
    under = select(post_tag.c.post_id, post_tag.c.tag_id).where(post_tag.c.post_id.in_(posts))
    for row in await tx.execute(under):
        found["tag", str(row[1])].add(row[0])
    named = select(post.c.id, post.c.story_id).where(post.c.id.in_(stories))
    for row in await tx.execute(named):
        found["story", str(row[0])] |= told.get(row[1] or 0, set())
    return found
