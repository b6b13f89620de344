"""What happened that admins should hear of, to feeds or to the bot as a whole, and what admins changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from digests.model.feeds import Feed


class EventKind(StrEnum):
    """What happened: the first eight to a feed, the others to the bot as a whole."""

    ENDED = "ended"  # its server says that it is gone for good
    MOVED = "moved"  # its stored address was changed
    DOUBLED = "doubled"  # it moved to the address of another feed
    HELD = "held"  # it moves to where its login must not be sent, or may not be fetched
    FAILING = "failing"  # five errors in a row, over six hours or longer
    RECOVERED = "recovered"  # it was failing, and was read again
    SILENT = "silent"  # no post in ten times its usual gap
    FLOODED = "flooded"  # so many posts at once that only some count as new
    OUTAGE = "outage"  # so many feeds fail together that it is hardly their own fault
    OUTAGE_OVER = "outage_over"  # most of them are read again
    FETCHING_HALTED = "fetching_halted"  # nothing was fetched for an hour, although something was due
    FETCHING_RESUMED = "fetching_resumed"
    SENDING_HALTED = "sending_halted"  # the same of sending
    SENDING_RESUMED = "sending_resumed"
    ALERTS_HALTED = "alerts_halted"  # nobody was told at once for a quarter of an hour, although posts waited
    ALERTS_RESUMED = "alerts_resumed"


@dataclass(frozen=True, slots=True)
class Event:
    """One of them; ``params`` fill its sentence, ``told`` is when admins were told."""

    id: int
    at: datetime
    kind: EventKind
    feed_id: int | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """An event with its feed, where it is one of a feed."""

    event: Event
    feed: Feed | None = None


@dataclass(frozen=True, slots=True)
class News:
    """What admins are told at once. ``sick`` are some of the feeds that fail, where they fail together."""

    happenings: tuple[Happening, ...]
    sick: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True)
class Activity:
    """Signs of life as the database has them; None where there is none.

    ``erring`` of the ``active`` feeds could not be read at their latest fetch, ``young`` of them for two
    days at most; ``failing`` are those that fail for long. ``together`` of them, the first at
    ``erring_since``, began to fail after ``succeeded``, the last fetch from the net that worked; they
    lie on so many ``hosts``. ``overdue``: since when the feed that has waited longest is due.
    ``waiting``: since when the oldest delivery could have gone out, by the ``transport`` that sends least.
    ``silent_until``: when its latest pause of everything ends or ended. ``alerting``: since when a post waits
    to be looked at for alerts, or an alert to be made.
    """

    active: int = 0
    erring: int = 0
    young: int = 0
    failing: int = 0
    together: int = 0
    hosts: int = 0
    erring_since: datetime | None = None
    succeeded: datetime | None = None
    overdue: datetime | None = None
    attempted: datetime | None = None
    waiting: datetime | None = None
    sent: datetime | None = None
    alerting: datetime | None = None
    silent_until: datetime | None = None
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the audit log: who did what to what; ``before`` and ``after`` hold what changed."""

    id: int
    at: datetime
    actor: str
    action: str
    target: str
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
