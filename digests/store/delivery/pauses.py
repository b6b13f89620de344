"""Until when the transport asked us to be silent, so that a restart honours it however long it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from digests.model import Pause
from digests.store.tables import pause
from digests.store.transaction import Tx
from digests.store.upsert import upsert


async def keep(tx: Tx, found: Pause) -> None:
    """Store a pause of a scope in place of the one before."""
    await upsert(tx, pause, {"scope": found.scope, "until": found.until, "begun": found.begun})


async def current(tx: Tx, now: datetime) -> tuple[Pause, ...]:
    """Those that lie ahead, the longest first."""
    query = select(pause).where(pause.c.until > now).order_by(pause.c.until.desc(), pause.c.scope)
    return tuple(Pause(row.scope, row.until, row.begun) for row in await tx.execute(query))


async def forget(tx: Tx, now: datetime) -> None:
    """Drop those that are over."""
    await tx.execute(delete(pause).where(pause.c.until <= now))
