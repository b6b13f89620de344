"""Digests, and their way to subscribers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from digests.model.posts import Post
from digests.model.subscribers import NEVER_QUIET, Destination, FollowKind, Quiet


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that a digest might show, as light as selection needs it."""

    post: int
    story: int
    published: datetime
    length: int
    source: str
    targets: tuple[tuple[FollowKind, int], ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """A story chosen for a digest: its section (the subscription it falls under) and who else carries it."""

    post: int
    section: tuple[FollowKind, int]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A picked post with what a reader sees of it."""

    post: Post
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The stories of a digest that fall under one subscription."""

    title: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What was composed for one set of choices at one due time; shared by all who chose alike.

    ``sections`` holds the stories shown at once; ``total`` counts them with the rest behind the button.
    ``transport`` carries it, in a form of its own.
    """

    id: int
    language: str
    zone: str
    due: datetime
    sections: tuple[Section, ...]
    total: int
    points: int = 3
    first: bool = False
    transport: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """A digest that was sent: when it was due, and how many stories it shows at once."""

    digest: int
    due: datetime
    stories: int


class DigestKind(StrEnum):
    """What goes out: notices and broadcasts take the way of digests and hold no posts."""

    DIGEST = "digest"
    NOTICE = "notice"
    BROADCAST = "broadcast"


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
    ``silent``: without a sound.
    """

    number: int
    payload: str
    intended: bool = False
    plain: bool = False
    silent: bool = False


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
