"""Notices that a chat did not let in: they come once it does, while they are news still."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from digests.model import DeliveryState, DigestKind, Rank
from digests.store.delivery import outbox
from digests.store.tables import delivery, digest
from digests.store.transaction import Tx

KEPT = timedelta(days=7)


async def send_again(tx: Tx, subscriber_id: int, now: datetime) -> int:
    """Put those of the last days back into the outbox; how many. Digests and alerts are made anew instead."""
    notices = select(digest.c.id).where(digest.c.kind == DigestKind.NOTICE)
    missed = (
        delivery.c.subscriber_id == subscriber_id,
        delivery.c.state == DeliveryState.SUSPENDED,
        delivery.c.finished > now - KEPT,
        delivery.c.digest_id.in_(notices),
    )
    again = update(delivery).where(*missed).values(outbox.as_new(now) | {"rank": Rank.AWAITED})
    found = await tx.execute(again.returning(delivery.c.transport))
    carried = [row.transport for row in found]
    for transport in set(carried):
        tx.announce([subscriber_id], transport, Rank.AWAITED)
    return len(carried)
