"""What a person wants to know of an address before it becomes a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.decisions.opml import Outline
from digests.model import Entry, FeedKind, Problem

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server said: ``address`` after all redirects, ``moved`` when every one of them was for good."""

    address: str
    status: int
    content_type: str
    encoding: str
    size: int
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """One look at an address; nothing is stored.

    ``entries`` are the newest, newest first, ``total`` counts all that there are. ``candidates`` are the
    feeds of a page that names several, ``outlines`` those of a list of feeds; then there are no entries.
    ``teasers`` says that most entries hold no more than the beginning of an article. ``fetched`` is there for
    what came over HTTP.
    """

    address: str
    kind: FeedKind
    format: str = ""
    title: str = ""
    entries: tuple[Entry, ...] = ()
    total: int = 0
    per_week: float = 0.0
    problems: tuple[Problem, ...] = ()
    candidates: tuple[str, ...] = ()
    outlines: tuple[Outline, ...] = ()
    teasers: bool = False
    fetched: Fetched | None = None

    @property
    def last(self) -> datetime | None:
        """When the newest entry was published."""
        return max((entry.published for entry in self.entries if entry.published), default=None)


def per_week(entries: Sequence[Entry]) -> float:
    """Posts a week over the time that the entries span, of at least a week; 0 with fewer than two dates."""
    times = sorted(entry.published for entry in entries if entry.published)
    if len(times) < 2:
        return 0.0
    return round(len(times) / (max(times[-1] - times[0], _WEEK) / _WEEK), 1)


def are_teasers(entries: Sequence[Entry]) -> bool:
    """Whether more than half of the entries end in an ellipsis or have less than 200 characters."""
    short = sum(1 for entry in entries if len(entry.text) < 200 or entry.text.endswith(("…", "...")))
    return bool(entries) and 2 * short > len(entries)
