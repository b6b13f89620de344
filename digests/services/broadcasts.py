"""What admins do with broadcasts: draft, send, pause, go on, cancel."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.errors import BadInput
from digests.model import Audience, Broadcast, BroadcastState, DigestKind, Progress
from digests.ports import Queue
from digests.store import Store, Tx, locks
from digests.store.delivery import broadcasts, new_digests
from digests.store.locks import Lock
from digests.store.monitoring import audit

DRAFT, SENDING = BroadcastState.DRAFT, BroadcastState.SENDING
PAUSED, CANCELLED = BroadcastState.PAUSED, BroadcastState.CANCELLED
STALE = timedelta(days=1)


class Broadcasts:
    """One message to every active chat; one broadcast at a time. ``actor`` is who asks, for the audit log.

    ``transport`` is the one whose form the messages have, and whose subscribers get them.
    """

    def __init__(self, store: Store, queue: Queue, transport: str) -> None:
        self._store = store
        self._queue = queue
        self._transport = transport

    async def audience(self) -> Audience:
        """How many chats would get one now."""
        return await self._store.reading(lambda tx: broadcasts.audience(tx, self._transport))

    async def draft(self, author: str, payload: str, *, language: str, zone: str, now: datetime) -> int:
        """Keep a message that may be sent to everybody; its number."""
        async with self._store.write() as tx:
            digest = await new_digests.add_message(
                tx,
                DigestKind.BROADCAST,
                self._transport,
                payload,
                language=language,
                zone=zone,
                now=now,
            )
            return await broadcasts.add(tx, author, digest, now)

    async def running(self) -> Progress | None:
        """The broadcast that is under way, if there is one."""
        async with self._store.read() as tx:
            one = await broadcasts.running(tx)
            return Progress(one, await broadcasts.fared(tx, one)) if one else None

    async def progress(self, broadcast_id: int) -> Progress:
        """A broadcast and how it fares; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            return await _progress(tx, broadcast_id)

    async def send(
        self, broadcast_id: int, place: str, message: str, *, actor: str, now: datetime
    ) -> Progress:
        """Begin to send a draft; ``message`` in ``place`` shows its progress.

        Raises ``BadInput`` when another one is under way, or the draft was used or is older than a day.
        """
        async with self._store.write() as tx:
            await locks.take(tx, Lock.BROADCASTS)
            one = await _get(tx, broadcast_id)
            if one.state is not DRAFT:
                raise BadInput("broadcast_used")
            if now - one.created > STALE:
                raise BadInput("broadcast_stale")
            if await broadcasts.running(tx):
                raise BadInput("broadcast_running")
            values = {
                "state": SENDING,
                "started": now,
                "place": place,
                "message": message,
                "total": (await broadcasts.audience(tx, one.transport)).total,
                "upto": await broadcasts.last_subscriber(tx),
            }
            await broadcasts.change(tx, broadcast_id, [DRAFT], **values)
            await _log(tx, actor, "send", one, now, chats=values["total"])
        return await self._moved(broadcast_id)

    async def show_at(self, broadcast_id: int, place: str, message: str) -> None:
        """Show the progress of one that is under way in another message from now on."""
        async with self._store.write() as tx:
            under_way = [SENDING, PAUSED, CANCELLED]
            one = await _get(tx, broadcast_id)
            if one.finished is None:
                await broadcasts.change(tx, broadcast_id, under_way, place=place, message=message)

    async def drop(self, broadcast_id: int, now: datetime) -> None:
        """Forget a draft."""
        async with self._store.write() as tx:
            await broadcasts.change(tx, broadcast_id, [DRAFT], state=CANCELLED, finished=now)

    async def pause(self, broadcast_id: int, *, actor: str, now: datetime) -> Progress:
        """Release nothing more; what is on its way goes out."""
        return await self._set(broadcast_id, SENDING, PAUSED, "pause", actor, now)

    async def go_on(self, broadcast_id: int, *, actor: str, now: datetime) -> Progress:
        """After a pause."""
        return await self._set(broadcast_id, PAUSED, SENDING, "go_on", actor, now)

    async def cancel(self, broadcast_id: int, *, actor: str, now: datetime) -> Progress:
        """Send no more of it, and take back what no worker holds yet."""
        async with self._store.write() as tx:
            one = await _get(tx, broadcast_id)
            if await broadcasts.change(tx, one.id, [SENDING, PAUSED], state=CANCELLED):
                await broadcasts.withdraw(tx, one, now)
                await _log(tx, actor, "cancel", one, now)
        return await self._moved(broadcast_id)

    async def _set(
        self,
        broadcast_id: int,
        old: BroadcastState,
        new: BroadcastState,
        action: str,
        actor: str,
        now: datetime,
    ) -> Progress:
        """From one state to another; one that is not in it stays as it is."""
        async with self._store.write() as tx:
            one = await _get(tx, broadcast_id)
            if await broadcasts.change(tx, one.id, [old], state=new):
                await _log(tx, actor, action, one, now)
        return await self._moved(broadcast_id)

    async def _moved(self, broadcast_id: int) -> Progress:
        self._queue.wake("broadcast")
        return await self.progress(broadcast_id)


async def _log(tx: Tx, actor: str, action: str, one: Broadcast, now: datetime, **after: object) -> None:
    await audit.record(tx, actor, action, f"broadcast:{one.id}", now, {}, after)


async def _get(tx: Tx, broadcast_id: int) -> Broadcast:
    found = await broadcasts.get(tx, broadcast_id)
    if found is None:
        raise BadInput("dead_button")
    return found


async def _progress(tx: Tx, broadcast_id: int) -> Progress:
    one = await _get(tx, broadcast_id)
    return Progress(one, await broadcasts.fared(tx, one))
