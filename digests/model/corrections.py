"""Corrections: what of an article that was told has changed since in a way that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


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
    beside the post in what was told ``since`` then (always, where there is no such moment). ``until``: the
    same of a point that the post has alone and its story has not. ``points``: of how many points of a story
    a digest shows it; 0 for what each shows.
    """

    kind: AmendmentKind
    before: str
    after: str
    source: str = ""
    since: datetime | None = None
    until: datetime | None = None
    points: int = 0

    def was_told(self, at: datetime, points: int) -> bool:
        """Whether a digest of that moment, with so many points of a story, held what has changed."""
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until) and self.points <= points


class Owed(NamedTuple):
    """A correction, by id, that a chat is to be told: ``amendments`` of it by place, all if none is named."""

    correction: int
    amendments: tuple[int, ...] = ()


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
