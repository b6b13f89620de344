"""Deliver: takes one delivery its way, part after part."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from digests.errors import BadContent, Busy, Closed, DeliveryError, FormRefused, Temporary, ThreadGone
from digests.model import Delivery, Destination, Part
from digests.ports import Transport
from digests.runtime import log_context
from digests.steps.send.outcomes import Outcomes
from digests.steps.send.part_log import PartLog
from digests.store.delivery.sent_parts import Sent

log = logging.getLogger(__name__)

MOST_ASIDE = 256
"""Deliveries that wait for their own chats; more of them give their claims back."""


class Deliver:
    """Sends parts in their order, each only after the answer to the one before.

    A part waits for its turn, then its intention is committed, then it is sent: a crash while it waits makes
    nothing ambiguous. ``aside`` deliveries wait for their own chat, up to ``patience`` seconds, and hold up
    no other; ``freed`` is told of each.
    """

    def __init__(
        self,
        transport: Transport,
        part_log: PartLog,
        outcomes: Outcomes,
        *,
        resend: bool,
        patience: float,
        freed: Callable[[], None],
    ) -> None:
        self._transport = transport
        self._part_log = part_log
        self._outcomes = outcomes
        self._resend = resend
        self._patience = patience
        self._freed = freed
        self.aside = 0

    async def deliver(self, delivery: Delivery) -> None:
        """Send what is left of a delivery; raises only what stops everything."""
        with log_context.following(
            delivery=delivery.id, digest=delivery.digest, subscriber=delivery.subscriber
        ):
            if heard := await self._outcomes.heard(delivery):
                await self._deliver(heard)

    async def _deliver(self, delivery: Delivery) -> None:
        if not delivery.parts:  # another worker sent the last one after its lease had passed
            await self._outcomes.complete(delivery)
        for part in delivery.parts:
            try:
                if not await self._part(delivery, part):
                    return
            except DeliveryError as error:
                await self._outcomes.failed(delivery, part, error)
                return
            except Closed:
                raise
            except Exception as error:  # a fault of ours must not lose the delivery, nor stop the others
                log.exception("delivery %d, part %d", delivery.id, part.number)
                detail = type(error).__name__
                ours = Temporary("internal", ambiguous=True, detail=detail)
                await self._outcomes.failed(delivery, part, ours)
                return

    async def _part(self, delivery: Delivery, part: Part) -> bool:
        """Bring one part to its end; False when the claim is no longer ours."""
        last = part is delivery.parts[-1]
        if part.intended and not self._resend:
            await self._part_log.record(Sent(delivery.id, part.number, "", last))
            return True
        message = await self._carry(delivery, part)
        if message:
            await self._part_log.record(Sent(delivery.id, part.number, message, last))
            log_context.note("sent", part=part.number, message_id=message)
        return bool(message)

    async def _carry(self, delivery: Delivery, part: Part) -> str:
        """Send; a thread that is gone, a form and content that are not accepted each have one way on.

        Another form is sent only after a refusal, which says that the first one did not arrive: neither after
        an outcome that is not known, nor, as the refusal of one and the same content shows, before it.
        """
        destination = delivery.destination
        while True:
            await self._turn(destination, part)
            if not await self._part_log.intend(delivery.id, part.number):
                return ""
            try:
                return await self._transport.send(destination, part)
            except ThreadGone:
                if not destination.thread:
                    raise
                await self._outcomes.thread_gone(delivery, part)
                destination = replace(destination, thread=0)
            except FormRefused as error:
                await self._outcomes.refused(delivery, part, str(error))
                part = replace(part, fallback=True)
            except BadContent as error:
                if part.plain:
                    raise
                await self._outcomes.refused(delivery, part, f"{error}\n{part.payload}")
                part = replace(part, plain=True)

    async def _turn(self, destination: Destination, part: Part) -> None:
        """Wait for the chat's own limit and then, in line with all others, for the overall one."""
        wait = self._transport.wait(destination)
        if wait > self._patience or (wait and self.aside >= MOST_ASIDE):
            raise Busy(wait)
        if wait:
            self.aside += 1
            self._freed()
            try:
                await asyncio.sleep(wait)
            finally:
                self.aside -= 1
        await self._transport.turn(destination, part)
