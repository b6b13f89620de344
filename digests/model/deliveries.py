"""The way of digests to subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple

from digests.model.digests import DigestKind
from digests.model.subscribers import NEVER_QUIET, Destination, Quiet


class DeliveryState(StrEnum):
    """Where a delivery stands; the outbox is ``pending`` and ``sending``."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUSPENDED = "suspended"


class Rank(IntEnum):
    """Who goes first among deliveries that are due: what somebody waits for, or has the beginning of."""

    AWAITED = 0
    CLOCK = 1
    BROADCAST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest: ``payload`` is its transport's own form.

    ``intended``: it was about to be sent once and no answer is known. ``plain``: send it without markup;
    ``silent``: without a sound. ``reply``: the message there that it answers, "" for none. ``fallback``: of a
    payload with two forms the second one, since the first was refused.
    """

    number: int
    payload: str
    intended: bool = False
    plain: bool = False
    reply: str = ""
    silent: bool = False
    fallback: bool = False


class RenderedPart(NamedTuple):
    """One message of a digest in its transport's own form, and how many of its stories stand in it.

    ``reply_to``: a post; it answers the message that told its reader the story of that post first.
    """

    payload: str
    stories: int = 0
    reply_to: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A message that was ``sent`` and is to become ``part``, claimed for it; ``message`` is its id there."""

    delivery: int
    destination: Destination
    message: str
    part: Part
    attempts: int
    failing_since: datetime | None
    sent: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest to one subscriber, claimed for sending, with the parts that are not yet sent."""

    id: int
    subscriber: int
    destination: Destination
    language: str
    digest: int
    slot: str
    attempts: int
    parts: tuple[Part, ...]
    created: datetime
    failing_since: datetime | None = None
    kind: DigestKind = DigestKind.DIGEST
    rank: Rank = Rank.CLOCK
    quiet: Quiet = NEVER_QUIET
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing goes out in a scope (a chat's address, or ``OVERALL``) from ``begun`` until ``until``.

    ``transport`` is the one that asked for it, "" where there is only one to think of.
    """

    scope: str
    until: datetime
    begun: datetime
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Slowdown:
    """The ``share`` (0 to 1) of the overall rate in use ``since`` the transport found it too much."""

    share: float
    since: datetime
