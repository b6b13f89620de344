"""What has been taken already, and what that costs those that are alike.

Who tells much alone, and an event of which much is told, has a falling return: the second story counts half,
the third a third, so that neither fills a digest.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from math import log2
from typing import NamedTuple

from digests.decisions.ranking import weights
from digests.decisions.ranking.contenders import Contender
from digests.model import Pick

Place = tuple[float, float, int]
"""What a heap sorts by: a falling score, then the newest, then the one stored last."""


class Ranked(NamedTuple):
    """A story as it stands before others are taken: ``alone`` is its source, if no other tells it."""

    story: int
    pick: Pick
    base: Place
    alone: str = ""


def ranked(one: Contender, pick: Pick, score: float) -> Ranked:
    """A contender that has so high a score."""
    return Ranked(one.story, pick, (-score, -one.stamp, -pick.post), one.alone)


def by_base(one: Ranked) -> Place:
    """The order of stories of which none is taken."""
    return one.base


class Taken:
    """What has been taken already, and what that costs a story."""

    def __init__(self, related: Mapping[int, AbstractSet[int]]) -> None:
        self._related = related
        self._sources: dict[str, int] = {}
        self._events: dict[int, int] = {}

    def add(self, one: Ranked) -> None:
        """Take a story."""
        if one.alone:
            self._sources[one.alone] = self._sources.get(one.alone, 0) + 1
        if one.story in self._related:
            for near in self._event(one.story):
                self._events[near] = self._events.get(near, 0) + 1

    def _event(self, story: int) -> set[int]:
        """What is related to a story, or to one that is: not all reports of an event resemble each other."""
        near = self._related.get(story, set())
        return {*near, *(far for other in near for far in self._related.get(other, ()))} - {story}

    def touches(self, one: Ranked, other: Ranked) -> bool:
        """Whether a story stands elsewhere now that another one was taken."""
        return (one.alone == other.alone and one.alone != "") or one.story in self._related

    def lost(self, one: Ranked) -> float:
        """What a story loses to those taken; 0 or less."""
        lost = 0.0
        if before := self._sources.get(one.alone, 0):
            lost = -weights.SAME_SOURCE * log2(1 + before)
        return lost + self.event(one) if one.story in self._events else lost

    def event(self, one: Ranked) -> float:
        """What it loses to others of its event. Who tells these has been counted for them."""
        before = self._events.get(one.story, 0)
        if not before:
            return 0.0
        return -one.pick.figures.near - weights.SAME_EVENT * log2(1 + before)
