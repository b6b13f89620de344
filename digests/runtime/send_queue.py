"""The gate: whoever wants to say something waits here until the rates allow it.

Answers to people pass before digests, each kind in the order of its coming; who must wait for its own chat
lets the others pass. One task asks the rates, and sleeps until the next message conforms: with a thousand
waiting, a thousand timers would find out the same. Where several processes share the rates, whoever conforms
to what is known here is asked for there; what is refused there is known here from then on.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Iterator, Mapping

from digests.decisions.rates import OVERALL, Limit, Rates, Refusal, Shared
from digests.errors import Busy

log = logging.getLogger(__name__)

LONGEST_TURN = 2.0  # seconds; when everything is silent for longer, digests give their claims back
_ASK_AGAIN = 1.0

Scopes = Mapping[str, Limit]


class _Waiter:
    """One message that waits; ``done`` holds its result, or why it was turned away."""

    __slots__ = ("done", "scopes", "weight")

    def __init__(self, scopes: Scopes, weight: float) -> None:
        self.scopes = scopes
        self.weight = weight
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()


class SendQueue:
    """Opens for one message after the other; ``now`` gives seconds of the rates' own clock.

    ``shared``: rates that other processes take from as well; it may be set before anybody has entered.
    """

    def __init__(self, rates: Rates, now: Callable[[], float], shared: Shared | None = None) -> None:
        self.shared = shared
        self._rates = rates
        self._now = now
        self._answers: list[_Waiter] = []
        self._digests: list[_Waiter] = []
        self._opening: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def enter(self, scopes: Scopes, *, answer: bool, weight: float = 1.0) -> None:
        """Wait for a place in every scope. Raises ``Busy`` when that turns out to take long."""
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
        elif self.shared is not None or self._let_through() < math.inf:
            self._opening = asyncio.create_task(self._keep_opening())

    async def _keep_opening(self) -> None:
        """Let through whoever may pass, until nobody waits."""
        loop = asyncio.get_running_loop()
        while (wait := await self._next()) < math.inf:
            self._changed.clear()
            timer = loop.call_later(wait, self._changed.set)
            try:
                await self._changed.wait()
            finally:
                timer.cancel()

    async def _next(self) -> float:
        if self.shared is None:
            return self._let_through()
        try:
            return await self._ask_through(self.shared)
        except Exception as error:  # the database is away: nobody passes, and nobody is lost
            log.warning("the rates could not be asked: %s", type(error).__name__)
            return _ASK_AGAIN

    async def _ask_through(self, shared: Shared) -> float:
        """The same as ``_let_through`` where others take from the rates as well."""
        soonest = math.inf
        for queue, waiter in self._in_turn():
            wait = self._rates.wait(waiter.scopes, self._now()) or await self._ask(shared, waiter)
            if not wait or waiter.done.done():
                queue[:] = [each for each in queue if each is not waiter]
            if not wait:
                if not waiter.done.done():
                    waiter.done.set_result(None)
                continue
            soonest = min(soonest, wait)
            if overall := self._rates.wait({OVERALL: waiter.scopes[OVERALL]}, self._now()):
                return min(soonest, overall)
        return soonest

    async def _ask(self, shared: Shared, waiter: _Waiter) -> float:
        """Ask for a place, and remember the answer; seconds to wait."""
        refused = await shared.take(waiter.scopes, waiter.weight)
        now = self._now()
        if not refused:
            self._rates.note(waiter.scopes, now, waiter.weight)
            return 0.0
        for scope, why in refused.items():
            self._rates.hold(scope, waiter.scopes[scope], now + why.wait)
            if why.silent:
                self._rates.pause(scope, now + why.silent)
        silent = max(why.silent for why in refused.values())
        if silent > LONGEST_TURN:
            self._turn_away_from(refused, waiter, silent)
        return max(silent, *(why.wait for why in refused.values()))

    def _turn_away_from(self, refused: Mapping[str, Refusal], waiter: _Waiter, seconds: float) -> None:
        """Nobody waits for a silence that another process was told of."""
        if refused.get(OVERALL, Refusal(0.0)).silent > LONGEST_TURN:
            self.turn_away(seconds)
        if not waiter.done.done():
            waiter.done.set_exception(Busy(seconds))

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
