"""In how many articles a term stands: what is rare tells an event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log

import numpy as np
import numpy.typing as npt

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.vectors import Terms, pairs_of, unique_units_of
from digests.decisions.stories.weights import LEAST_IDF, PRIOR, REMEMBERED

_UNITS, _PAIRS = 1 << 18, 1 << 21  # counters; terms that meet in one make each other look a little less rare
_MOST = (1 << 16) - 1
_SPREAD, _UPPER = np.uint64(0x9E3779B1), np.uint64(9)
_LOG = np.array([log(count) for count in range(1, _MOST + 2)])  # of each count and one: half a megabyte

Counts = npt.NDArray[np.uint16]
Rarities = npt.NDArray[np.float64]


class Frequencies:
    """Counts of articles by term, in 5 MB whatever their number."""

    def __init__(self) -> None:
        self.articles = 0
        self._units = np.zeros(_UNITS, np.uint16)
        self._pairs = np.zeros(_PAIRS, np.uint16)

    def add(self, prepared: Prepared) -> None:
        """Count an article; of more than ``REMEMBERED`` the older ones count half."""
        self.count(unique_units_of(prepared), pairs_of(prepared))

    def count(self, units: Terms, pairs: Terms) -> None:
        """The same by its terms, each once, where they are at hand."""
        if self.articles >= REMEMBERED:
            self._halve()
        self._step(units, pairs, 1)

    def count_all(self, articles: Sequence[Prepared]) -> None:
        """Count many at once, in a quarter of the time."""
        while self.articles >= REMEMBERED:
            self._halve()
        self.articles += len(articles)
        self._add(self._units, [unique_units_of(each) for each in articles])
        self._add(self._pairs, [pairs_of(each) for each in articles])

    @staticmethod
    def _add(counts: Counts, terms: Sequence[Terms]) -> None:
        places, times = np.unique(_places(counts, np.concatenate(terms)), return_counts=True)
        counts[places] = np.minimum(counts[places] + times, _MOST)

    def remove(self, prepared: Prepared) -> None:
        """Take an article back that was counted."""
        self._step(unique_units_of(prepared), pairs_of(prepared), -1)

    def idf(self, unit: int) -> float:
        """How rare a unit is, from ``LEAST_IDF`` to 1."""
        return float(self.rarities(np.array((unit,), np.uint32))[0])

    def pair_idf(self, pair: int) -> float:
        """How rare a pair is, from ``LEAST_IDF`` to 1."""
        return float(self.pair_rarities(np.array((pair,), np.uint32))[0])

    def idfs(self, units: Collection[int]) -> list[float]:
        """How rare each of some units is."""
        found: list[float] = self.rarities(np.fromiter(units, np.uint32, len(units))).tolist()
        return found

    def rarities(self, units: Terms) -> Rarities:
        """The same of an array."""
        return self._rarities(self._units, units)

    def pair_rarities(self, pairs: Terms) -> Rarities:
        """How rare each of some pairs is."""
        return self._rarities(self._pairs, pairs)

    def _rarities(self, counts: Counts, terms: Terms) -> Rarities:
        """``log(all / (count + 1)) / log(all)``."""
        scale = 1 / log(self.articles + PRIOR)
        return np.maximum(1.0 - scale * _LOG.take(counts.take(_places(counts, terms))), LEAST_IDF)

    def _step(self, units: Terms, pairs: Terms, step: int) -> None:
        self.articles = max(0, self.articles + step)
        full = _MOST if step > 0 else 0  # or nothing left to take back
        for counts, terms in ((self._units, units), (self._pairs, pairs)):
            places = _places(counts, terms)
            np.add.at(counts, places[counts[places] != full], counts.dtype.type(step & _MOST))

    def _halve(self) -> None:
        self.articles //= 2
        self._units >>= 1
        self._pairs >>= 1


def _places(counts: Counts, terms: Terms) -> npt.NDArray[np.int64]:
    """Where terms are counted; the number of counters is a power of 2."""
    spread = terms.astype(np.uint64)
    spread *= _SPREAD
    spread >>= _UPPER
    spread &= np.uint64(len(counts) - 1)
    return spread.view(np.int64)  # what arrays look up by, without another copy
