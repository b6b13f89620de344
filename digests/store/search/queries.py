"""Queries by number: buttons are too small to carry them, and live longer than a process.

A number is drawn at random, so that only who asked for the same words, or sees their button, can name it: a
modified client sends whatever numbers it likes.
"""

from __future__ import annotations

from datetime import datetime
from secrets import randbelow

from sqlalchemy import case, delete, select, update

from digests.store.tables import query
from digests.store.transaction import Tx
from digests.store.upsert import insert_into

LEAST, MOST = 36**8, 36**9
"""Numbers of nine characters as buttons write them. Those of before were counted, and anybody can count."""


async def remember(tx: Tx, words: str, now: datetime) -> int:
    """The number of a query, by which ``recall`` finds it."""
    known = (await tx.execute(select(query.c.id).where(query.c.text == words))).scalar()
    if known is not None and known >= LEAST:
        await tx.execute(update(query).where(query.c.id == known).values(asked=now))
        return int(known)
    drawn = LEAST + randbelow(MOST - LEAST)
    statement = insert_into(tx, query).values(id=drawn, text=words, asked=now)
    kept = case((query.c.id < LEAST, statement.excluded.id), else_=query.c.id)
    made = statement.on_conflict_do_update(index_elements=["text"], set_={"asked": now, "id": kept})
    return int((await tx.execute(made.returning(query.c.id))).scalar_one())


async def recall(tx: Tx, number: int) -> str | None:
    """The query of a number; None when it is not kept any more, and for one that was counted."""
    if number < LEAST:
        return None
    return (await tx.execute(select(query.c.text).where(query.c.id == number))).scalar()


async def forget_queries(tx: Tx, before: datetime, limit: int) -> int:
    """Delete queries that nobody has asked since then; how many."""
    old = select(query.c.id).where(query.c.asked < before).limit(limit)
    return (await tx.execute(delete(query).where(query.c.id.in_(old)))).rowcount
