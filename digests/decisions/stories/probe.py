"""An article that is held against many: its weights by term, each made once, when it is asked for."""

from __future__ import annotations

from array import array
from functools import cached_property

import numpy as np

from digests.decisions.stories.frequencies import Frequencies, Rarities
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.vectors import Terms
from digests.decisions.stories.weighed import SIZE, Head, levels


class Probe:
    """The weights of a weighed article, where each is found at once; ``rarities`` of its units if at hand."""

    def __init__(
        self, weighed: array[int], frequencies: Frequencies, rarities: Rarities | None = None
    ) -> None:
        self._weighed, self.frequencies = weighed, frequencies
        self.head = head = Head._make(weighed[:SIZE])
        self.terms: Terms = np.array(weighed[SIZE : head.rest], np.uint32)
        self.rarities = frequencies.rarities(self.terms) if rarities is None else rarities

    @cached_property
    def products(self) -> Rarities:
        """What each unit adds to the likeness to an article that says it once: in the order of ``terms``."""
        once, again = levels(self.head.said, self.head.unspaced)
        found = self.rarities * self.rarities * once
        for start, end in self.head.said_again():
            found[start - SIZE : end - SIZE] *= again / once
        return found

    @cached_property
    def idf(self) -> dict[int, float]:
        """The rarity of each unit."""
        return dict(zip(self._weighed[SIZE : self.head.rest], self.rarities.tolist(), strict=True))

    @cached_property
    def product(self) -> dict[int, float]:
        """``products`` by unit."""
        return dict(zip(self._weighed[SIZE : self.head.rest], self.products.tolist(), strict=True))

    @cached_property
    def units(self) -> frozenset[int]:
        """All of its units."""
        return frozenset(self._weighed[SIZE : self.head.rest])

    @cached_property
    def order(self) -> array[int]:
        """The units that the title says once, as it says them."""
        return self._weighed[SIZE : self.head.title_once]

    @cached_property
    def title(self) -> frozenset[int]:
        """The units of the title."""
        return frozenset(self._weighed[SIZE : self.head.title])

    @cached_property
    def opening(self) -> frozenset[int]:
        """Those of the title and of the opening."""
        return frozenset(self._weighed[SIZE : self.head.opening])

    @cached_property
    def figures(self) -> frozenset[int]:
        """The units that are figures."""
        return frozenset(unit for unit in self._weighed[SIZE : self.head.rest] if unit >= FIGURE)

    @cached_property
    def pair_terms(self) -> Terms:
        """The pairs, from the heaviest on."""
        return np.array(self._weighed[self.head.rest : self.head.pairs], np.uint32)

    @cached_property
    def pair_rarities(self) -> Rarities:
        """The rarity of each."""
        return self.frequencies.pair_rarities(self.pair_terms)

    @cached_property
    def pairs(self) -> dict[int, float]:
        """The same by pair."""
        return dict(zip(self.pair_terms.tolist(), self.pair_rarities.tolist(), strict=True))

    @cached_property
    def frame(self) -> array[int]:
        """The sample of its frame."""
        return self._weighed[self.head.pairs : self.head.frame]

    @cached_property
    def runs(self) -> frozenset[int]:
        """The same as a set."""
        return frozenset(self.frame)

    @cached_property
    def days(self) -> frozenset[int]:
        """The days that it names."""
        return frozenset(self._weighed[self.head.frame : self.head.days])

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The names that it quotes."""
        return frozenset(self._weighed[self.head.days : self.head.quoted])

    @cached_property
    def codes(self) -> frozenset[int]:
        """The codes of companies."""
        return frozenset(self._weighed[self.head.quoted : self.head.codes])

    @cached_property
    def subject(self) -> frozenset[int]:
        """Of whom the title speaks."""
        return frozenset(self._weighed[self.head.codes : self.head.subject])

    @cached_property
    def facts(self) -> frozenset[int]:
        """Its exact facts."""
        return frozenset(self._weighed[self.head.subject : self.head.facts])
