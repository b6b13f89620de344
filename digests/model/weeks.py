"""How a week went, for those who run the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digests.model.events import EventKind
from digests.model.feeds import Feed


@dataclass(frozen=True, slots=True)
class Week:
    """Feeds as they stand at the end of a week, and what happened in it.

    ``posts`` are of this week and ``posts_before`` of the one before. ``slowest`` are feeds with the
    milliseconds that their latest fetches took on average, ``sick`` those that have failed longest.
    ``failed`` deliveries were given up, ``ambiguous`` sends had no answer.
    """

    since: datetime
    ok: int = 0
    failing: int = 0
    paused: int = 0
    ended: int = 0
    posts: int = 0
    posts_before: int = 0
    events: Mapping[EventKind, int] = field(default_factory=dict)
    slowest: tuple[tuple[Feed, int], ...] = ()
    sick: tuple[Feed, ...] = ()
    failed: int = 0
    ambiguous: int = 0
