"""Where each step waits when several processes share the work, and who goes first there."""

from __future__ import annotations

from typing import NamedTuple

from digests.model import Rank

FETCH, SUMMARIZE, DELIVER = QUEUES = ("fetch", "summarize", "deliver")
"""What a worker may be told to work off: feeds; what follows from posts; digests and their way to chats."""


class Place(NamedTuple):
    """A queue, and the priority there: larger goes first. ``alone``: never at two places at once."""

    queue: str
    priority: int
    alone: bool = True


# What makes work for others comes first; what catches up on old posts comes last.
PLACES = {
    "alarms": Place(DELIVER, 50),
    "send": Place(DELIVER, 50),
    "build": Place(DELIVER, 50),
    "broadcast": Place(DELIVER, 50),
    "refresh": Place(FETCH, 20, alone=False),
    "index": Place(SUMMARIZE, 20),
    "health": Place(SUMMARIZE, 20),
    "recondense": Place(SUMMARIZE, 5),
    "prune": Place(SUMMARIZE, 5),
}
DRAINS = {
    Rank.AWAITED: Place(DELIVER, 40),
    Rank.CLOCK: Place(DELIVER, 30),
    Rank.BROADCAST: Place(DELIVER, 10),
}


def steps_in(queues: frozenset[str]) -> frozenset[str]:
    """The steps that a worker of these queues runs."""
    return frozenset(step for step, place in PLACES.items() if place.queue in queues)
