"""What tells a story: its reports, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


class ReportText(NamedTuple):
    """A report as points are made of it: ``id`` of its post, and the source by which people know it."""

    id: int
    title: str
    text: str
    lang: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as one report gives it, in that report's words: "23人", "25 people"."""

    report: int
    text: str


@dataclass(frozen=True, slots=True)
class StoryPoint:
    """One short statement of a story: from which report, and its rank among the points (0 is best).

    ``figures``: where reports state it with different figures, what each says, the earliest first.
    """

    text: str
    report: int
    rank: int = 0
    figures: tuple[StatedFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One of the articles that tell a story, as its reader sees it: by its first post, ``copies`` folded in.

    ``source`` is what the post names, else the title of its feed. ``version`` is that of the post. ``posts``:
    that one and its copies.
    """

    id: int
    title: str
    link: str
    source: str
    published: datetime
    version: str = ""
    copies: int = 0
    posts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of a story beside one post of it: its reports, the earliest first, and their points.

    A story of one report has neither: the post is its report, and what it says are its points.
    ``condensed``: its points were made, though there may be none.
    """

    reports: tuple[Report, ...] = ()
    points: tuple[StoryPoint, ...] = ()
    condensed: bool = False

    @property
    def sources(self) -> dict[int, str]:
        """Names of the sources by report."""
        return {each.id: each.source for each in self.reports}
