"""Which articles were fetched, and for which version of their entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, select, update

from digests.store.tables import article
from digests.store.transaction import Tx
from digests.store.upsert import upsert


class Fetched(NamedTuple):
    """An article: of which entry and version, how often it was tried, and whether it was read."""

    uid: str
    version: str
    tries: int
    done: bool


async def known(tx: Tx, feed_id: int, uids: Sequence[str]) -> dict[str, Fetched]:
    """By uid, those that were tried."""
    query = select(article.c.uid, article.c.version, article.c.tries, article.c.done)
    rows = await tx.execute(query.where(article.c.feed_id == feed_id, article.c.uid.in_(uids)))
    return {row.uid: Fetched(row.uid, row.version, row.tries, bool(row.done)) for row in rows}


async def remember(tx: Tx, feed_id: int, fetched: Sequence[Fetched]) -> None:
    """Keep what was tried."""
    for each in fetched:
        await upsert(tx, article, {"feed_id": feed_id, **each._asdict()})


async def rename(tx: Tx, feed_id: int, old: str, new: str) -> None:
    """What was tried for an entry belongs to it under its new name."""
    where = (article.c.feed_id == feed_id, article.c.uid == old)
    if (await tx.execute(select(article.c.uid).where(*where))).first():
        await tx.execute(delete(article).where(article.c.feed_id == feed_id, article.c.uid == new))
        await tx.execute(update(article).where(*where).values(uid=new))


async def forget(tx: Tx, feed_id: int) -> None:
    """Have all articles of a feed fetched again."""
    await tx.execute(delete(article).where(article.c.feed_id == feed_id))
