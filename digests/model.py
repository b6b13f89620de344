"""The words of the domain as frozen values; standard library only.

Every ``datetime`` here is aware. Texts are plain: markup belongs to whoever shows them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum


def label_key(name: str) -> str:
    """Fold a tag or category name so that spellings of one label meet (NFKC, case, spaces, ``#``)."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().strip().lstrip("#").split())


# --------------------------------------------------------------------------- what feeds state


@dataclass(frozen=True, slots=True)
class Tag:
    """A free label on a post; ``ticker`` is the exchange's code where the label names a listed company."""

    name: str
    ticker: str = ""

    @property
    def key(self) -> str:
        """What two spellings of this tag have in common."""
        return label_key(self.name)


@dataclass(frozen=True, slots=True)
class CategoryName:
    """A category as a feed or an admin names it: ``slug`` identifies, ``title`` is shown."""

    slug: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing as a feed states it, cleaned: ``text`` holds paragraphs joined by line feeds."""

    uid: str
    title: str
    text: str
    link: str = ""
    published: datetime | None = None
    source: str = ""
    digest: str = ""
    categories: tuple[CategoryName, ...] = ()
    tags: tuple[Tag, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a feed that could not be read: where it stands, and an error code with its values."""

    place: str
    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """A stretch of one reading of a feed.

    ``gone`` names entries that the feed has taken back. ``state``, ``etag`` and ``modified`` are what the
    next reading wants back; ``None`` leaves what is stored. ``title`` is the feed's own. ``done`` and
    ``total`` count files or entries, for progress.
    """

    entries: tuple[Entry, ...] = ()
    gone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    state: str | None = None
    etag: str | None = None
    modified: str | None = None
    title: str = ""
    address: str = ""
    format: str = ""
    done: int = 0
    total: int = 0


# --------------------------------------------------------------------------- feeds and posts


class FeedKind(StrEnum):
    """Which source reads a feed."""

    WEB = "web"
    FOLDER = "folder"
    GIT = "git"


class FeedState(StrEnum):
    """Whether a feed is fetched."""

    ACTIVE = "active"
    PAUSED = "paused"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Category:
    """The grouping that subscribers choose from; ``posts`` counts all, ``per_day`` the last week's mean."""

    id: int
    slug: str
    title: str
    posts: int = 0
    per_day: float = 0.0


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that we poll, with its health."""

    id: int
    address: str
    kind: FeedKind
    title: str
    format: str = ""
    category: Category | None = None
    state: FeedState = FeedState.ACTIVE
    etag: str = ""
    modified: str = ""
    interval: int = 900
    next_fetch: datetime | None = None
    last_success: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    error: str = ""
    posts: int = 0


@dataclass(frozen=True, slots=True)
class StoredTag:
    """A tag with its identity and how many posts carry it."""

    id: int
    name: str
    ticker: str = ""
    posts: int = 0


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One short statement of an article: its place there and its rank among the points (0 is best)."""

    text: str
    paragraph: int = 0
    sentence: int = 0
    rank: int = 0


def best_points(points: tuple[KeyPoint, ...], count: int) -> tuple[KeyPoint, ...]:
    """The ``count`` best points, in the order of the article."""
    return tuple(p for p in points if p.rank < count)


@dataclass(frozen=True, slots=True)
class Post:
    """An entry once stored. ``version`` changes with its content; ``story`` is shared by its copies."""

    id: int
    feed_id: int
    uid: str
    title: str
    text: str
    published: datetime
    version: str
    story: int
    link: str = ""
    source: str = ""
    digest: str = ""
    lang: str = ""
    categories: tuple[CategoryName, ...] = ()
    tags: tuple[StoredTag, ...] = ()
    points: tuple[KeyPoint, ...] = ()


# --------------------------------------------------------------------------- subscribers


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
    """Transport kind plus opaque address; ``thread`` is a place inside it, 0 for none."""

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
class Subscriber:
    """Who receives. ``cursor`` is the last post id that its digests have covered."""

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


class FollowKind(StrEnum):
    """What a subscription follows."""

    CATEGORY = "category"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscriber following a category or a tag; ``fresh`` until a digest has shown its newest."""

    kind: FollowKind
    target: int
    title: str
    slug: str = ""
    fresh: bool = True


# --------------------------------------------------------------------------- digests and deliveries


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
    """

    id: int
    language: str
    zone: str
    due: datetime
    sections: tuple[Section, ...]
    total: int
    points: int = 3
    first: bool = False


class DeliveryState(StrEnum):
    """Where a delivery stands; the outbox is ``pending`` and ``sending``."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a digest: ``payload`` is the transport's own form.

    ``intended``: it was about to be sent once and no answer is known. ``plain``: send it without markup.
    """

    number: int
    payload: str
    intended: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest to one subscriber, claimed for sending, with the parts that are not yet sent."""

    id: int
    subscriber: int
    destination: Destination
    digest: int
    slot: str
    attempts: int
    parts: tuple[Part, ...]
    created: datetime
    failing_since: datetime | None = None


# --------------------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class Cursor:
    """A stable place in a list ordered newest first: the post beside it and which way to go."""

    published: datetime
    post: int
    before: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a list: 1-based ``first`` of ``total``, with the cursors of its neighbours."""

    posts: tuple[Post, ...]
    first: int
    total: int
    older: Cursor | None = None
    newer: Cursor | None = None
