"""Until when a transport asked us to be silent, so that a restart honours it however long it is."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from digests.model import Pause
from digests.store.tables import pause
from digests.store.transaction import Tx
from digests.store.upsert import upsert


def key(transport: str, scope: str) -> str:
    """How a scope of a transport is called here, so that two transports may use the same words."""
    return f"{transport}:{scope}"


async def keep(tx: Tx, transport: str, found: Pause) -> None:
    """Store a pause of a scope in place of the one before."""
    row = {"scope": key(transport, found.scope), "until": found.until, "begun": found.begun}
    await upsert(tx, pause, row)


async def current(tx: Tx, now: datetime, transport: str = "") -> tuple[Pause, ...]:
    """Those of a transport, or of all, that lie ahead, the longest first."""
    query = select(pause).where(pause.c.until > now).order_by(pause.c.until.desc(), pause.c.scope)
    found = [(row.scope.partition(":"), row) for row in await tx.execute(query)]
    return tuple(
        Pause(scope, row.until, row.begun, of) for (of, _, scope), row in found if transport in ("", of)
    )


async def until(tx: Tx, scope: str) -> dict[str, datetime]:
    """When the latest pause of that scope ends or ended, of each transport that had one."""
    query = select(pause).where(pause.c.scope.endswith(f":{scope}", autoescape=True))
    found = [(row.scope.partition(":"), row.until) for row in await tx.execute(query)]
    return {transport: end for (transport, _, of), end in found if of == scope}


async def forget(tx: Tx, now: datetime) -> None:
    """Drop those that are over."""
    await tx.execute(delete(pause).where(pause.c.until <= now))
