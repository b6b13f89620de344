"""Given back: posts that were taken back and come again, with the corrections that may still say so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select

from digests.model import Correction
from digests.store.corrections.packed import unpack
from digests.store.tables import correction, feed, post
from digests.store.transaction import Tx


class GivenBack(NamedTuple):
    """A post that is gone, and a correction of its story that waits; ``source``: "" where it is its own."""

    post: int
    source: str
    waiting: Correction


async def read(tx: Tx, ids: Collection[int], now: datetime) -> list[GivenBack]:
    """Of these posts those that are gone, each with the corrections of its story whose time has not come."""
    if not ids:
        return []
    back = post.alias("back")
    source = func.coalesce(func.nullif(back.c.source, ""), feed.c.title)
    joined = (
        correction.join(post, post.c.id == correction.c.post_id)
        .join(back, back.c.story_id == post.c.story_id)
        .join(feed, feed.c.id == back.c.feed_id)
    )
    query = select(correction, back.c.id.label("back"), source.label("source")).select_from(joined)
    query = query.where(back.c.id.in_(ids), back.c.gone, correction.c.at > now)
    found = []
    for row in await tx.execute(query.order_by(correction.c.id, back.c.id)):
        one = Correction(row.id, row.post_id, row.noted, row.at, unpack(row.amendments))
        found.append(GivenBack(row.back, "" if row.back == row.post_id else row.source, one))
    return found


async def drop(tx: Tx, correction_id: int) -> None:
    """Delete a correction of which nothing is left to be told."""
    await tx.execute(delete(correction).where(correction.c.id == correction_id))
