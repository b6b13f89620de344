"""A message of an admin to everybody, and how it fares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BroadcastState(StrEnum):
    """Where a broadcast stands; one that is cancelled has ended once nothing of it is on its way."""

    DRAFT = "draft"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A broadcast: ``cursor`` is the last subscriber that has its delivery, ``upto`` the last there is.

    ``message`` in ``place`` shows its progress; it is "" once the report stands there. It goes to the
    subscribers of ``transport``, whose form it has.
    """

    id: int
    author: str
    state: BroadcastState
    digest: int
    language: str
    zone: str
    total: int
    cursor: int
    upto: int
    place: str
    message: str
    created: datetime
    started: datetime | None
    finished: datetime | None
    transport: str = ""

    @property
    def slot(self) -> str:
        """The slot of its deliveries: each subscriber gets it once."""
        return f"broadcast:{self.id}"


@dataclass(frozen=True, slots=True)
class Audience:
    """How many chats would get a broadcast, by kind."""

    private: int = 0
    group: int = 0
    channel: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.private + self.group + self.channel


@dataclass(frozen=True, slots=True)
class Fared:
    """What became of the deliveries made so far; ``reasons`` are those of failed and suspended ones."""

    sent: int = 0
    open: int = 0
    failed: int = 0
    suspended: int = 0
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def ended(self) -> int:
        """How many have arrived or will not."""
        return self.sent + self.failed + self.suspended


@dataclass(frozen=True, slots=True)
class Progress:
    """A broadcast and how it fares; ``speed`` is how many ended a second of late, where that is known."""

    broadcast: Broadcast
    fared: Fared
    speed: float = 0.0

    @property
    def left(self) -> int:
        """How many are not made yet, or on their way."""
        return max(0, self.broadcast.total - self.fared.ended)
