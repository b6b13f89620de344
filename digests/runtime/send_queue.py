"""The queue in front of the wire: whoever wants to say something waits here until the limits allow it.

Answers to people pass first, then what had a place before, then digests, each kind in the order of its
coming; who must wait for its own chat lets the others pass. One task asks for places (``runtime.places``) and
sleeps until the next message conforms: with a thousand waiting, a thousand timers would find out the same.
Where a commit took longer than a place is good for, what was held up does not leave all at once.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from digests.decisions.rates.rates import OVERALL, Limit
from digests.errors import Busy
from digests.runtime.places import Place, Places, Scopes

log = logging.getLogger(__name__)

LONGEST_TURN = 2.0
"""Seconds; when it is silent for longer, digests give their claims back."""

LONGEST_ANSWER_WAIT = 60.0
"""Seconds after which an answer is of no use any more."""

_ASK_AGAIN = 1.0
_LONGEST_SLEEP = 3600.0
_COUNTED = Limit(1e6, 10**9)  # of a chat that has counted the message already: only a pause holds it


@dataclass(slots=True, eq=False)
class _Waiter:
    """One message that waits; ``done`` holds its place, or why it was turned away."""

    scopes: Scopes
    weight: float
    answer: bool
    done: asyncio.Future[Place] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def patience(self) -> float:
        """Seconds of silence for which it stays."""
        return LONGEST_ANSWER_WAIT if self.answer else LONGEST_TURN


class SendQueue:
    """Opens for one message after the other."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._answers: list[_Waiter] = []
        self._renewals: list[_Waiter] = []
        self._digests: list[_Waiter] = []
        self._queues = (self._answers, self._renewals, self._digests)
        self._opening: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    async def enter(self, scopes: Scopes, *, answer: bool, weight: float = 1.0) -> Place:
        """Wait for a place in every scope. Raises ``Busy`` when that turns out to take long."""
        waiter = _Waiter(scopes, weight, answer)
        return await self._wait(waiter, self._answers if answer else self._digests)

    async def _wait(self, waiter: _Waiter, queue: list[_Waiter]) -> Place:
        queue.append(waiter)
        self._open()
        try:
            return await waiter.done
        finally:
            if waiter in queue:  # its task was cancelled, or it was turned away
                queue.remove(waiter)

    async def keep(self, place: Place) -> Place:
        """The place of a digest's message while it is good, else another one; the last thing before the wire.

        Raises ``Busy`` when there is none for long.
        """
        if self._places.is_good(place):
            return place
        await self._places.give_back(place)
        if (silent := self._places.silent(place.scopes)) > LONGEST_TURN:
            raise Busy(silent)
        scopes = {scope: limit if scope == OVERALL else _COUNTED for scope, limit in place.scopes.items()}
        return await self._wait(_Waiter(scopes, place.weight, False), self._renewals)

    def turn_away(self, scope: str, seconds: float) -> None:
        """A scope is silent for so long: whoever does not wait that long in it is told to come again."""
        for waiter in self._in_turn():
            if scope in waiter.scopes and seconds > waiter.patience:
                waiter.done.set_exception(Busy(seconds))

    def look(self) -> None:
        """Something has changed: see whether somebody may pass who could not before."""
        if any(self._queues):
            self._open()

    def _open(self) -> None:
        if self._opening is not None and not self._opening.done():
            self._changed.set()
        else:
            self._opening = asyncio.create_task(self._keep_opening())

    async def _keep_opening(self) -> None:
        """Let through whoever may pass, until nobody waits and nobody came meanwhile."""
        loop = asyncio.get_running_loop()
        while (wait := await self._next()) < math.inf or self._changed.is_set():
            timer = loop.call_later(min(wait, _LONGEST_SLEEP), self._changed.set)
            try:
                await self._changed.wait()
            finally:
                timer.cancel()

    async def _next(self) -> float:
        self._changed.clear()
        try:
            return await self._let_through()
        except Exception as error:  # a fault of ours: nobody passes, and nobody is lost
            log.warning("the rates could not be asked: %s", type(error).__name__)
            return _ASK_AGAIN

    async def _let_through(self) -> float:
        """Open for all that may pass now; seconds until the next one may, infinite when nobody waits."""
        soonest = math.inf
        for waiter in self._in_turn():
            wait = await self._let_pass(waiter)
            if waiter.done.done():
                continue
            soonest = min(soonest, wait)
            if overall := self._places.overall(waiter.scopes):
                return min(soonest, overall)  # nobody passes before
        return soonest

    def _in_turn(self) -> Iterator[_Waiter]:
        for queue in self._queues:
            yield from [waiter for waiter in queue if not waiter.done.done()]

    async def _let_pass(self, waiter: _Waiter) -> float:
        """Give a message its place, if there is one; seconds to wait."""
        found = await self._places.take(
            waiter.scopes, waiter.weight, answer=waiter.answer, wanted=lambda: not waiter.done.done()
        )
        if isinstance(found, Place):
            waiter.done.set_result(found)
            return 0.0
        for chat, seconds in found.silent.items():
            self.turn_away(chat, seconds)
        return found.wait
