"""The queue in front of the wire: whoever wants to say something waits here until the limits allow it.

Answers to people pass first, then what had a place before, then digests, each kind in the order of its
coming; who must wait for its own chat lets the others pass. One task asks the rates, and sleeps until the
next message conforms: with a thousand waiting, a thousand timers would find out the same. Where several
processes share the rates, whoever conforms to what is known here is asked for there; what is refused there is
known here from then on.

Who has passed holds a place, which is good for a moment. A commit may stand between the place and the wire;
where it took longer, the place is given back and another one taken, so that what was held up does not leave
all at once.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from digests.decisions.rates.flood_waits import FloodWaits
from digests.decisions.rates.rates import OVERALL, Limit, Rates, Refusal, Shared, Taken
from digests.errors import Busy, Unavailable

log = logging.getLogger(__name__)

LONGEST_TURN = 2.0
"""Seconds; when it is silent for longer, digests give their claims back."""

LONGEST_ANSWER_WAIT = 60.0
"""Seconds after which an answer is of no use any more."""

KEEPS = 0.1
"""Seconds that a place is good for: as much as networks vary by, which the window makes up for."""

_ASK_AGAIN = 1.0
_LONGEST_SLEEP = 3600.0
_COUNTED = Limit(1e6, 10**9)  # of a chat that has counted the message already: only a pause holds it

Scopes = Mapping[str, Limit]


@dataclass(frozen=True, slots=True)
class Place:
    """The right to send one message, from ``at`` on; a ``probe`` goes in spite of a hold on everybody.

    ``number`` and ``shared`` are what the rates here and those of all processes know it by.
    """

    scopes: Scopes
    at: float
    weight: float
    number: int
    shared: float
    probe: bool


class _Waiter:
    """One message that waits; ``done`` holds its place, or why it was turned away."""

    __slots__ = ("answer", "done", "scopes", "weight")

    def __init__(self, scopes: Scopes, weight: float, *, answer: bool) -> None:
        self.scopes = scopes
        self.weight = weight
        self.answer = answer
        self.done: asyncio.Future[Place] = asyncio.get_running_loop().create_future()

    @property
    def patience(self) -> float:
        """Seconds of silence for which it stays."""
        return LONGEST_ANSWER_WAIT if self.answer else LONGEST_TURN

    def turn_away(self, seconds: float) -> None:
        """It is to come again in that time."""
        if not self.done.done():
            self.done.set_exception(Busy(seconds))


class SendQueue:
    """Opens for one message after the other; ``now`` gives seconds of the rates' own clock.

    ``shared``: rates that other processes take from as well; it may be set before anybody has entered.
    ``heard`` is called when another process was told that everybody is to wait.
    """

    def __init__(
        self,
        rates: Rates,
        waits: FloodWaits,
        now: Callable[[], float],
        shared: Shared | None = None,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self.shared = shared
        self._rates = rates
        self._waits = waits
        self._now = now
        self._heard = heard
        self._answers: list[_Waiter] = []
        self._renewals: list[_Waiter] = []
        self._digests: list[_Waiter] = []
        self._queues = (self._answers, self._renewals, self._digests)
        self._opening: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()

    # ------------------------------------------------------------------ for whoever sends

    async def enter(self, scopes: Scopes, *, answer: bool, weight: float = 1.0) -> Place:
        """Wait for a place in every scope. Raises ``Busy`` when that turns out to take long."""
        waiter = _Waiter(scopes, weight, answer=answer)
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
        now = self._now()
        held = not place.probe and self._waits.left(now) > 0
        if now - place.at <= KEEPS and not held and not self._rates.paused(place.scopes, now):
            return place
        await self._give_back(place)
        silent = max(self._waits.silent(now), self._rates.paused(place.scopes, now))
        if silent > LONGEST_TURN:
            raise Busy(silent)
        scopes = {scope: limit if scope == OVERALL else _COUNTED for scope, limit in place.scopes.items()}
        return await self._wait(_Waiter(scopes, place.weight, answer=False), self._renewals)

    async def _give_back(self, place: Place) -> None:
        if place.probe:
            return
        self._rates.give_back(place.scopes[OVERALL], place.number, place.weight)
        if self.shared:
            with suppress(Exception):  # a database that is away: the rate is a little lower for a moment
                await self.shared.give_back(place.scopes[OVERALL], place.shared, place.weight)

    def turn_away(self, scope: str, seconds: float) -> None:
        """A scope is silent for so long: whoever does not wait that long in it is told to come again."""
        for waiter in self._in_turn():
            if scope in waiter.scopes and seconds > waiter.patience:
                waiter.turn_away(seconds)

    def look(self) -> None:
        """Something has changed: see whether somebody may pass who could not before."""
        if any(self._queues):
            self._open()

    # ------------------------------------------------------------------ the one task that opens

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
            if overall := self._rates.wait({OVERALL: waiter.scopes[OVERALL]}, self._now()):
                return min(soonest, overall)  # nobody passes before
        return soonest

    def _in_turn(self) -> Iterator[_Waiter]:
        for queue in self._queues:
            yield from [waiter for waiter in queue if not waiter.done.done()]

    async def _let_pass(self, waiter: _Waiter) -> float:
        """Give a message its place, if there is one; seconds to wait. A probe needs none but its chat's."""
        now = self._now()
        if held := self._waits.wait(now, answer=waiter.answer):
            return held
        probe = self._waits.left(now) > 0
        scopes = {each: waiter.scopes[each] for each in waiter.scopes if each != OVERALL or not probe}
        if wait := self._rates.wait(scopes, now):
            return wait
        taken = await self._ask(scopes, waiter.weight)
        if taken.refused:
            return self._refused(taken.refused, waiter)
        if not waiter.done.done():
            now = self._now()
            number = self._rates.take(scopes, now, waiter.weight)
            probe = probe and self._waits.probes(now)
            waiter.done.set_result(Place(waiter.scopes, now, waiter.weight, number, taken.place, probe))
        return 0.0

    # ------------------------------------------------------------------ several processes

    async def _ask(self, scopes: Scopes, weight: float) -> Taken:
        """A place in the rates of all processes, where there are such and they can be asked."""
        if not self.shared or not scopes:
            return Taken()
        try:
            return await self.shared.take(scopes, weight)
        except Unavailable:  # answers go by the rates that are known here; digests wait to be written
            return Taken()

    def _refused(self, refused: Mapping[str, Refusal], waiter: _Waiter) -> float:
        """Remember the answer; seconds to wait. Who would wait long for its chat is turned away."""
        now = self._now()
        for scope, why in refused.items():
            self._rates.hold(scope, waiter.scopes[scope], now + why.wait)
            if why.silent and scope == OVERALL:
                self._hear(why.silent, now)
            elif why.silent:
                self._rates.pause(scope, now + why.silent)
                self.turn_away(scope, why.silent)
        held = self._waits.wait(now, answer=waiter.answer)
        return max(held, self._rates.wait({scope: waiter.scopes[scope] for scope in refused}, now))

    def _hear(self, seconds: float, now: float) -> None:
        """Everybody is to wait, as another process was told."""
        if not self._waits.left(now):
            self._waits.hold(now + seconds, now)
            self._heard()
