"""In how many articles a term stands: what is rare tells an event."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import log

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.vectors import pairs_of, units_of
from digests.decisions.stories.weights import LEAST_IDF, PRIOR

_UNITS, _PAIRS = 1 << 18, 1 << 21  # counters; terms that meet in one make each other look a little less rare


class Frequencies:
    """Counts of articles by term, in 9 MB whatever their number."""

    def __init__(self) -> None:
        self.articles = 0
        self._units = array("I", bytes(4 * _UNITS))
        self._pairs = array("I", bytes(4 * _PAIRS))

    def add(self, prepared: Prepared) -> None:
        """Count an article."""
        self._count(prepared, 1)

    def remove(self, prepared: Prepared) -> None:
        """Take an article back that was counted."""
        self._count(prepared, -1)

    def _count(self, prepared: Prepared, step: int) -> None:
        self.articles = max(0, self.articles + step)
        for counts, size, terms in self._tables(prepared):
            for term in terms:
                place = _place(term, size)
                counts[place] = max(0, counts[place] + step)

    def _tables(self, prepared: Prepared) -> Iterable[tuple[array[int], int, Iterable[int]]]:
        yield self._units, _UNITS, units_of(prepared)
        yield self._pairs, _PAIRS, pairs_of(prepared)

    def idf(self, term: int) -> float:
        """How rare a unit is, from ``LEAST_IDF`` to 1; never asked for pairs."""
        return self._rarity(self._units[_place(term, _UNITS)])

    def pair_idf(self, term: int) -> float:
        """How rare a pair is, from ``LEAST_IDF`` to 1."""
        return self._rarity(self._pairs[_place(term, _PAIRS)])

    def _rarity(self, count: int) -> float:
        whole = self.articles + PRIOR
        return max(LEAST_IDF, log(whole / (count + 1)) / log(whole))


def _place(term: int, size: int) -> int:
    return (term * 0x9E3779B1 >> 7) % size
