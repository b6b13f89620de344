"""Deliveries as those who run the bot look at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digests.model.deliveries import DeliveryState
from digests.model.digests import DigestKind
from digests.model.subscribers import Destination, Status


class Which(StrEnum):
    """Which deliveries to list: those of a state, or those of which a part is doubtful or was not accepted.

    ``ambiguous``: an answer never came, so that a part may have arrived twice, or not at all when such parts
    are dropped. ``faulty``: a part was sent as plain text since its markup was refused.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUSPENDED = "suspended"
    AMBIGUOUS = "ambiguous"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Tracked:
    """A delivery with where it goes and how it fares.

    ``status`` is the subscriber's; ``ambiguous`` counts sends without an answer, ``faults`` refused parts.
    """

    id: int
    destination: Destination
    title: str
    status: Status
    digest: int
    kind: DigestKind
    slot: str
    state: DeliveryState
    reason: str
    attempts: int
    created: datetime
    next_try: datetime | None
    failing_since: datetime | None
    finished: datetime | None
    ambiguous: int
    faults: int


@dataclass(frozen=True, slots=True)
class TrackedPart:
    """One message of a delivery: ``tries`` is 0 before its first, ``message`` is "?" for one given up."""

    number: int
    intended: datetime | None = None
    tries: int = 0
    ambiguous: int = 0
    message: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TrackedPage:
    """Some of the deliveries asked for; ``first`` is the 1-based place of the first, 0 for none."""

    deliveries: tuple[Tracked, ...]
    first: int
    total: int
