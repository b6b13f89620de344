"""What happened to feeds that admins should hear of, and what admins changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened to a feed."""

    ENDED = "ended"  # its server says that it is gone for good
    MOVED = "moved"  # its stored address was changed
    DOUBLED = "doubled"  # it moved to the address of another feed
    HELD = "held"  # it moves to where its login must not be sent, or may not be fetched
    FAILING = "failing"  # five errors in a row, over six hours or longer
    RECOVERED = "recovered"  # it was failing, and was read again
    SILENT = "silent"  # no post in ten times its usual gap
    FLOODED = "flooded"  # so many posts at once that only some count as new


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
class Change:
    """A line of the audit log: who did what to what; ``before`` and ``after`` hold what changed."""

    id: int
    at: datetime
    actor: str
    action: str
    target: str
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
