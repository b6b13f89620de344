"""In how many articles a term stands: what is rare tells an event."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import log

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.vectors import pairs_of, units_of
from digests.decisions.stories.weights import LEAST_IDF, PRIOR, REMEMBERED

_UNITS, _PAIRS = 1 << 18, 1 << 21  # counters; terms that meet in one make each other look a little less rare
_MOST = (1 << 16) - 1


class Frequencies:
    """Counts of articles by term, in 5 MB whatever their number."""

    def __init__(self) -> None:
        self.articles = 0
        self._units = array("H", bytes(2 * _UNITS))
        self._pairs = array("H", bytes(2 * _PAIRS))

    def add(self, prepared: Prepared) -> None:
        """Count an article; of more than ``REMEMBERED`` the older ones count half."""
        if self.articles >= REMEMBERED:
            self._halve()
        self._count(prepared, 1)

    def remove(self, prepared: Prepared) -> None:
        """Take an article back that was counted."""
        self._count(prepared, -1)

    def idf(self, unit: int) -> float:
        """How rare a unit is, from ``LEAST_IDF`` to 1."""
        return self.idfs((unit,))[0]

    def pair_idf(self, pair: int) -> float:
        """How rare a pair is, from ``LEAST_IDF`` to 1."""
        return self.pair_idfs((pair,))[0]

    def idfs(self, units: Iterable[int]) -> list[float]:
        """How rare each of some units is."""
        return self._rarities(self._units, _UNITS - 1, units)

    def pair_idfs(self, pairs: Iterable[int]) -> list[float]:
        """How rare each of some pairs is."""
        return self._rarities(self._pairs, _PAIRS - 1, pairs)

    def _rarities(self, counts: array[int], mask: int, terms: Iterable[int]) -> list[float]:
        """``log(all / (count + 1)) / log(all)`` for many terms at once: a call each would cost too much."""
        scale = 1 / log(self.articles + PRIOR)
        found = [1.0 - scale * log(counts[term * 0x9E3779B1 >> 9 & mask] + 1) for term in terms]
        return [max(LEAST_IDF, value) for value in found]

    def _count(self, prepared: Prepared, step: int) -> None:
        self.articles = max(0, self.articles + step)
        for counts, mask, terms in self._tables(prepared):
            for term in terms:
                place = term * 0x9E3779B1 >> 9 & mask
                counts[place] = min(_MOST, max(0, counts[place] + step))

    def _tables(self, prepared: Prepared) -> Iterable[tuple[array[int], int, Iterable[int]]]:
        yield self._units, _UNITS - 1, units_of(prepared)
        yield self._pairs, _PAIRS - 1, pairs_of(prepared)

    def _halve(self) -> None:
        self.articles //= 2
        self._units = array("H", [count >> 1 for count in self._units])
        self._pairs = array("H", [count >> 1 for count in self._pairs])
