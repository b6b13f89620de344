"""Broadcast: release the deliveries of the one that runs, little by little, and show how it fares.

A broadcast fills only the room that the outbox has left, so that it stands before no digest by more than
what goes out in a moment. All that it knows stands in its row: a crash resumes from there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model import Broadcast, BroadcastState, Fared, Progress
from digests.ports import ProgressDisplay, Queue
from digests.store import Store, Tx
from digests.store.delivery import broadcasts

log = logging.getLogger(__name__)

SENDING, CANCELLED = BroadcastState.SENDING, BroadcastState.CANCELLED
BATCH = 500
EVERY = timedelta(seconds=5)
"""Between two changes of what is shown, unless the state changes."""
SOON = timedelta(minutes=10)
"""What is tried again later than this does not keep a broadcast from being done."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was last shown, when, and whether it surely stands there."""

    broadcast: Broadcast
    fared: Fared
    at: datetime
    stands: bool


class Release:
    """The step that carries broadcasts; ``ahead`` is how many deliveries may wait at any time."""

    def __init__(
        self, store: Store, board: ProgressDisplay, queue: Queue, *, ahead: int, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._board = board
        self._queue = queue
        self._ahead = ahead
        self._now = now
        self._shown: Shown | None = None

    async def due(self) -> int:
        """Bring the broadcast on that is not settled yet; how many deliveries were released."""
        if await self._store.reading(broadcasts.unsettled) is None:
            return 0
        now = self._now()
        released = await self._store.writing(lambda tx: self._bring_on(tx, now))
        if released:
            self._queue.wake("send")
        await self._show(now)
        return released

    async def _bring_on(self, tx: Tx, now: datetime) -> int:
        one = await broadcasts.unsettled(tx)
        if one is None or one.finished:
            return 0
        if one.state is CANCELLED:
            await broadcasts.withdraw(tx, one, now)
            if not await broadcasts.under_way(tx, one, now):
                await broadcasts.change(tx, one.id, [CANCELLED], finished=now)
        elif one.state is SENDING:
            return await self._release(tx, one, now)
        return 0

    async def _release(self, tx: Tx, one: Broadcast, now: datetime) -> int:
        if one.cursor < one.upto:
            room = self._ahead - await broadcasts.ready(tx, one.transport, now, self._ahead)
            return await broadcasts.release(tx, one, min(room, BATCH), now) if room > 0 else 0
        if not await broadcasts.under_way(tx, one, now + SOON):
            fared = await broadcasts.fared(tx, one)
            made = fared.ended + fared.open  # some may have left since it was confirmed
            await broadcasts.change(
                tx, one.id, [SENDING], state=BroadcastState.DONE, finished=now, total=made
            )
        return 0

    # ----------------------------------------------------------------- what is shown

    async def _show(self, now: datetime) -> None:
        """Show what has changed: a new state at once and once more, numbers now and then.

        Once more, since the answer to a tap may have come in between and show what was before.
        """
        one, fared = await self._store.reading(_progress)
        if one is None or not self._is_news(one, fared, now):
            return
        progress = Progress(one, fared, self._speed(one, fared, now))
        twice = self._shown is not None and _phase(self._shown.broadcast) == _phase(one)
        stands = await self._board.show(progress) and twice
        self._shown = Shown(one, fared, now, stands)
        if one.finished and stands:
            await self._store.writing(lambda tx: broadcasts.change(tx, one.id, [one.state], message=""))

    def _is_news(self, one: Broadcast, fared: Fared, now: datetime) -> bool:
        last = self._shown
        if last is None or _phase(last.broadcast) != _phase(one):
            return True
        return now - last.at >= EVERY and (fared != last.fared or not last.stands)

    def _speed(self, one: Broadcast, fared: Fared, now: datetime) -> float:
        """How many ended a second since it was last shown, 0 when that says nothing."""
        last = self._shown
        if last is None or last.broadcast.state is not SENDING or last.broadcast.id != one.id:
            return 0.0
        seconds = (now - last.at).total_seconds()
        return (fared.ended - last.fared.ended) / seconds if seconds >= 1 and last.fared.ended else 0.0


def _phase(one: Broadcast) -> tuple[int, BroadcastState, bool, str]:
    """What is shown at once when it changes."""
    return one.id, one.state, one.finished is not None, one.message


async def _progress(tx: Tx) -> tuple[Broadcast | None, Fared]:
    one = await broadcasts.unsettled(tx)
    return one, await broadcasts.fared(tx, one) if one else Fared()
