"""What to do after a message did not go through. Pure: the error, the attempts and the time decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.errors import (
    DeliveryError,
    Moved,
    Refused,
    RetryAfter,
    Temporary,
    Unauthorized,
)

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Again:
    """Send the same again, not before ``at``."""

    at: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Record it as failed, where an admin sees it."""


@dataclass(frozen=True, slots=True)
class Suspend:
    """Send nothing more to this subscriber until somebody there comes back; delete nothing."""


@dataclass(frozen=True, slots=True)
class Follow:
    """Send the same to ``address`` from now on."""

    address: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Nothing can be sent to anybody: stop and say so."""


Verdict = Again | GiveUp | Suspend | Follow | Stop


def after_failure(
    error: DeliveryError,
    attempts: int,
    now: datetime,
    *,
    first_failure: datetime | None,
    jitter: Callable[[], float],
) -> Verdict:
    """Decide. ``attempts`` counts the failures before this one, ``jitter`` gives numbers in 0..1.

    A wait that the server names is kept to the second, however long. Other trouble pauses 5 s, doubling to
    an hour, each made up to half longer by chance so that many do not come back at once; it is given up a
    day after the first failure.
    """
    match error:
        case RetryAfter(seconds=seconds):
            return Again(now + timedelta(seconds=seconds))
        case Refused():
            return Suspend()
        case Moved(address=address):
            return Follow(address)
        case Unauthorized():
            return Stop()
        case Temporary():
            pause = min(FIRST_PAUSE * 2 ** min(attempts, 20), LONGEST_PAUSE) * (1 + jitter() / 2)
            late = first_failure is not None and now + pause > first_failure + GIVE_UP_AFTER
            return GiveUp() if late else Again(now + pause)
        case _:
            return GiveUp()
