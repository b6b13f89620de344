"""When alerts come: what comes together is one message, and an hour has so many of them.

A post is told a few seconds after it was stored, once nothing else has come in for its reader; in a run of
posts after twenty seconds, whatever else follows.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

SILENCE = timedelta(seconds=3)
"""How long nothing more must have been stored for a reader: reports of one event come in flurries."""

LONGEST = timedelta(seconds=20)
"""For how long what comes together is gathered."""

BESIDE = timedelta(minutes=2)
"""How long an alert waits for a digest that is being made: that may tell the same."""

HOUR = timedelta(hours=1)
CHOICES = (1, 3, 6, 12, 30)
"""Of how many alerts an hour one may choose."""


def ready_at(first: datetime, last: datetime) -> datetime:
    """When to tell posts of which the ``first`` and the ``last`` were stored then."""
    return min(last + SILENCE, first + LONGEST)


def has_room(sent: Collection[datetime], most: int, now: datetime) -> bool:
    """Whether another alert may come, where some were ``sent`` and an hour may have ``most``."""
    return sum(at > now - HOUR for at in sent) < most


def resumes(sent: Collection[datetime], most: int, now: datetime) -> datetime | None:
    """When another may come after one that is sent ``now``; None where there is room for it at once."""
    within = sorted(at for at in (*sent, now) if at > now - HOUR)
    return within[-most] + HOUR if len(within) >= most else None


def is_being_made(next_due: datetime | None, now: datetime) -> bool:
    """Whether a digest that was due a moment ago is likely being made."""
    return next_due is not None and now - BESIDE < next_due <= now
