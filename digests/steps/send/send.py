"""Send: claims the deliveries of one transport and keeps a number of them on their way.

The intention to send a part is committed before the call and the message's id after it. What has the first
without the second after a crash may or may not have arrived: there is no idempotency key to ask with.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from digests.errors import Closed, Unauthorized
from digests.model import Delivery
from digests.ports import Transport
from digests.steps.send.deliver import Deliver
from digests.steps.send.notices import Notices
from digests.steps.send.outcomes import Outcomes
from digests.steps.send.part_log import PartLog
from digests.store import Store
from digests.store.delivery import claims

log = logging.getLogger(__name__)

CLAIM = 30
"""Deliveries a claim takes at most: after a kill, so many wait for their lease to end."""

AT_ONCE = 32
"""Deliveries on their way: at 28 messages a second, 0.2 s each, six; the rest is room for slow answers."""

_FLUSH = 0.3  # seconds


class Send:
    """The step that empties the outbox of a transport; ``name`` is unique to this worker."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        *,
        name: str,
        lease: timedelta,
        now: Callable[[], datetime],
        notices: Notices,
        at_once: int = AT_ONCE,
        resend_ambiguous: bool = True,
    ) -> None:
        self._store = store
        self._transport = transport
        self._name = name
        self._lease = lease
        self._now = now
        self._at_once = at_once
        self._part_log = PartLog(store, name, lease, now)
        self._freed = asyncio.Event()
        self._deliver = Deliver(
            transport,
            self._part_log,
            Outcomes(store, name, now, notices),
            resend=resend_ambiguous,
            patience=lease.total_seconds() / 3,  # its claim must not end meanwhile
            freed=self._freed.set,
        )
        self._on_their_way: dict[int, asyncio.Task[None]] = {}
        self._stopped: Unauthorized | None = None
        self._stopping = False

    @property
    def transport(self) -> str:
        """The name of its transport: it claims the deliveries of no other."""
        return self._transport.name

    async def due(self) -> int:
        """Claim as many deliveries as there is room for and start them; how many that were.

        Raises ``Unauthorized`` when the transport does not know us.
        """
        await self._room()
        if stopped := self._stopped:
            self._stopped = None
            raise stopped
        if self._stopping or self._transport.silent() or not self._store.availability.settled:
            return 0
        limit = min(CLAIM, self._at_once - self._at_work)
        claimed = await self._store.writing(
            lambda tx: claims.claim(tx, self._name, self.transport, self._now(), self._lease, limit)
        )
        for delivery in claimed:
            self._start(delivery)
        return len(claimed)

    async def _room(self) -> None:
        """Wait until a claim is worth its cost: until half of the places are free."""
        while self._at_work > self._at_once // 2 and not self._stopped:
            self._freed.clear()
            await self._freed.wait()

    @property
    def _at_work(self) -> int:
        """Deliveries on their way that do not wait for their own chat."""
        return len(self._on_their_way) - self._deliver.aside

    def _start(self, delivery: Delivery) -> None:
        """Set a delivery on its way, unless it is on it still and was claimed again after its lease."""
        if delivery.id not in self._on_their_way:
            task = asyncio.create_task(self._deliver.deliver(delivery), name=f"delivery {delivery.id}")
            self._on_their_way[delivery.id] = task
            task.add_done_callback(lambda ended: self._ended(delivery.id, ended))

    def _ended(self, delivery_id: int, task: asyncio.Task[None]) -> None:
        del self._on_their_way[delivery_id]
        self._freed.set()
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Unauthorized):
            self._stopped = error
        elif isinstance(error, Closed):  # we are stopping: the lease ends, and it is due again
            log.warning("delivery %d was left to the next start", delivery_id)
        elif error is not None:  # even its failure could not be written: the lease ends, and it is due again
            log.error("delivery %d", delivery_id, exc_info=error)

    def silent(self) -> float:
        """Seconds until anything may be sent at all, 0 when that is now."""
        return self._transport.silent()

    async def to(self, subscriber_id: int) -> None:
        """Send one chat all that is due for it, and return after the last answer.

        Raises ``Unauthorized`` when the transport does not know us.
        """
        while not self._stopping and not self._transport.silent() and self._store.availability.settled:
            delivery = await self._store.writing(
                lambda tx: claims.claim_of(
                    tx, self._name, self.transport, subscriber_id, self._now(), self._lease
                )
            )
            if delivery is None:
                return
            self._start(delivery)
            await self._on_their_way[delivery.id]

    async def drain(self) -> None:
        """Send all that is due, to the last answer."""
        while await self.due() or self._on_their_way:
            if self._on_their_way:
                await asyncio.wait(self._on_their_way.values(), return_when=asyncio.FIRST_COMPLETED)

    async def stop(self, grace: float) -> None:
        """Claim no more, and let what is on its way arrive within ``grace`` seconds."""
        self._stopping = True
        if self._on_their_way:
            await asyncio.wait(self._on_their_way.values(), timeout=grace)
        for task in list(self._on_their_way.values()):
            task.cancel()
        if lost := await self._part_log.flush(_FLUSH):
            log.error("%d messages arrived of which the database could not be told: they come again", lost)
