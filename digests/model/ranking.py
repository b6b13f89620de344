"""What a story weighs in a digest, and what became of it since it was told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Form(StrEnum):
    """What a post is beside an article that tells one thing; ``ARTICLE`` is the usual."""

    ARTICLE = ""
    ADVERT = "advert"
    PRESS = "press"
    NOTICE = "notice"
    TABLE = "table"
    ROUND_UP = "round_up"
    COLUMN = "column"


class Figures(NamedTuple):
    """Why a story stands where it stands; all but the first five are in doublings and add up to ``score``.

    ``coverage``: independent sources, 1 and more. ``beside``: sources that tell only what is related to it.
    ``reports``: articles, copies not counted. ``age``: hours from its newest report to the newest of all.
    ``form``: of its best report. ``wide``, ``near``, ``full``, ``fresh``, ``novel`` and ``plain`` are what
    coverage, that beside it, fullness, age, novelty and form count; ``rest`` what it lost to stories of the
    same source or event that stand before it; ``liked`` what its reader's tastes add.
    """

    coverage: int = 1
    beside: int = 0
    reports: int = 1
    age: float = 0.0
    form: Form = Form.ARTICLE
    wide: float = 0.0
    near: float = 0.0
    full: float = 0.0
    fresh: float = 0.0
    novel: float = 0.0
    plain: float = 0.0
    rest: float = 0.0
    liked: float = 0.0

    @property
    def score(self) -> float:
        """The sum: a story with one more stands as if twice as many told it."""
        said = self.wide + self.near + self.full + self.fresh + self.novel + self.plain
        return said + self.rest + self.liked


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A story that was told before and goes on: its new reports, the best one first, and whose they are.

    ``before`` and ``coverage``: how many independent sources told it then, and tell it now. ``alerted``: an
    alert has told it since the last digest.
    """

    story: int
    posts: tuple[int, ...]
    sources: tuple[str, ...]
    before: int
    coverage: int
    alerted: bool = False
