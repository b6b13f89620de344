"""Locks for what two processes must not do at the same moment; held until the transaction ends.

SQLite needs none: it has one writer at a time, and a reader sees only what was committed.
"""

from __future__ import annotations

from enum import IntEnum

from sqlalchemy import func, select

from digests.store.transaction import Tx


class Lock(IntEnum):
    """What is locked, by numbers of our own."""

    SCHEMA = 0x64696765
    FILING = 0x64696701
    BROADCASTS = 0x64696702
    ALARMS = 0x64696703
    LABELS = 0x64696704
    STORIES = 0x64696705
    ALERTS = 0x64696706


async def take(tx: Tx, lock: Lock) -> None:
    """Wait until nobody else has it in any way."""
    if tx.dialect.name != "sqlite":
        await tx.execute(select(func.pg_advisory_xact_lock(int(lock))))


async def share(tx: Tx, lock: Lock) -> None:
    """Wait until nobody has it alone."""
    if tx.dialect.name != "sqlite":
        await tx.execute(select(func.pg_advisory_xact_lock_shared(int(lock))))
