"""Turns: each subscription gives its best story in turn, and what is alike gives way.

Scores only fall as stories are taken (``taken.py``), so a story is weighed anew when it comes to the top:
stories of one source wait in one row, of which only the first is looked at, and 2,000 of them cost no more
than their sorting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import heapify, heappop, heappush, heapreplace
from typing import NamedTuple

from digests.decisions.ranking.taken import Place, Ranked, Taken, by_base
from digests.model import Pick


class Best(NamedTuple):
    """The best story of a section, where it stands, and what it has lost to others."""

    place: Place
    one: Ranked
    lost: float


class Section:
    """The stories of one subscription, the ``best`` first, given the others that were taken."""

    def __init__(self, stories: Sequence[Ranked], taken: Taken) -> None:
        self.best: Best | None = None
        self._taken = taken
        rows: dict[object, list[Ranked]] = {}
        for one in sorted(stories, key=by_base, reverse=True):
            rows.setdefault(one.alone or one.story, []).append(one)
        self._heap = [(row[-1].base, row[-1].story, row) for row in rows.values()]
        heapify(self._heap)
        self.look()

    def look(self) -> None:
        """Look which is its best story now."""
        self.best = self._best()

    def _best(self) -> Best | None:
        while self._heap:
            known, story, row = self._heap[0]
            one = row[-1]
            lost = self._taken.lost(one)
            place = _place(one, lost)
            if place == known:
                return Best(place, one, lost)
            if self._taken.event(one) and len(row) > 1:  # it falls behind others of its row
                heappop(self._heap)
                row.pop()
                heappush(self._heap, self._entry(row))
                row = [one]
                heappush(self._heap, (place, story, row))
            else:
                heapreplace(self._heap, (place, story, row))
        return None

    def take(self) -> None:
        """Its best story is taken."""
        row = self._heap[0][2]
        row.pop()
        if row:
            heapreplace(self._heap, self._entry(row))
        else:
            heappop(self._heap)

    def _entry(self, row: list[Ranked]) -> tuple[Place, int, list[Ranked]]:
        """A row in the heap: where its first story stands now."""
        one = row[-1]
        return _place(one, self._taken.lost(one)), one.story, row


def _place(one: Ranked, lost: float) -> Place:
    """Where it stands when it has lost so much; smaller is better."""
    score, latest, post = one.base
    return (score - lost, latest, post)


def by_turns(sections: Iterable[Sequence[Ranked]], related: Mapping[int, AbstractSet[int]]) -> Iterator[Pick]:
    """All stories; of those whose turn it is the best first."""
    taken = Taken(related)
    waiting = [Section(stories, taken) for stories in sections]
    while waiting := [each for each in waiting if each.best]:
        turn = list(waiting)
        while turn:
            section, best = _first(turn)
            section.take()
            taken.add(best.one)
            section.look()
            for each in waiting:
                if each.best and each is not section and taken.touches(best.one, each.best.one):
                    each.look()
            turn = [each for each in turn if each is not section and each.best]
            yield _having_lost(best.one.pick, best.lost)


def _first(turn: Iterable[Section]) -> tuple[Section, Best]:
    """The section whose best story is the best of all."""
    standing = ((each.best.place, each, each.best) for each in turn if each.best)
    _, section, best = min(standing, key=_place_of)
    return section, best


def _place_of(standing: tuple[Place, Section, Best]) -> Place:
    return standing[0]


def _having_lost(pick: Pick, lost: float) -> Pick:
    return pick._replace(figures=pick.figures._replace(rest=lost)) if lost else pick
