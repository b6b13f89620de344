"""Filters that let everything through but what they exclude, held against a post without trying them all.

An alternative that names no words cannot wait at its rarest one. What it excludes can: a post leads to the
filters of whose exclusions it has the words, and whatever filter it does not lead to lets it through: of
10,000 filters a millisecond a post, as long as it takes to name the 440 that keep it back (``make bench
ONLY=standing``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from digests.decisions.search.filters import exclusions, with_words
from digests.decisions.search.matching import Words
from digests.decisions.search.standing_queries import StandingQueries
from digests.decisions.search.wanted import MOST_ALTERNATIVES, Wanted


class Answered(NamedTuple):
    """The queries that ``found`` a post, the filters that exclude, and which of them keep it ``back``."""

    found: Collection[int] = frozenset()
    excluding: AbstractSet[int] = frozenset()
    back: Collection[int] = frozenset()

    def passes(self, filters: Iterable[int]) -> bool:
        """Whether all of these filters let the post through."""
        return all(
            each not in self.back if each in self.excluding else each in self.found for each in filters
        )


class Excluding:
    """Filters by their numbers, each with an alternative that names no words."""

    def __init__(self) -> None:
        self._naming = StandingQueries()
        self._excluded = StandingQueries()
        self._open: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._open)

    @property
    def all(self) -> frozenset[int]:
        """Their numbers."""
        return frozenset(self._open)

    def add(self, query: int, wanted: Wanted) -> None:
        """Have a filter wait, in the place of the one of its number; nothing where all of it names words.

        Each of its alternatives that only excludes waits for what it excludes, under a number of its own.
        """
        self.remove(query)
        opened = list(exclusions(wanted))
        if opened:
            self._open[query] = len(opened)
            self._naming.add(query, with_words(wanted))
        for number, each in enumerate(opened):
            self._excluded.add(query * MOST_ALTERNATIVES + number, each)

    def remove(self, query: int) -> None:
        """Let a filter go; nothing where there is none."""
        for number in range(self._open.pop(query, 0)):
            self._excluded.remove(query * MOST_ALTERNATIVES + number)
        self._naming.remove(query)

    def back(self, words: Words) -> set[int]:
        """The filters that keep a post of these words back: each of their alternatives excludes it."""
        met = Counter(number // MOST_ALTERNATIVES for number in self._excluded.find(words))
        held = {query for query, count in met.items() if count == self._open[query]}
        return held - self._naming.find(words) if held else held
