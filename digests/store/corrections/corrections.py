"""Corrections: noted where a changed post is stored, told from their time on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace as replaced
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, func, insert, select, update

from digests.model import Amendment, Correction, DigestKind, Told
from digests.store.corrections.packed import pack, unpack
from digests.store.posts.key_points import unpack as unpack_points
from digests.store.stories.story_points import unpack as unpack_story
from digests.store.tables import (
    UNSPREAD,
    UNSPREAD_SQLITE,
    correction,
    digest,
    digest_story,
    post,
    story_points,
    summary,
)
from digests.store.transaction import Tx

_AT_ONCE = 5_000  # digests in one statement


async def told(tx: Tx, ids: Collection[int], since: datetime, *, gone: bool = False) -> dict[int, Told]:
    """Of these posts those that a digest made ``since`` then shows at once, as they are stored now.

    ``gone``: those that were taken back, instead of the others.
    """
    if not ids:
        return {}
    shown = (
        select(digest_story.c.post_id)
        .join(digest)
        .where(digest_story.c.post_id.in_(ids), digest_story.c.position < digest.c.size)
        .where(digest.c.created >= since)
    )
    made = (summary.c.post_id == post.c.id) & (summary.c.version == post.c.version)
    columns = (post.c.id, post.c.story_id, post.c.title, post.c.text, summary.c.points)
    joined = post.outerjoin(summary, made).outerjoin(story_points, story_points.c.story_id == post.c.story_id)
    query = select(*columns, story_points.c.points.label("story_points")).select_from(joined)
    rows = await tx.execute(query.where(post.c.id.in_(shown), post.c.gone == gone))
    return {row.id: _told(row) for row in rows}


def _told(row: Row[Any]) -> Told:
    own = [each.text for each in (unpack_points(row.points) if row.points else ())]
    of_story = unpack_story(row.story_points) if row.story_points else ()
    more = [each.text for each in of_story if each.report == row.id and each.text not in own]
    return Told(row.id, row.story_id or row.id, row.title, row.text, (*own, *more))


async def last_of_story(tx: Tx, story: int) -> datetime | None:
    """When the last correction of a story is told or was, whichever of its articles it is about."""
    query = select(func.max(correction.c.at)).join(post).where(post.c.story_id == story)
    found: datetime | None = (await tx.execute(query)).scalar()
    return found


async def waiting(tx: Tx, post_id: int, now: datetime) -> Correction | None:
    """The correction of a post whose time has not come."""
    query = select(correction).where(correction.c.post_id == post_id, correction.c.at > now)
    row = (await tx.execute(query)).first()
    return _correction(row) if row else None


async def add(tx: Tx, post_id: int, now: datetime, at: datetime, amendments: Sequence[Amendment]) -> None:
    """Note a correction ``now`` that is to be told at a time."""
    row = {"post_id": post_id, "noted": now, "at": at, "amendments": pack(amendments)}
    await tx.execute(insert(correction).values(row))


async def replace(tx: Tx, correction_id: int, now: datetime, amendments: Sequence[Amendment]) -> None:
    """Give one that waits other amendments; without any it is told to nobody."""
    values = {"noted": now, "amendments": pack(amendments)}
    await tx.execute(update(correction).where(correction.c.id == correction_id).values(values))


async def due(tx: Tx, now: datetime, limit: int) -> tuple[Correction, ...]:
    """Corrections whose time has come and whose messages were not looked up, the oldest first."""
    new = UNSPREAD_SQLITE if tx.dialect.name == "sqlite" else UNSPREAD
    query = select(correction).where(new, correction.c.at <= now).order_by(correction.c.at, correction.c.id)
    return tuple(_correction(row) for row in await tx.execute(query.limit(limit)))


async def close(tx: Tx, correction_id: int) -> None:
    """Every message that tells of it has its change in the outbox."""
    await tx.execute(update(correction).where(correction.c.id == correction_id).values(spread=True))


async def of_posts(
    tx: Tx, ids: Collection[int], since: datetime, until: datetime
) -> dict[int, tuple[Correction, ...]]:
    """What was noted of posts ``since`` then and is told by ``until``, in the order of time.

    What had not been told then, because its report joined later, is left out.
    """
    if not ids:
        return {}
    between = (correction.c.noted >= since, correction.c.at <= until)
    query = select(correction).where(correction.c.post_id.in_(ids), *between)
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in await tx.execute(query.order_by(correction.c.at, correction.c.id)):
        if known := tuple(each for each in unpack(row.amendments) if each.was_told(since)):
            found[row.post_id].append(replaced(_correction(row), amendments=known))
    return {post_id: tuple(each) for post_id, each in found.items()}


async def digests_showing(tx: Tx, post_id: int, since: datetime, until: datetime) -> tuple[int, ...]:
    """The digests made between these moments that show a post at once, oldest first."""
    query = select(digest.c.id).join(digest_story).where(digest_story.c.post_id == post_id)
    shown = query.where(digest_story.c.position < digest.c.size, digest.c.created.between(since, until))
    return tuple(row.id for row in await tx.execute(shown.order_by(digest.c.id)))


async def recent(tx: Tx, since: datetime, until: datetime) -> tuple[Correction, ...]:
    """What is told between these moments, the last first."""
    query = select(correction).where(correction.c.at.between(since, until))
    rows = await tx.execute(query.order_by(correction.c.at.desc(), correction.c.id.desc()))
    return tuple(one for row in rows if (one := _correction(row)).amendments)


async def by_id(tx: Tx, ids: Collection[int]) -> tuple[Correction, ...]:
    """Corrections, the last first."""
    query = select(correction).where(correction.c.id.in_(ids))
    rows = await tx.execute(query.order_by(correction.c.at.desc(), correction.c.id.desc()))
    return tuple(_correction(row) for row in rows)


async def forget(tx: Tx, before: datetime, limit: int) -> int:
    """Delete what was told before then; how many."""
    old = select(correction.c.id).where(correction.c.at < before).limit(limit)
    return (await tx.execute(delete(correction).where(correction.c.id.in_(old)))).rowcount


class ShownIn(NamedTuple):
    """Where a post stands in a digest, and when that was made."""

    post: int
    digest: int
    position: int
    created: datetime


async def shown_in(tx: Tx, posts: Collection[int]) -> list[ShownIn]:
    """The digests that hold these posts."""
    of = digest_story.c
    query = select(of.post_id, of.digest_id, of.position, digest.c.created).join(digest)
    return [ShownIn(*row) for row in await tx.execute(query.where(of.post_id.in_(posts)))]


async def made(tx: Tx, digests: Collection[int]) -> dict[int, datetime]:
    """When digests were made; alerts tell of no corrections, and are not among them."""
    found: dict[int, datetime] = {}
    ids = sorted(digests)
    for first in range(0, len(ids), _AT_ONCE):
        these = digest.c.id.in_(ids[first : first + _AT_ONCE]), digest.c.kind != DigestKind.ALERT
        rows = await tx.execute(select(digest.c.id, digest.c.created).where(*these))
        found |= {row.id: row.created for row in rows}
    return found


def _correction(row: Row[Any]) -> Correction:
    return Correction(row.id, row.post_id, row.noted, row.at, unpack(row.amendments))
