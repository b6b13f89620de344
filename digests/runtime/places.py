"""Places: the right to send one message, taken from the rates known here and from those of all processes.

Where several processes share the rates, whoever conforms to what is known here is asked for there; what is
refused there is known here from then on. Who has a place holds it for a moment: a commit may stand between it
and the wire, and where that took longer, the place is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from digests.decisions.rates.flood_waits import FloodWaits
from digests.decisions.rates.rates import OVERALL, Limit, Rates, Refusal, Shared, Taken
from digests.errors import Unavailable

KEEPS = 0.1
"""Seconds that a place is good for: as much as networks vary by, which the window makes up for."""

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


@dataclass(frozen=True, slots=True)
class NotNow:
    """No place: seconds until there may be one, and which chats are silent for how long, as was heard."""

    wait: float
    silent: Mapping[str, float] = field(default_factory=dict)


class Places:
    """Gives them out and takes them back; ``now`` gives seconds of the rates' own clock.

    ``shared``: rates that other processes take from as well; it may be set before anybody has asked.
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

    # ------------------------------------------------------------------ one place

    async def take(
        self, scopes: Scopes, weight: float, *, answer: bool, wanted: Callable[[], bool]
    ) -> Place | NotNow:
        """A place in every scope, or how long to wait. A probe needs none but its chat's.

        ``wanted``: whether it still is, after the other processes' rates were asked.
        """
        now = self._now()
        if held := self._waits.wait(now, answer=answer):
            return NotNow(held)
        probe = self._waits.left(now) > 0
        needed = {each: scopes[each] for each in scopes if each != OVERALL or not probe}
        if wait := self._rates.wait(needed, now):
            return NotNow(wait)
        taken = await self._ask(needed, weight)
        if taken.refused:
            return self._refused(taken.refused, scopes, answer=answer)
        if not wanted():
            return NotNow(0.0)
        now = self._now()
        number = self._rates.take(needed, now, weight)
        probe = probe and self._waits.probes(now)
        return Place(scopes, now, weight, number, taken.place, probe)

    def is_good(self, place: Place) -> bool:
        """Whether its message may leave now: it is young, and nobody was told to wait meanwhile."""
        now = self._now()
        held = not place.probe and self._waits.left(now) > 0
        return now - place.at <= KEEPS and not held and not self._rates.paused(place.scopes, now)

    async def give_back(self, place: Place) -> None:
        """Its message did not leave in time: others may have it. A probe had none."""
        if place.probe:
            return
        self._rates.give_back(place.scopes[OVERALL], place.number, place.weight)
        if self.shared:
            with suppress(Exception):  # a database that is away: the rate is a little lower for a moment
                await self.shared.give_back(place.scopes[OVERALL], place.shared, place.weight)

    # ------------------------------------------------------------------ as far as is known here

    def silent(self, scopes: Scopes) -> float:
        """Seconds until no pause and no hold stands in these scopes' way."""
        now = self._now()
        return max(self._waits.silent(now), self._rates.paused(scopes, now))

    def overall(self, scopes: Scopes) -> float:
        """Seconds until the rate of all chats together has a place."""
        return self._rates.wait({OVERALL: scopes[OVERALL]}, self._now())

    # ------------------------------------------------------------------ several processes

    async def _ask(self, scopes: Scopes, weight: float) -> Taken:
        """A place in the rates of all processes, where there are such and they can be asked."""
        if not self.shared or not scopes:
            return Taken()
        try:
            return await self.shared.take(scopes, weight)
        except Unavailable:  # answers go by the rates that are known here; digests wait to be written
            return Taken()

    def _refused(self, refused: Mapping[str, Refusal], scopes: Scopes, *, answer: bool) -> NotNow:
        """Remember what the other processes' rates said."""
        now = self._now()
        for scope, why in refused.items():
            self._rates.hold(scope, scopes[scope], now + why.wait)
            if why.silent and scope == OVERALL:
                self._hear(why.silent, now)
            elif why.silent:
                self._rates.pause(scope, now + why.silent)
        wait = self._rates.wait({scope: scopes[scope] for scope in refused}, now)
        chats = {scope: why.silent for scope, why in refused.items() if why.silent and scope != OVERALL}
        return NotNow(max(self._waits.wait(now, answer=answer), wait), chats)

    def _hear(self, seconds: float, now: float) -> None:
        """Everybody is to wait, as another process was told."""
        if not self._waits.left(now):
            self._waits.hold(now + seconds, now)
            self._heard()
