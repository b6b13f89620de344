"""The weights that were learned, as text: the row added last is in use."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import insert, select

from digests.store.tables import weights
from digests.store.transaction import Tx


class Kept(NamedTuple):
    """Weights in use since a moment, and what was measured of them; empty texts for those by hand."""

    since: datetime
    learned: str
    report: str


async def newest(tx: Tx) -> Kept | None:
    """What is in use; none where nothing was ever learned."""
    columns = (weights.c.since, weights.c.learned, weights.c.report)
    row = (await tx.execute(select(*columns).order_by(weights.c.id.desc()).limit(1))).first()
    return Kept(*row) if row else None


async def add(tx: Tx, kept: Kept) -> None:
    """Use these from now on."""
    await tx.execute(insert(weights).values(**kept._asdict()))
