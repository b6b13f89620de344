"""Digests as they were composed: their stories in order and the payloads of their parts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from digests.model import DigestKind, Figures, FollowKind, FollowUp, Form, Layout, Pick, RenderedPart
from digests.store.delivery import new_digests
from digests.store.delivery.new_digests import add_all
from digests.store.stories.reports import Then
from digests.store.tables import delivery, digest, digest_part, digest_story
from digests.store.transaction import Tx


class Record(NamedTuple):
    """A digest's own row."""

    id: int
    due: datetime
    created: datetime
    language: str
    zone: str
    size: int
    points: int
    first: bool
    since: int
    upto: int
    kind: DigestKind
    transport: str
    follow_ups: str
    followed: str
    corrected: str
    title: str
    layout: Layout
    signature: str
    hashtags: bool
    resumes: datetime | None = None

    @property
    def then(self) -> Then:
        """The moment of which it tells."""
        return Then(self.created, self.upto)


def packed(follow_ups: Sequence[FollowUp]) -> str:
    """Follow-ups as their column holds them."""
    return json.dumps([asdict(one) for one in follow_ups], ensure_ascii=False)


def follow_ups(row: Record) -> tuple[FollowUp, ...]:
    """The follow-ups of a digest."""
    return tuple(_follow_up(**one) for one in json.loads(row.follow_ups))


def followed(row: Record) -> tuple[FollowUp, ...]:
    """The news of followed stories in a digest."""
    return tuple(_follow_up(**one) for one in json.loads(row.followed))


async def followed_posts(tx: Tx, digest_id: int) -> tuple[int, ...]:
    """The posts by which a digest tells the news of stories, in messages of their own or in lines."""
    row = await get(tx, digest_id)
    return tuple(one.posts[0] for one in (*followed(row), *follow_ups(row))) if row else ()


def _follow_up(posts: list[int], sources: list[str], *, alerted: bool = False, **numbers: int) -> FollowUp:
    return FollowUp(posts=tuple(posts), sources=tuple(sources), alerted=alerted, **numbers)


async def add(tx: Tx, values: dict[str, Any], picks: Sequence[Pick]) -> int:
    """Store a digest and its stories in the order of their ranks; return its id."""
    return (await add_all(tx, [values], [picks]))[0]


def _pick(row: Row[Any]) -> Pick:
    values = json.loads(row.figures)
    others = tuple(json.loads(row.others))
    again = values.pop("again", 0)
    form = Form(values.pop("form", ""))
    return Pick(
        row.post_id, (FollowKind(row.kind), row.target_id), others, Figures(**values, form=form), again
    )


async def add_parts(tx: Tx, digest_id: int, parts: Sequence[RenderedPart]) -> None:
    """Store what the transport will carry, so that a retry sends the very same."""
    await new_digests.add_parts(tx, {digest_id: parts})


async def layout(tx: Tx, digest_id: int) -> tuple[int, ...]:
    """How many stories stand in each part; zeros where that was not kept."""
    query = select(digest_part.c.stories).where(digest_part.c.digest_id == digest_id)
    return tuple(row.stories for row in await tx.execute(query.order_by(digest_part.c.number)))


async def get(tx: Tx, digest_id: int) -> Record | None:
    """A digest's row."""
    row = (await tx.execute(select(digest).where(digest.c.id == digest_id))).first()
    return (
        Record(**row._asdict() | {"kind": DigestKind(row.kind), "layout": Layout(row.layout)})
        if row
        else None
    )


async def picks(tx: Tx, digest_id: int, first: int, size: int) -> tuple[Pick, ...]:
    """``size`` stories from the 0-based ``first`` on."""
    query = select(digest_story).where(digest_story.c.digest_id == digest_id)
    window = query.where(digest_story.c.position >= first).order_by(digest_story.c.position).limit(size)
    return tuple(_pick(row) for row in await tx.execute(window))


async def total(tx: Tx, digest_id: int) -> int:
    """How many stories a digest has, those behind its button included."""
    query = select(func.count()).where(digest_story.c.digest_id == digest_id)
    return int((await tx.execute(query)).scalar_one())


async def add_message(
    tx: Tx, kind: DigestKind, transport: str, payload: str, *, language: str, zone: str, now: datetime
) -> int:
    """Store a notice or a broadcast, which takes the way of digests: one part, no posts; return its id."""
    empty = {"size": 0, "points": 0, "first": False, "since": 0, "upto": 0}
    row = {
        "kind": kind,
        "transport": transport,
        "due": now,
        "created": now,
        "language": language,
        "zone": zone,
    }
    digest_id = await add(tx, row | empty, [])
    await add_parts(tx, digest_id, [RenderedPart(payload)])
    return digest_id


async def is_delivered(tx: Tx, subscriber_id: int, slot: str) -> bool:
    """Whether a subscriber's slot has its delivery, in whatever state."""
    where = (delivery.c.subscriber_id == subscriber_id, delivery.c.slot == slot)
    return (await tx.execute(select(delivery.c.id).where(*where))).first() is not None


class Last(NamedTuple):
    """The digest that a subscriber was given last, and whether it is still on its way."""

    digest: int
    is_open: bool


async def last_of(tx: Tx, subscriber_id: int) -> Last | None:
    """The last digest of a subscriber, however it was asked for; None when it never had one."""
    query = select(delivery.c.digest_id, delivery.c.next_try).join(digest)
    mine = query.where(delivery.c.subscriber_id == subscriber_id, digest.c.kind == DigestKind.DIGEST)
    row = (await tx.execute(mine.order_by(delivery.c.id.desc()).limit(1))).first()
    return Last(row.digest_id, row.next_try is not None) if row else None
