"""Corrections: what of an article that was told has changed since in a way that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AmendmentKind(StrEnum):
    """What has changed: the title, a figure in a point; a note of the source itself; or all is taken back."""

    TITLE = "title"
    FIGURE = "figure"
    NOTE = "note"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change: the words ``before`` and ``after``; a note has none before, a withdrawal none after.

    ``source``: whose report has changed, where it is another one than the post that was told; its words stood
    beside the post in what was told ``since`` then (always, where there is no such moment).
    """

    kind: AmendmentKind
    before: str
    after: str
    source: str = ""
    since: datetime | None = None

    def was_told(self, at: datetime) -> bool:
        """Whether a digest of that moment held what has changed."""
        return self.since is None or self.since <= at


@dataclass(frozen=True, slots=True)
class Correction:
    """What changed of a post, last when it was ``noted``, as it is told from ``at`` on."""

    id: int
    post: int
    noted: datetime
    at: datetime
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An article as it was told: its title, its text then, and the points that were made of it."""

    post: int
    story: int
    title: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldReport:
    """A report of which points stood ``beside`` a post that was told, ``since`` it is in its story.

    ``told`` is the report itself, with these points.
    """

    told: Told
    source: str
    beside: int
    since: datetime | None
