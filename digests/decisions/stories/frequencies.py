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
_LOG = array(
    "d", map(log, range(1, _MOST + 2))
)  # of each count and one: half a megabyte, a third of the time


class Frequencies:
    """Counts of articles by term, in 5 MB whatever their number."""

    def __init__(self) -> None:
        self.articles = 0
        self._units = array("H", bytes(2 * _UNITS))
        self._pairs = array("H", bytes(2 * _PAIRS))

    def add(self, prepared: Prepared) -> None:
        """Count an article; of more than ``REMEMBERED`` the older ones count half."""
        self.count(units_of(prepared), pairs_of(prepared))

    def count(self, units: Iterable[int], pairs: Iterable[int]) -> None:
        """The same by its terms, where they are at hand."""
        if self.articles >= REMEMBERED:
            self._halve()
        self._step(units, pairs, 1)

    def remove(self, prepared: Prepared) -> None:
        """Take an article back that was counted."""
        self._step(units_of(prepared), pairs_of(prepared), -1)

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
        scale, known, least = 1 / log(self.articles + PRIOR), _LOG, LEAST_IDF
        found = [1.0 - scale * known[counts[term * 0x9E3779B1 >> 9 & mask]] for term in terms]
        return [value if value > least else least for value in found]  # noqa: FURB136 - a call each is slow

    def _step(self, units: Iterable[int], pairs: Iterable[int], step: int) -> None:
        self.articles = max(0, self.articles + step)
        for counts, mask, terms in ((self._units, _UNITS - 1, units), (self._pairs, _PAIRS - 1, pairs)):
            for place in [term * 0x9E3779B1 >> 9 & mask for term in terms]:
                try:
                    counts[place] += step
                except OverflowError:  # full, or nothing left to take back
                    continue

    def _halve(self) -> None:
        self.articles //= 2
        self._units = array("H", [count >> 1 for count in self._units])
        self._pairs = array("H", [count >> 1 for count in self._pairs])
