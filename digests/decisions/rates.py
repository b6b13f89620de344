"""The generic cell rate algorithm: how long the next message must wait so that a rate is never exceeded.

GCRA (ITU-T I.371, "virtual scheduling") keeps one number a scope, the theoretical arrival time (TAT): a cell
that comes earlier than TAT minus the tolerance waits, and each cell moves TAT on by its interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

OVERALL = "overall"
"""The scope that every message is in."""

_KEEP_IDLE = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """``rate`` messages a second in the long run, ``burst`` of them at once after a rest."""

    rate: float
    burst: int = 1

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


class Shared(Protocol):
    """The same rates for several processes."""

    async def take(self, scopes: Mapping[str, Limit], weight: float) -> Mapping[str, Refusal]:
        """Take a place in every scope and return nothing, or take none and say which scopes refused."""
        ...

    async def arrived(self, scope: str, took: float) -> None:
        """See ``Rates.arrived``."""
        ...

    async def pause(self, scope: str, seconds: float) -> None:
        """Let nothing through in a scope for so long."""
        ...


class Rates:
    """Limits of several scopes in the memory of one process; times are seconds of any one clock."""

    def __init__(self) -> None:
        self._tats: dict[str, float] = {}
        self._paused: dict[str, float] = {}

    def take(self, scopes: Mapping[str, Limit], now: float, weight: float = 1.0) -> float:
        """Take a place in every scope and return 0, or take none and return how many seconds to wait.

        Nothing is reserved ahead: a chat that has to wait long must not hold a place that others could use.
        """
        wait = self.wait(scopes, now)
        if not wait:
            self.note(scopes, now, weight)
            if len(self._tats) > _KEEP_IDLE:
                self._forget(now)
        return wait

    def wait(self, scopes: Mapping[str, Limit], now: float) -> float:
        """How long a message would wait, without taking a place."""
        waits = [wait_for(self._tats.get(scope, now), now, limit) for scope, limit in scopes.items()]
        return max([*waits, self.paused(scopes, now)])

    def note(self, scopes: Mapping[str, Limit], now: float, weight: float = 1.0) -> None:
        """A place was taken elsewhere, for a message that goes now."""
        for scope, limit in scopes.items():
            self._tats[scope] = advance(self._tats.get(scope, now), now, limit, weight)

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
