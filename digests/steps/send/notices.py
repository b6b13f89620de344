"""Notices: what the bot itself has to tell one subscriber. They take the way of digests, so none is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from digests.model import Destination, DigestKind, Rank, Schedule, Subscriber
from digests.ports import Renderer
from digests.store import Tx
from digests.store.delivery import delivery_counts, new_digests, outbox
from digests.store.subscribers import subscribers

TOPIC_GONE = "topic_gone"
"""A thread is closed or deleted; what was meant for it comes to the main place."""


class Notices:
    """Puts notices into the outbox, each once: its slot is its key."""

    def __init__(self, renderer: Renderer, zone: str) -> None:
        self._renderer = renderer
        self._zone = zone

    async def tell(
        self, tx: Tx, subscriber_id: int, key: str, now: datetime, about: str = "", **params: object
    ) -> bool:
        """Tell a subscriber ``key`` in its language, once for each ``about``; False when it was told before.

        ``key`` and ``about`` together have at most 52 characters. Whether the subscriber is active does not
        matter: a notice is no digest. The caller wakes ``send``.
        """
        who = await subscribers.get(tx, subscriber_id)
        if who is None:
            return False

        def payload() -> str:
            return self._renderer.notice(who, key, **params)

        return await self.put(tx, who, f"{key}:{about}".rstrip(":"), payload, now)

    async def put(
        self, tx: Tx, who: Subscriber, occasion: str, render: Callable[[], str], now: datetime
    ) -> bool:
        """Put what ``render`` makes into the outbox, once for each occasion; whether that was new.

        It goes before what comes by the clock: when everything is held up, it is an alarm that tries first.
        """
        slot = f"notice:{occasion}"
        if await delivery_counts.has_slot(tx, who.id, slot):
            return False
        payload, zone = render(), who.schedule.zone
        by = who.destination.transport
        notice = await new_digests.add_message(
            tx, DigestKind.NOTICE, by, payload, language=who.language, zone=zone, now=now
        )
        await outbox.add(tx, notice, {who.id: slot}, now, rank=Rank.AWAITED)
        return True

    async def reach(self, tx: Tx, destination: Destination, language: str, now: datetime) -> Subscriber:
        """Whom to tell at a destination, made as a new subscriber where nobody has ever arrived.

        An admin who has never used the bot is reached this way; a new subscriber gets no digests.
        """
        newcomer = Subscriber(0, destination, language, Schedule(zone=self._zone))
        await subscribers.add(tx, newcomer, now)
        found = await subscribers.at(tx, destination)
        if found is None:  # the row was there or was made above, in this transaction
            raise LookupError(f"no subscriber at {destination}")
        return found
