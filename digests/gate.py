"""The gate: whoever wants to say something waits here until the rates allow it.

Answers to people pass before digests, each kind in the order of its coming; who must wait for its own chat
lets the others pass. One task asks the rates, and sleeps until the next message conforms: with a thousand
waiting, a thousand timers would find out the same.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator, Mapping

from digests.errors import Busy
from digests.rates import OVERALL, Limit, Rates

Scopes = Mapping[str, Limit]


class _Waiter:
    """One message that waits; ``done`` holds its result, or why it was turned away."""

    __slots__ = ("done", "scopes", "weight")

    def __init__(self, scopes: Scopes, weight: float) -> None:
        self.scopes = scopes
        self.weight = weight
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class Gate:
    """Opens for one message after the other; ``now`` gives seconds of the rates' own clock."""

    def __init__(self, rates: Rates, now: Callable[[], float]) -> None:
        self._rates = rates
        self._now = now
        self._answers: list[_Waiter] = []
        self._digests: list[_Waiter] = []
        self._opening: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def enter(self, scopes: Scopes, *, answer: bool, weight: float = 1.0) -> None:
        """Wait for a place in every scope. Raises ``Busy`` when all digests were turned away meanwhile."""
        waiter = _Waiter(scopes, weight)
        queue = self._answers if answer else self._digests
        queue.append(waiter)
        self._open()
        try:
            await waiter.done
        finally:
            if waiter in queue:  # its task was cancelled
                queue.remove(waiter)

    def turn_away(self, seconds: float) -> None:
        """Tell the digests that wait to come again in that time."""
        for waiter in self._digests:
            if not waiter.done.done():
                waiter.done.set_exception(Busy(seconds))
        self._digests.clear()

    def _open(self) -> None:
        """Let the task look again, or start it if somebody cannot pass at once."""
        if self._opening is not None and not self._opening.done():
            self._changed.set()
        elif self._let_through() < math.inf:
            self._opening = asyncio.create_task(self._keep_opening())

    async def _keep_opening(self) -> None:
        """Let through whoever may pass, until nobody waits."""
        loop = asyncio.get_running_loop()
        while (wait := self._let_through()) < math.inf:
            self._changed.clear()
            timer = loop.call_later(wait, self._changed.set)
            try:
                await self._changed.wait()
            finally:
                timer.cancel()

    def _let_through(self) -> float:
        """Open for all that conform now; seconds until the next one does, infinite when nobody waits."""
        now, soonest = self._now(), math.inf
        for queue, waiter in self._in_turn():
            wait = self._rates.take(waiter.scopes, now, waiter.weight)
            if not wait:
                queue.remove(waiter)
                waiter.done.set_result(None)
                continue
            soonest = min(soonest, wait)
            if overall := self._rates.wait({OVERALL: waiter.scopes[OVERALL]}, now):
                return min(soonest, overall)  # nobody passes before
        return soonest

    def _in_turn(self) -> Iterator[tuple[list[_Waiter], _Waiter]]:
        for queue in (self._answers, self._digests):
            for waiter in list(queue):
                if waiter.done.done():
                    queue.remove(waiter)
                else:
                    yield queue, waiter
