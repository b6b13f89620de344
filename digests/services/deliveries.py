"""What those who run the bot can see and do about deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.errors import BadInput, unpack
from digests.model import DeliveryState, Status, Tracked, TrackedPage, TrackedPart, Which
from digests.ports import Queue
from digests.store import Store, Tx
from digests.store.delivery import delivery_lists
from digests.store.monitoring import audit


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """A delivery with all of its parts."""

    delivery: Tracked
    parts: tuple[TrackedPart, ...]


class Deliveries:
    """Lists deliveries, shows one, and sends failed ones once more; ``actor`` is who asks."""

    def __init__(self, store: Store, queue: Queue) -> None:
        self._store = store
        self._queue = queue

    async def page(self, which: Which | None, first: int, size: int, chat: str = "") -> TrackedPage:
        """``size`` deliveries from the 0-based ``first`` on, of one chat or of all."""
        return await self._store.reading(lambda tx: delivery_lists.page(tx, which, chat, first, size))

    async def card(self, delivery_id: int) -> DeliveryCard:
        """One delivery; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            return await _card(tx, delivery_id)

    async def retry(self, delivery_id: int, *, actor: str, now: datetime) -> DeliveryCard:
        """Send a failed delivery once more; ``BadInput`` says why one is not."""
        async with self._store.write() as tx:
            _check_retry((await _card(tx, delivery_id)).delivery)
            await delivery_lists.retry(tx, now, [delivery_id])
            await audit.record(tx, actor, "retry", f"delivery:{delivery_id}", now, {}, {})
            card = await _card(tx, delivery_id)
        self._queue.wake("send")
        return card

    async def retry_failed(self, *, actor: str, now: datetime) -> int:
        """Send all failed deliveries once more, except to chats that refuse messages; how many."""
        async with self._store.write() as tx:
            count = await delivery_lists.retry(tx, now)
            if count:
                await audit.record(tx, actor, "retry", "deliveries", now, {}, {"count": count})
        if count:
            self._queue.wake("send")
        return count


async def _card(tx: Tx, delivery_id: int) -> DeliveryCard:
    found = await delivery_lists.get(tx, delivery_id)
    if found is None:
        raise BadInput("unknown_delivery", id=delivery_id)
    return DeliveryCard(found, await delivery_lists.parts(tx, delivery_id))


def _check_retry(delivery: Tracked) -> None:
    """Only what failed is sent once more, and only where it can arrive."""
    if delivery.state is DeliveryState.SENT:
        raise BadInput("delivery_sent", id=delivery.id)
    if delivery.state in (DeliveryState.PENDING, DeliveryState.SENDING):
        raise BadInput("delivery_open", id=delivery.id)
    if delivery.state is DeliveryState.SUSPENDED or delivery.status is Status.SUSPENDED:
        raise BadInput("delivery_suspended", id=delivery.id)
    if unpack(delivery.reason)[0] == delivery_lists.WITHDRAWN:
        raise BadInput("delivery_withdrawn", id=delivery.id)
