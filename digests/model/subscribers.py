"""Subscribers, and what they follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Status(StrEnum):
    """Whether a subscriber receives: ``paused`` by its own wish, ``suspended`` since sending was refused."""

    NEW = "new"
    ACTIVE = "active"
    PAUSED = "paused"
    SUSPENDED = "suspended"


class ChatKind(StrEnum):
    """What stands behind a destination, as far as rates and rights care."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Destination:
    """A transport's name and an address that only it can read; ``thread`` is a place there, 0 for none."""

    transport: str
    address: str
    thread: int = 0
    kind: ChatKind = ChatKind.PRIVATE


@dataclass(frozen=True, slots=True)
class Schedule:
    """Local delivery times in an IANA zone, on ISO weekdays (1 is Monday)."""

    times: tuple[time, ...] = (time(8),)
    weekdays: frozenset[int] = frozenset(range(1, 8))
    zone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Quiet:
    """When no sound is wanted: ``always``, or in the local ``hours`` that begin on these ISO weekdays.

    ``waits``: what is due within the hours comes at their end. Hours that end before they begin end on the
    next day.
    """

    hours: tuple[time, time] | None = None
    days: frozenset[int] = frozenset(range(1, 8))
    waits: bool = False
    always: bool = False


NEVER_QUIET = Quiet()


class Layout(StrEnum):
    """How a digest looks: its titles alone, with points that unfold or stand open, or as a rich message."""

    HEADLINES = "headlines"
    FOLDED = "folded"
    OPEN = "open"
    RICH = "rich"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who receives. ``cursor`` is the last post id that its digests have covered.

    ``told`` are the digests that it was given lately, ``review`` is when it gets the weekly one, "" for
    never; each in a form of its own. ``forget_after`` is when everything of it is deleted, None when nobody
    asked for that. ``query`` is the standing query that all its stories must answer, 0 for none, ``floor``
    how many sources must tell one, and ``alerts`` how many it may get in an hour. ``signature`` ends what
    is posted in a channel, with ``hashtags`` where these are wanted.
    """

    id: int
    destination: Destination
    language: str
    schedule: Schedule
    size: int = 8
    points: int = 3
    status: Status = Status.NEW
    reason: str = ""
    cursor: int = 0
    next_due: datetime | None = None
    title: str = ""
    told: str = ""
    review: str = ""
    forget_after: datetime | None = None
    quiet: Quiet = NEVER_QUIET
    query: int = 0
    floor: int = 1
    alerts: int = 6
    layout: Layout = Layout.FOLDED
    signature: str = ""
    hashtags: bool = False


class FollowKind(StrEnum):
    """What a subscription follows: a label, one feed, or what a standing query finds."""

    CATEGORY = "category"
    TAG = "tag"
    FEED = "feed"
    SEARCH = "search"


LABELS = (FollowKind.CATEGORY, FollowKind.TAG)
"""What posts carry and are listed under."""

Follow = tuple[FollowKind, int, bool]
"""A subscription without its names: what is followed, and whether it is fresh."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a subscriber follows; ``fresh`` until a digest has shown its newest.

    It is told in one ``edition``, 0 for the first, if it answers ``query``, 0 for none; and at once where it
    is an ``alert``.
    """

    kind: FollowKind
    target: int
    title: str
    slug: str = ""
    fresh: bool = True
    edition: int = 0
    query: int = 0
    alert: bool = False


@dataclass(frozen=True, slots=True)
class FollowedStory:
    """A story whose news a subscriber wants: the ``post`` that it was followed by, with the title of that.

    ``heard`` is when its last news came, or the beginning; they are told at once where it is an ``alert``.
    """

    story: int
    post: int
    title: str
    since: datetime
    heard: datetime
    alert: bool = False
