"""The timetable: every periodic step, how often it is woken, and in which queue it waits among processes."""

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


class Periodic(NamedTuple):
    """A step that is woken every so many seconds. ``speaks``: it ends in messages and needs a transport."""

    seconds: int
    place: Place
    speaks: bool = False


# What makes work for others comes first; what catches up on old posts comes last.
TIMETABLE = {
    "build": Periodic(1, Place(DELIVER, 50)),
    "review": Periodic(10, Place(DELIVER, 45)),
    "match": Periodic(1, Place(SUMMARIZE, 25)),
    "tell": Periodic(1, Place(DELIVER, 48)),
    "send": Periodic(1, Place(DELIVER, 50), speaks=True),
    "broadcast": Periodic(1, Place(DELIVER, 50), speaks=True),
    "edit": Periodic(2, Place(DELIVER, 5), speaks=True),
    "alarms": Periodic(60, Place(DELIVER, 50), speaks=True),
    "correct": Periodic(5, Place(DELIVER, 20)),
    "refresh": Periodic(5, Place(FETCH, 20, alone=False)),
    "stories": Periodic(1, Place(SUMMARIZE, 30)),
    "index": Periodic(1, Place(SUMMARIZE, 20)),
    "health": Periodic(3600, Place(SUMMARIZE, 20)),
    "recondense": Periodic(5, Place(SUMMARIZE, 5)),
    "retell": Periodic(5, Place(SUMMARIZE, 10)),
    "prune": Periodic(60, Place(SUMMARIZE, 5)),
}
DRAINS = {
    Rank.AWAITED: Place(DELIVER, 40),
    Rank.CLOCK: Place(DELIVER, 30),
    Rank.BROADCAST: Place(DELIVER, 10),
}


def steps_in(queues: frozenset[str]) -> frozenset[str]:
    """The steps that a worker of these queues runs."""
    return frozenset(name for name, step in TIMETABLE.items() if step.place.queue in queues)
