"""Corrections: noted where a changed post is stored, told from their time on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace as replaced
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, func, insert, select, update

from digests.decisions.corrections.once import once
from digests.model import Amendment, Correction, DigestKind, Owed
from digests.store.corrections.packed import pack, unpack
from digests.store.delivery.said import SHOWN_POINTS, Said
from digests.store.tables import (
    UNSPREAD,
    UNSPREAD_SQLITE,
    correction,
    digest,
    digest_story,
    post,
)
from digests.store.transaction import Tx

_AT_ONCE = 5_000  # digests in one statement


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
    tx: Tx, ids: Collection[int], said: Said, until: datetime
) -> dict[int, tuple[Correction, ...]]:
    """What was noted of posts since a digest ``said`` them and is told by ``until``, in the order of time.

    What that did not say, because its report joined later or the point is beyond those that it shows, is left
    out, and what an earlier correction has said.
    """
    if not ids:
        return {}
    between = (correction.c.noted >= said.at, correction.c.at <= until)
    query = select(correction).where(correction.c.post_id.in_(ids), *between)
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in await tx.execute(query.order_by(correction.c.at, correction.c.id)):
        known = tuple(each for each in unpack(row.amendments) if each.was_told(*said))
        found[row.post_id].append(replaced(_correction(row), amendments=known))
    return {post_id: once(each) for post_id, each in found.items()}


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


async def owed(tx: Tx, wanted: Collection[Owed]) -> tuple[Correction, ...]:
    """Corrections with what of them is owed, the last first."""
    places = dict(wanted)
    query = select(correction).where(correction.c.id.in_(places))
    rows = await tx.execute(query.order_by(correction.c.at.desc(), correction.c.id.desc()))
    return tuple(_some(_correction(row), places[row.id]) for row in rows)


def _some(one: Correction, places: Collection[int]) -> Correction:
    kept = (each for n, each in enumerate(one.amendments) if n in places or not places)
    return replaced(one, amendments=tuple(kept))


async def forget(tx: Tx, before: datetime, limit: int) -> int:
    """Delete what was told before then; how many."""
    old = select(correction.c.id).where(correction.c.at < before).limit(limit)
    return (await tx.execute(delete(correction).where(correction.c.id.in_(old)))).rowcount


class ShownIn(NamedTuple):
    """Where a post stands in a digest, when that was made, and how many points of a story it shows."""

    post: int
    digest: int
    position: int
    created: datetime
    points: int


async def shown_in(tx: Tx, posts: Collection[int]) -> list[ShownIn]:
    """The digests that hold these posts."""
    of = digest_story.c
    query = select(of.post_id, of.digest_id, of.position, digest.c.created, SHOWN_POINTS).join(digest)
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
