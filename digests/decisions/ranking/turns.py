"""Turns: each subscription gives its best story in turn, and what is alike gives way.

Who tells much alone, and an event of which much is told, has a falling return: the second story counts half,
the third a third, so that neither fills a digest. Scores only fall as stories are taken, so a story is
weighed anew when it comes to the top: stories of one source wait in one row, of which only the first is
looked at, and 2,000 of them cost no more than their sorting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from heapq import heapify, heappop, heappush
from math import log2
from typing import NamedTuple

from digests.decisions.ranking import weights
from digests.model import Pick

Place = tuple[float, float, int]
"""What a heap sorts by: a falling score, then the newest, then the one stored last."""


class Ranked(NamedTuple):
    """A story as it stands before others are taken: ``alone`` is its source, if no other tells it."""

    story: int
    pick: Pick
    base: Place
    alone: str = ""

    def place(self, rest: float) -> Place:
        """Where it stands when it has lost ``rest``; smaller is better."""
        score, latest, post = self.base
        return (score - rest, latest, post)


def ranked(story: int, pick: Pick, latest: datetime, alone: str = "") -> Ranked:
    """A story whose newest report is of ``latest``."""
    return Ranked(story, pick, (-pick.figures.score, -latest.timestamp(), -pick.post), alone)


def by_base(one: Ranked) -> Place:
    """The order of stories of which none is taken."""
    return one.base


class Taken:
    """What has been taken already, and what that costs a story."""

    def __init__(self, related: Mapping[int, AbstractSet[int]]) -> None:
        self._related = related
        self._sources: Counter[str] = Counter()
        self._events: Counter[int] = Counter()

    def add(self, one: Ranked) -> None:
        """Take a story."""
        if one.alone:
            self._sources[one.alone] += 1
        self._events.update(self._event(one.story))

    def _event(self, story: int) -> set[int]:
        """What is related to a story, or to one that is: not all reports of an event resemble each other."""
        near = self._related.get(story, set())
        return {*near, *(far for other in near for far in self._related.get(other, ()))} - {story}

    def lost(self, one: Ranked) -> float:
        """What a story loses to those taken; 0 or less."""
        return self.source(one) + self.event(one)

    def source(self, one: Ranked) -> float:
        """What it loses to others of its source."""
        before = self._sources.get(one.alone, 0)
        return -weights.SAME_SOURCE * log2(1 + before) if before else 0.0

    def event(self, one: Ranked) -> float:
        """What it loses to others of its event. Who tells these has been counted for them."""
        before = self._events.get(one.story, 0)
        if not before:
            return 0.0
        return -one.pick.figures.near - weights.SAME_EVENT * log2(1 + before)


class Best(NamedTuple):
    """The best story of a section, where it stands, and what it has lost to others."""

    place: Place
    one: Ranked
    lost: float


class Section:
    """The stories of one subscription, best first, given the others that were taken."""

    def __init__(self, stories: Sequence[Ranked], taken: Taken) -> None:
        self._taken = taken
        rows: dict[object, list[Ranked]] = {}
        for one in sorted(stories, key=by_base, reverse=True):
            rows.setdefault(one.alone or one.story, []).append(one)
        self._heap = [(row[-1].base, row[-1].story, row) for row in rows.values()]
        heapify(self._heap)

    def best(self) -> Best | None:
        """Its best story; None when there is none left."""
        while self._heap:
            known, story, row = self._heap[0]
            one = row[-1]
            lost = self._taken.lost(one)
            if (place := one.place(lost)) == known:
                return Best(place, one, lost)
            heappop(self._heap)
            if self._taken.event(one) and len(row) > 1:  # it falls behind others of its row
                row.pop()
                self._push(row)
                row = [one]
            heappush(self._heap, (place, story, row))
        return None

    def take(self) -> None:
        """Its best story is taken."""
        row = heappop(self._heap)[2]
        row.pop()
        if row:
            self._push(row)

    def _push(self, row: list[Ranked]) -> None:
        one = row[-1]
        heappush(self._heap, (one.place(self._taken.lost(one)), one.story, row))


def by_turns(sections: Iterable[Sequence[Ranked]], related: Mapping[int, AbstractSet[int]]) -> Iterator[Pick]:
    """All stories; of those whose turn it is the best first."""
    taken = Taken(related)
    waiting = [Section(stories, taken) for stories in sections]
    while turn := _standing(waiting):
        while turn:
            best, section = min(turn, key=lambda each: each[0].place)
            section.take()
            taken.add(best.one)
            turn = _standing(other for _, other in turn if other is not section)
            yield _having_lost(best.one.pick, best.lost)


def _having_lost(pick: Pick, lost: float) -> Pick:
    return pick._replace(figures=pick.figures._replace(rest=lost)) if lost else pick


def _standing(sections: Iterable[Section]) -> list[tuple[Best, Section]]:
    return [(best, section) for section in sections if (best := section.best())]
