"""The share of the overall rate in use since the transport found it too much, for a restart."""

from __future__ import annotations

from sqlalchemy import select

from digests.decisions.rates import OVERALL
from digests.model import Slowdown
from digests.store.delivery.pauses import key
from digests.store.tables import slowdown
from digests.store.transaction import Tx
from digests.store.upsert import upsert


async def keep(tx: Tx, transport: str, found: Slowdown) -> None:
    """Store it in place of the one before."""
    await upsert(tx, slowdown, {"scope": key(transport, OVERALL), "share": found.share, "since": found.since})


async def current(tx: Tx, transport: str) -> Slowdown | None:
    """The last one, None when there never was any."""
    row = (await tx.execute(select(slowdown).where(slowdown.c.scope == key(transport, OVERALL)))).first()
    return Slowdown(row.share, row.since) if row else None
