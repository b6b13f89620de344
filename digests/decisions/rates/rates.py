"""The generic cell rate algorithm: how long the next message must wait so that a rate is never exceeded.

GCRA (ITU-T I.371, "virtual scheduling") keeps one number a scope, the theoretical arrival time (TAT): a cell
that comes earlier than TAT minus the tolerance waits, and each cell moves TAT on by its interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from digests.decisions.rates.sliding_window import SlidingWindow

OVERALL = "overall"
"""The scope that every message is in."""

_KEEP_IDLE = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """``rate`` messages a second in the long run, ``burst`` of them at once after a rest.

    ``most``: of no second may the receiver count more, however long messages are on their way; 0 when it does
    not count so.
    """

    rate: float
    burst: int = 1
    most: int = 0

    @property
    def interval(self) -> float:
        """Seconds that one message uses up."""
        return 1 / self.rate

    @property
    def tolerance(self) -> float:
        """How many seconds TAT may run ahead of the clock before a message has to wait."""
        return (self.burst - 1) * self.interval


def wait_for(tat: float, now: float, limit: Limit) -> float:
    """Seconds until a message conforms, 0 when it may go now."""
    return max(0.0, tat - limit.tolerance - now)


def advance(tat: float, at: float, limit: Limit, weight: float = 1.0) -> float:
    """The new TAT after a message of ``weight`` that goes at the time ``at``."""
    return max(tat, at) + weight * limit.interval


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a scope has no place now: seconds until its rate has one, and until its silence ends."""

    wait: float
    silent: float = 0.0


@dataclass(frozen=True, slots=True)
class Taken:
    """A place that was taken, by its number in the window, or which scopes refused and why."""

    place: float = 0
    refused: Mapping[str, Refusal] = field(default_factory=dict)


class Shared(Protocol):
    """The same rates for several processes."""

    async def take(self, scopes: Mapping[str, Limit], weight: float) -> Taken:
        """Take a place in every scope, or none."""
        ...

    async def arrived(self, scope: str, took: float, place: float, lasts: float) -> None:
        """See ``Rates.arrived``; the message in that place stays in the window for ``lasts`` more seconds."""
        ...

    async def give_back(self, limit: Limit, place: float, weight: float) -> None:
        """See ``Rates.give_back``."""
        ...

    async def pause(self, scope: str, seconds: float) -> None:
        """Let nothing through in a scope for so long; ``OVERALL`` may be shortened and ended (0) again."""
        ...


class Rates:
    """Limits of several scopes in the memory of one process; times are seconds of any one clock."""

    def __init__(self) -> None:
        self.window = SlidingWindow()
        self._tats: dict[str, float] = {}
        self._paused: dict[str, float] = {}

    def wait(self, scopes: Mapping[str, Limit], now: float) -> float:
        """Seconds until a message may go in every scope, 0 when that is now; takes no place.

        Nothing is reserved ahead: a chat that has to wait long must not hold a place that others could use.
        """
        waits = [wait_for(self._tats.get(scope, now), now, limit) for scope, limit in scopes.items()]
        full = [self.window.wait(now, limit.most) for limit in scopes.values() if limit.most]
        return max([*waits, *full, self.paused(scopes, now)])

    def take(self, scopes: Mapping[str, Limit], now: float, weight: float = 1.0) -> int:
        """Take a place in every scope, for a message that goes now; its number in the window."""
        for scope, limit in scopes.items():
            self._tats[scope] = advance(self._tats.get(scope, now), now, limit, weight)
        if len(self._tats) > _KEEP_IDLE:
            self._forget(now)
        return self.window.enter(now) if any(limit.most for limit in scopes.values()) else 0

    def give_back(self, limit: Limit, place: int, weight: float = 1.0) -> None:
        """The overall place of a message that did not go in time: others may have it."""
        self.window.leave(place)
        if OVERALL in self._tats:
            self._tats[OVERALL] -= weight * limit.interval

    def hold(self, scope: str, limit: Limit, until: float) -> None:
        """It is known from elsewhere that nothing conforms in a scope before ``until``."""
        self._tats[scope] = max(until + limit.tolerance, self._tats.get(scope, until))

    def arrived(self, scope: str, took: float) -> None:
        """A message was on its way for ``took`` seconds: the receiver may have counted it only at the end."""
        if scope in self._tats:
            self._tats[scope] += took

    def pause(self, scope: str, until: float) -> None:
        """Let nothing through in a scope before ``until``."""
        self._paused[scope] = max(until, self._paused.get(scope, until))

    def paused(self, scopes: Iterable[str], now: float) -> float:
        """Seconds until no pause holds in these scopes."""
        return max([self._paused.get(scope, now) - now for scope in scopes] + [0.0])

    def _forget(self, now: float) -> None:
        """Drop scopes at rest: a TAT in the past says the same as none."""
        self._tats = {scope: tat for scope, tat in self._tats.items() if tat > now}
        self._paused = {scope: until for scope, until in self._paused.items() if until > now}
