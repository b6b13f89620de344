"""Key points as they are stored: by post, for one version of it, by the summarizer that made them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, func, select

from digests.model import KeyPoint
from digests.store.tables import summary
from digests.store.transaction import Tx
from digests.store.upsert import upsert_all


def pack(points: Iterable[KeyPoint]) -> str:
    """Points as one column; nothing ever searches inside."""
    return json.dumps([[p.text, p.paragraph, p.sentence, p.rank] for p in points], ensure_ascii=False)


def unpack(packed: str) -> tuple[KeyPoint, ...]:
    """The inverse of ``pack``."""
    return tuple(KeyPoint(*values) for values in json.loads(packed))


async def save(tx: Tx, summarizer: str, found: Sequence[tuple[int, str, tuple[KeyPoint, ...]]]) -> None:
    """Keep points of (post id, post version); they replace those of another version."""
    rows = [
        {"post_id": post_id, "version": version, "summarizer": summarizer, "points": pack(points)}
        for post_id, version, points in found
    ]
    await upsert_all(tx, summary, rows)


async def outdated(tx: Tx, summarizer: str, before: int | None, limit: int) -> tuple[int, ...]:
    """Posts below the id ``before`` whose points another summarizer made, newest first."""
    query = select(summary.c.post_id).where(summary.c.summarizer != summarizer)
    if before is not None:
        query = query.where(summary.c.post_id < before)
    rows = await tx.execute(query.order_by(summary.c.post_id.desc()).limit(limit))
    return tuple(row.post_id for row in rows)


async def drop(tx: Tx, ids: Sequence[int]) -> None:
    """Forget the points of posts."""
    await tx.execute(delete(summary).where(summary.c.post_id.in_(ids)))


async def made_by(tx: Tx) -> dict[str, int]:
    """How many posts have points, by the summarizer that made them."""
    counted = select(summary.c.summarizer, func.count()).group_by(summary.c.summarizer)
    rows = await tx.execute(counted.order_by(func.count().desc(), summary.c.summarizer))
    return {row[0]: int(row[1]) for row in rows}
