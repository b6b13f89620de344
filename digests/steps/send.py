"""Send: claim deliveries, carry their parts, record each outcome before the next call.

The intention to send a part is committed before the call and the message's id after it. What has the first
without the second after a crash may or may not have arrived: there is no idempotency key to ask with.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from digests import retry
from digests.errors import BadContent, DeliveryError, RetryAfter, Temporary, ThreadGone, pack
from digests.model import Delivery, DeliveryState, Part, Status
from digests.ports import Transport
from digests.store import Store, Tx, outbox, subscribers
from digests.store import digests as digest_rows

log = logging.getLogger(__name__)

CLAIM = 10


class Send:
    """The step that empties the outbox."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        *,
        name: str,
        lease: timedelta,
        now: Callable[[], datetime],
        resend_ambiguous: bool = True,
    ) -> None:
        self._store = store
        self._transport = transport
        self._name = name
        self._lease = lease
        self._now = now
        self._resend = resend_ambiguous

    async def due(self) -> int:
        """Claim and send up to ``CLAIM`` deliveries; how many were claimed."""
        claimed = await self._store.writing(
            lambda tx: outbox.claim(tx, self._name, self._now(), self._lease, CLAIM)
        )
        for delivery in claimed:
            await self._deliver(delivery)
        return len(claimed)

    async def _deliver(self, delivery: Delivery) -> None:
        for part in delivery.parts:
            try:
                if not await self._send(delivery, part):
                    return
            except DeliveryError as error:
                await self._failed(delivery, part, error)
                return
            except Exception as error:  # a fault of ours must not lose the delivery, nor stop the others
                log.exception("delivery %d, part %d", delivery.id, part.number)
                detail = type(error).__name__
                await self._failed(delivery, part, Temporary("internal", ambiguous=True, detail=detail))
                return
        if not delivery.parts:  # another worker sent the last one after its lease had passed
            await self._store.writing(lambda tx: self._finish(tx, delivery))

    async def _send(self, delivery: Delivery, part: Part) -> bool:
        """Send one part; False when the claim is no longer ours."""
        if part.intended and not self._resend:
            await self._store.writing(lambda tx: self._record(tx, delivery, part, None))
            return True
        kept = await self._store.writing(
            lambda tx: outbox.intend(tx, delivery.id, part.number, self._name, self._now(), self._lease)
        )
        if not kept:
            return False
        message = await self._carry(delivery, part)
        await self._store.writing(lambda tx: self._record(tx, delivery, part, message))
        return True

    async def _record(self, tx: Tx, delivery: Delivery, part: Part, message: str | None) -> None:
        """Record what a part became, None for given up; with the last part the delivery is done."""
        if message is None:
            await outbox.record_dropped(tx, delivery.id, part.number)
        else:
            await outbox.record_sent(tx, delivery.id, part.number, message)
        if part is delivery.parts[-1]:
            await self._finish(tx, delivery)

    async def _finish(self, tx: Tx, delivery: Delivery) -> None:
        await outbox.finish(tx, delivery.id, self._name, DeliveryState.SENT, self._now())

    async def _carry(self, delivery: Delivery, part: Part) -> str:
        """Send; a thread that is gone and content that is not accepted each have one way on."""
        destination = delivery.destination
        while True:
            try:
                return await self._transport.send(destination, part)
            except ThreadGone:
                if not destination.thread:
                    raise
                destination = replace(destination, thread=0)
            except BadContent as error:
                if part.plain:
                    raise
                async with self._store.write() as tx:
                    await outbox.record_fault(tx, delivery.id, part.number, f"{error}\n{part.payload}")
                part = replace(part, plain=True)

    async def _failed(self, delivery: Delivery, part: Part, error: DeliveryError) -> None:
        now = self._now()
        verdict = retry.after_failure(
            error, delivery.attempts, now, first_failure=delivery.failing_since, jitter=random.random
        )
        log.warning("delivery %d to %s: %s", delivery.id, delivery.destination.address, error)
        async with self._store.write() as tx:
            if not (isinstance(error, Temporary) and error.ambiguous):
                await outbox.record_refused(tx, delivery.id, part.number)
            await self._settle(tx, delivery, error, verdict, now)
        if isinstance(verdict, retry.Stop):
            raise error

    async def _settle(
        self, tx: Tx, delivery: Delivery, error: DeliveryError, verdict: retry.Verdict, now: datetime
    ) -> None:
        reason = pack(error.code, error.params)
        match verdict:
            case retry.Again(at):
                counts = not isinstance(error, RetryAfter)
                await outbox.postpone(tx, delivery.id, self._name, at, now, reason, counts=counts)
            case retry.Suspend():
                await suspend(tx, delivery.subscriber, reason, now)
            case retry.Follow(address):
                old = delivery.destination
                await subscribers.move(tx, old.address, address, old.transport)
                await outbox.postpone(tx, delivery.id, self._name, now, now, reason, counts=False)
            case retry.Stop():
                await outbox.postpone(tx, delivery.id, self._name, now, now, reason, counts=False)
            case _:
                await outbox.finish(tx, delivery.id, self._name, DeliveryState.FAILED, now, reason)


async def suspend(tx: Tx, subscriber_id: int, reason: str, now: datetime) -> None:
    """Stop sending to a subscriber, delete nothing, and let its next digest cover what it has missed."""
    values: dict[str, object] = {"status": Status.SUSPENDED, "reason": reason, "next_due": None}
    oldest = await outbox.suspend_all(tx, subscriber_id, now, reason)
    missed = await digest_rows.get(tx, oldest) if oldest is not None else None
    if missed is not None:
        values["cursor"] = missed.since
    await subscribers.change(tx, subscriber_id, **values)
