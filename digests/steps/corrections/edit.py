"""Edit: changes the messages that told what was wrong.

A change has no intention before it: made twice, it is seen once. It ranks below everything that is sent: none
is begun while something waits to be sent, and few are made at once.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from digests.decisions import retry
from digests.decisions.corrections.timing import TOLD_FOR
from digests.errors import BadContent, DeliveryError, RetryAfter, Temporary, Unauthorized, pack
from digests.model import Edit
from digests.ports import Transport
from digests.steps.send.write_patiently import write_patiently
from digests.store import Store, Tx
from digests.store.corrections import edits

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Changes on their way: so many may stand before a digest that comes up meanwhile."""


class EditMessages:
    """The step that empties the outbox of changes, each transport's by itself; ``name`` is this worker's."""

    def __init__(
        self,
        store: Store,
        transports: Iterable[Transport],
        *,
        name: str,
        lease: timedelta,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._transports = [each for each in transports if each.edits]
        self._name = name
        self._lease = lease
        self._now = now

    @property
    def rounds(self) -> list[Callable[[], Awaitable[int]]]:
        """A round of each transport: the loops that run them are to be apart."""
        return [partial(self._due, each) for each in self._transports]

    async def due(self) -> int:
        """A round of all transports; how many changes were made or given up."""
        return sum([await one() for one in self.rounds])

    async def _due(self, transport: Transport) -> int:
        if transport.silent() or not self._store.availability.settled:
            return 0
        now = self._now()
        if not await self._store.reading(lambda tx: edits.any_due(tx, transport.name, now)):
            return 0
        claimed = await self._store.writing(lambda tx: self._claim(tx, transport.name))
        await asyncio.gather(*(self._one(transport, each) for each in claimed))
        return len(claimed)

    async def _claim(self, tx: Tx, transport: str) -> tuple[Edit, ...]:
        now = self._now()
        await edits.expire(tx, now - TOLD_FOR)
        if await edits.is_busy(tx, transport, now):
            return ()
        return await edits.claim(tx, self._name, transport, now, self._lease, AT_ONCE)

    async def _one(self, transport: Transport, one: Edit) -> None:
        if self._now() - one.sent > TOLD_FOR:
            await self._close(one, "late")
            return
        try:
            await self._carry(transport, one)
        except DeliveryError as error:
            await self._failed(one, error)
        except Exception as error:  # a fault of ours must not stop the others
            log.exception("changing part %d of delivery %d", one.part.number, one.delivery)
            await self._failed(one, Temporary("internal", detail=type(error).__name__))
        else:
            await self._close(one)

    async def _carry(self, transport: Transport, one: Edit) -> None:
        """Change it; content that is not accepted goes plainer."""
        try:
            await transport.edit(one.destination, one.message, one.part)
        except BadContent as error:
            log.warning("delivery %d: %s", one.delivery, error)
            await transport.edit(one.destination, one.message, replace(one.part, plain=True))

    async def _close(self, one: Edit, reason: str = "") -> None:
        await write_patiently(self._store, lambda tx: edits.finish(tx, self._name, one, reason))

    async def _failed(self, one: Edit, error: DeliveryError) -> None:
        """Try again as with what is sent; what cannot be changed is left as it is, and its chat is too."""
        now, reason = self._now(), pack(error.code, error.params)
        log.warning("delivery %d, part %d is not changed: %s", one.delivery, one.part.number, error)
        verdict = retry.after_failure(
            error, one.attempts, now, first_failure=one.failing_since, jitter=random.random
        )
        if isinstance(error, Unauthorized):
            verdict = retry.Again(now + retry.LONGEST_PAUSE)
        if not isinstance(verdict, retry.Again):
            await self._close(one, reason)
            return
        at, counts = verdict.at, not isinstance(error, RetryAfter)
        await write_patiently(
            self._store, lambda tx: edits.postpone(tx, self._name, one, at, now, reason, counts=counts)
        )
