"""Queries by number: buttons are too small to carry them, and live longer than a process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update

from digests.store.tables import query
from digests.store.transaction import Tx
from digests.store.upsert import insert_into


async def remember(tx: Tx, words: str, now: datetime) -> int:
    """The number of a query, by which ``recall`` finds it."""
    known = (await tx.execute(select(query.c.id).where(query.c.text == words))).scalar()
    if known is not None:
        await tx.execute(update(query).where(query.c.id == known).values(asked=now))
        return int(known)
    statement = insert_into(tx, query).values(text=words, asked=now)
    made = statement.on_conflict_do_update(index_elements=["text"], set_={"asked": now}).returning(query.c.id)
    return int((await tx.execute(made)).scalar_one())


async def recall(tx: Tx, number: int) -> str | None:
    """The query of a number; None when it is not kept any more."""
    return (await tx.execute(select(query.c.text).where(query.c.id == number))).scalar()


async def forget_queries(tx: Tx, before: datetime, limit: int) -> int:
    """Delete queries that nobody has asked since then; how many."""
    old = select(query.c.id).where(query.c.asked < before).limit(limit)
    return (await tx.execute(delete(query).where(query.c.id.in_(old)))).rowcount
