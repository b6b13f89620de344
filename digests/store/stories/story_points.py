"""Points of stories as they are stored: by story, for these versions of its reports, by their summarizer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select

from digests.model import Report, StatedFigure, StoryPoint
from digests.store.tables import post, story_member, story_points
from digests.store.transaction import Tx
from digests.store.upsert import upsert_all


class Made(NamedTuple):
    """Points of a story, and of what they were made."""

    story: int
    made_of: str
    points: tuple[StoryPoint, ...]


class Joining(NamedTuple):
    """An article that was joined to a story."""

    story: int
    article: int
    decided: datetime


def made_of(reports: Iterable[Report]) -> str:
    """A short name of exactly these versions of reports."""
    named = " ".join(f"{each.id}:{each.version}" for each in reports)
    return hashlib.sha256(named.encode()).hexdigest()[:32]


def pack(points: Iterable[StoryPoint]) -> str:
    """Points as one column."""
    rows = [[p.text, p.report, p.rank, [[f.report, f.text] for f in p.figures]] for p in points]
    return json.dumps(rows, ensure_ascii=False)


def unpack(packed: str) -> tuple[StoryPoint, ...]:
    """The inverse of ``pack``."""
    return tuple(
        StoryPoint(text, report, rank, tuple(StatedFigure(*each) for each in figures))
        for text, report, rank, figures in json.loads(packed)
    )


async def read(tx: Tx, stories: Mapping[int, Sequence[Report]], summarizer: str) -> dict[int, Made]:
    """The points of stories that are made of these reports as they are now."""
    table = story_points.c
    query = select(table.story_id, table.made_of, table.points)
    rows = await tx.execute(query.where(table.story_id.in_(stories), table.summarizer == summarizer))
    return {
        row.story_id: Made(row.story_id, row.made_of, unpack(row.points))
        for row in rows
        if row.made_of == made_of(stories[row.story_id])
    }


async def save(tx: Tx, summarizer: str, made: Sequence[Made]) -> None:
    """Keep points; they replace those of other reports."""
    rows = [
        {
            "story_id": each.story,
            "made_of": each.made_of,
            "summarizer": summarizer,
            "points": pack(each.points),
        }
        for each in made
    ]
    await upsert_all(tx, story_points, rows)


async def drop(tx: Tx, stories: Sequence[int]) -> None:
    """Forget the points of stories."""
    await tx.execute(delete(story_points).where(story_points.c.story_id.in_(stories)))


async def joined(tx: Tx, since: datetime, limit: int) -> list[Joining]:
    """What has joined stories after ``since``, the last first."""
    member = story_member.c
    query = select(post.c.story_id, member.article_id, member.decided)
    query = query.join(post, post.c.id == member.article_id)
    query = query.where(member.decided > since, post.c.story_id.is_not(None))
    rows = await tx.execute(query.order_by(member.decided.desc(), member.article_id.desc()).limit(limit))
    return [Joining(*row) for row in rows]
