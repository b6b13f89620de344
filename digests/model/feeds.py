"""Feeds, and what they state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from digests.model.fetch import NO_ACCESS, NO_MOVE, NO_PACE, NO_WISHES, Access, FetchHints, Move, Pace
from digests.model.labels import Category, CategoryName, Tag


@dataclass(frozen=True, slots=True)
class Traits:
    """What is computed of a tidied entry: its fingerprint (signed 64-bit integers) and its language."""

    simhash: int
    content_key: int
    lang: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing as a feed states it, cleaned: ``text`` holds paragraphs joined by line feeds.

    ``traits`` stand here when they were computed where the entry was parsed, away from the event loop.
    ``nameless`` says that ``uid`` is made of the content: the feed gives it no name of its own.
    """

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
    traits: Traits | None = None
    nameless: bool = False

    def __reduce__(self) -> tuple[type[Entry], tuple[object, ...]]:
        """Thousands of these go from process to process; a frozen dataclass's own way asks for its fields."""
        stated = (self.uid, self.title, self.text, self.link, self.published, self.source)
        more = (self.digest, self.categories, self.tags, self.lang, self.traits, self.nameless)
        return Entry, (*stated, *more)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a feed that could not be read: where it stands, and an error code with its values."""

    place: str
    code: str
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """A stretch of one reading of a feed.

    ``gone`` names entries that the feed has taken back, ``mended`` places whose earlier problems are over.
    ``state``, ``etag`` and ``modified`` are what the next reading wants back; ``None`` leaves what is there.
    ``title`` is the feed's own, ``address`` where redirects for good led. ``done`` and ``total`` count files
    or entries, for progress. ``wishes`` are what the document asks, None when it was not read; ``fresh_for``
    is how many seconds the server calls its answer fresh, with its ``status`` and its ``size`` in bytes.
    ``stated_before`` are the identities that the reading before this one found, None where that is not known.
    ``read_until`` is for the first reading in another way than before: what was published until then was
    read already.
    """

    entries: tuple[Entry, ...] = ()
    gone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    mended: tuple[str, ...] = ()
    state: str | None = None
    etag: str | None = None
    modified: str | None = None
    title: str = ""
    address: str = ""
    format: str = ""
    done: int = 0
    total: int = 0
    wishes: FetchHints | None = None
    fresh_for: float = 0.0
    status: int = 0
    size: int = 0
    stated_before: frozenset[str] | None = None
    read_until: datetime | None = None


class FeedKind(StrEnum):
    """Which source reads a feed."""

    WEB = "web"
    FOLDER = "folder"
    GIT = "git"


class FeedState(StrEnum):
    """Whether a feed is fetched."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that we poll, with its health.

    ``every`` are the seconds between fetches that an admin chose, None to leave it to the feed; ``closed`` is
    when it ended or was removed. ``access`` is only there for who fetches it.
    """

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
    every: int | None = None
    full_text: bool = False
    closed: datetime | None = None
    pace: Pace = NO_PACE
    wishes: FetchHints = NO_WISHES
    move: Move = NO_MOVE
    access: Access = field(default=NO_ACCESS, repr=False)
