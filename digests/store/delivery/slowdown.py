"""The share of the overall rate in use since the transport found it too much, for a restart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from digests.decisions.rates.adaptive_rate import climbed
from digests.decisions.rates.rates import OVERALL
from digests.model import Slowdown
from digests.store.delivery.pauses import key
from digests.store.tables import slowdown
from digests.store.transaction import Tx
from digests.store.upsert import upsert


async def keep(tx: Tx, transport: str, found: Slowdown) -> None:
    """Store it in place of the one before."""
    await upsert(tx, slowdown, {"scope": key(transport, OVERALL), "share": found.share, "since": found.since})


async def current(tx: Tx, now: datetime, transport: str = "") -> Slowdown | None:
    """That of a transport, or the greatest of all; None where the whole rate is used again by now."""
    scope = key(transport, OVERALL) if transport else f"%:{OVERALL}"
    rows = await tx.execute(select(slowdown).where(slowdown.c.scope.like(scope)))
    found = [Slowdown(row.share, row.since) for row in rows]
    lasting = [each for each in found if climbed(each.share, (now - each.since).total_seconds()) < 1]
    return min(lasting, key=lambda each: each.share, default=None)
