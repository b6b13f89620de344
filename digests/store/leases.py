"""Leases: a name is one holder's until a moment, and whoever comes then may have it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select

from digests.store.tables import lease
from digests.store.transaction import Tx
from digests.store.upsert import insert_into


async def take(tx: Tx, name: str, holder: str, now: datetime, until: datetime, instead: str = "") -> bool:
    """Take a lease that is free, ours, or that of ``instead``; True when it is ours until then."""
    statement = insert_into(tx, lease).values(name=name, holder=holder, until=until)
    free = or_(lease.c.until <= now, lease.c.holder.in_([holder, instead]))
    taken = statement.on_conflict_do_update(
        index_elements=["name"], set_={"holder": holder, "until": until}, where=free
    )
    return bool((await tx.execute(taken.returning(lease.c.name))).all())


async def holder_of(tx: Tx, name: str) -> str:
    """Who has it or had it last, "" for nobody."""
    return (await tx.execute(select(lease.c.holder).where(lease.c.name == name))).scalar() or ""


async def give_back(tx: Tx, name: str, holder: str) -> None:
    """Let the next one have it at once."""
    await tx.execute(delete(lease).where(lease.c.name == name, lease.c.holder == holder))
