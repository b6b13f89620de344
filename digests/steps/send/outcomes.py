"""Outcomes: what becomes of a delivery whose part did not go through."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

from digests.decisions import quiet_hours, retry
from digests.errors import Busy, DeliveryError, RetryAfter, Temporary, pack
from digests.model import Delivery, DeliveryState, DigestKind, Part, Rank, Status
from digests.steps.send.notices import TOPIC_GONE, Notices
from digests.steps.send.write_patiently import write_patiently
from digests.store import Store, Tx
from digests.store.delivery import outbox, sent_parts, told
from digests.store.subscribers import due_editions, editions, subscribers

log = logging.getLogger(__name__)


class Outcomes:
    """Decides by ``retry`` and writes the decision, for the claims of one worker."""

    def __init__(self, store: Store, name: str, now: Callable[[], datetime], notices: Notices) -> None:
        self._store = store
        self._notices = notices
        self._name = name
        self._now = now

    async def heard(self, delivery: Delivery) -> Delivery | None:
        """The delivery with or without a sound; None when it was put off until the end of quiet hours.

        Notices sound at any time; what somebody asked for, or was begun, comes at once, without one. Alerts
        never come in quiet hours.
        """
        if delivery.kind is DigestKind.NOTICE:
            return delivery
        now = self._now()
        until = quiet_hours.ends(delivery.quiet, delivery.zone, now)
        waits = delivery.quiet.waits and delivery.rank is not Rank.AWAITED
        if until and (waits or delivery.kind is DigestKind.ALERT):
            await self._settle(
                lambda tx: outbox.postpone(
                    tx, delivery.id, self._name, until, now, outbox.HELD, counts=False, rank=delivery.rank
                )
            )
            return None
        if not (until or delivery.quiet.always):
            return delivery
        return replace(delivery, parts=tuple(replace(part, silent=True) for part in delivery.parts))

    async def failed(self, delivery: Delivery, part: Part, error: DeliveryError) -> None:
        """Settle a delivery; raises the error again when nothing can be sent to anybody."""
        now = self._now()
        verdict = retry.after_failure(
            error, delivery.attempts, now, first_failure=delivery.failing_since, jitter=random.random
        )
        level = logging.DEBUG if isinstance(error, Busy) else logging.WARNING
        log.log(level, "delivery %d to %s: %s", delivery.id, delivery.destination.address, error)
        await self._settle(lambda tx: self._write(tx, delivery, part, error, verdict, now))
        if isinstance(verdict, retry.Stop):
            raise error

    async def refused(self, delivery: Delivery, part: Part, fault: str = "") -> None:
        """A part surely did not arrive, and is sent again in another way."""
        await write_patiently(
            self._store, lambda tx: sent_parts.record_refused(tx, delivery.id, part.number, fault)
        )

    async def thread_gone(self, delivery: Delivery, part: Part) -> None:
        """A part goes to the main place instead; whoever looks after the chat is told so once."""
        await self._settle(lambda tx: self._tell_of_thread(tx, delivery, part))

    async def _settle(self, work: Callable[[Tx], Coroutine[Any, Any, None]]) -> None:
        await write_patiently(self._store, work)

    async def _tell_of_thread(self, tx: Tx, delivery: Delivery, part: Part) -> None:
        await sent_parts.record_refused(tx, delivery.id, part.number)
        thread = str(delivery.destination.thread)
        await self._notices.tell(tx, delivery.subscriber, TOPIC_GONE, self._now(), thread)

    async def complete(self, delivery: Delivery) -> None:
        """Close a delivery of which no part is left to send."""
        await write_patiently(
            self._store, lambda tx: outbox.finish(tx, self._name, [delivery.id], self._now())
        )

    async def _write(
        self,
        tx: Tx,
        delivery: Delivery,
        part: Part,
        error: DeliveryError,
        verdict: retry.Verdict,
        now: datetime,
    ) -> None:
        # A part that never had its turn this time keeps what was known of it.
        if not isinstance(error, Busy) and not (isinstance(error, Temporary) and error.ambiguous):
            await sent_parts.record_refused(tx, delivery.id, part.number)
        reason = pack(error.code, error.params)
        match verdict:
            case retry.Again(at):
                counts = not isinstance(error, RetryAfter)
                await outbox.postpone(tx, delivery.id, self._name, at, now, reason, counts=counts)
            case retry.Suspend():
                await suspend(tx, delivery.subscriber, reason, now)
            case retry.Follow(address):
                await self._follow(tx, delivery, address, reason, now)
            case retry.Stop():
                await outbox.postpone(tx, delivery.id, self._name, now, now, reason, counts=False)
            case _:
                failed = DeliveryState.FAILED
                await outbox.finish(tx, self._name, [delivery.id], now, failed, reason)

    async def _follow(self, tx: Tx, delivery: Delivery, address: str, reason: str, now: datetime) -> None:
        """Move the subscriber and send it there. Where another was set up meanwhile, that one is served."""
        old = delivery.destination
        await subscribers.move(tx, old.address, address, old.transport)
        moved = await subscribers.get(tx, delivery.subscriber)
        if moved is not None and moved.destination.address == old.address:
            await suspend(tx, delivery.subscriber, reason, now)
        else:
            await outbox.postpone(tx, delivery.id, self._name, now, now, reason, counts=False)


async def suspend(tx: Tx, subscriber_id: int, reason: str, now: datetime) -> None:
    """Stop sending to a subscriber, delete nothing, and let its next digest cover what it has missed."""
    values: dict[str, object] = {"status": Status.SUSPENDED, "reason": reason, "next_due": None}
    missed = await outbox.suspend_all(tx, subscriber_id, now, reason)
    if missed:
        await told.take_back(tx, subscriber_id, missed[0].digest)
    oldest: dict[int, int] = {}
    for one in missed:
        if one.kind is DigestKind.DIGEST:
            oldest.setdefault(one.edition, one.since)
    if 0 in oldest:
        values["cursor"] = oldest.pop(0)
    await subscribers.change(tx, subscriber_id, **values)
    await editions.silence(tx, subscriber_id)
    await due_editions.give_back(tx, subscriber_id, oldest)
