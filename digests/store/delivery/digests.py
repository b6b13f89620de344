"""Digests as they were composed: their rows, and their stories in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from digests.model import DigestKind, Figures, FollowKind, FollowUp, Form, Layout, Pick
from digests.store.delivery.said import Said, shown_points
from digests.store.stories.reports import Then
from digests.store.tables import digest, digest_part, digest_story
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

    @property
    def said(self) -> Said:
        """What of its stories it says at once."""
        return Said(self.created, shown_points(self.layout, self.points))


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


def _pick(row: Row[Any]) -> Pick:
    values = json.loads(row.figures)
    others = tuple(json.loads(row.others))
    again = values.pop("again", 0)
    form = Form(values.pop("form", ""))
    return Pick(
        row.post_id, (FollowKind(row.kind), row.target_id), others, Figures(**values, form=form), again
    )


async def layout(tx: Tx, digest_id: int) -> tuple[int, ...]:
    """How many stories stand in each part; zeros where that was not kept."""
    query = select(digest_part.c.stories).where(digest_part.c.digest_id == digest_id)
    return tuple(row.stories for row in await tx.execute(query.order_by(digest_part.c.number)))


async def get(tx: Tx, digest_id: int) -> Record | None:
    """A digest's row."""
    row = (await tx.execute(select(digest).where(digest.c.id == digest_id))).first()
    if row is None:
        return None
    return Record(**row._asdict() | {"kind": DigestKind(row.kind), "layout": Layout(row.layout)})


async def picks(tx: Tx, digest_id: int, first: int, size: int) -> tuple[Pick, ...]:
    """``size`` stories from the 0-based ``first`` on."""
    query = select(digest_story).where(digest_story.c.digest_id == digest_id)
    window = query.where(digest_story.c.position >= first).order_by(digest_story.c.position).limit(size)
    return tuple(_pick(row) for row in await tx.execute(window))


async def total(tx: Tx, digest_id: int) -> int:
    """How many stories a digest has, those behind its button included."""
    query = select(func.count()).where(digest_story.c.digest_id == digest_id)
    return int((await tx.execute(query)).scalar_one())
