"""What decides alerts beside what waits: what a subscriber had in the hour, and the tags of stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import select

from digests.decisions.ranking.given import latest
from digests.model import DigestKind, Status, Subscriber
from digests.store.tables import digest, post, post_tag, subscriber
from digests.store.transaction import Tx

_LATEST = 60
"""Digests in which the alerts of an hour are looked for: twice as many as there may be."""
_AT_ONCE = 10_000


async def sent(tx: Tx, readers: Iterable[Subscriber], since: datetime) -> dict[int, list[datetime]]:
    """When each of these was given alerts after a moment; what could not be delivered was taken back."""
    lines = {one.id: {each.digest for each in latest(one.told, _LATEST)} for one in readers}
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


async def under_tags(tx: Tx, stories: Collection[int], tags: Collection[int]) -> dict[int, set[int]]:
    """By tag those of these stories of which any report has it."""
    found: dict[int, set[int]] = defaultdict(set)
    if not tags:
        return found
    query = select(post_tag.c.tag_id, post.c.story_id).join(post, post.c.id == post_tag.c.post_id)
    for row in await tx.execute(
        query.where(post.c.story_id.in_(stories), post_tag.c.tag_id.in_(tags), ~post.c.gone)
    ):
        found[row[0]].add(row[1])
    return found
