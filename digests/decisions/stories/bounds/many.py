"""One article and many others: what they share, for all of them at once."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from digests.decisions.stories import weights
from digests.decisions.stories.bounds.shared import Numbers, Shared, Whole
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.vectors import Terms
from digests.decisions.stories.weighed import SIZE, Head, counting

_AT = {name: n for n, name in enumerate(Head._fields)}
_REST, _PAIRS = _AT["rest"], _AT["pairs"]
_BEGIN, _ENDS = slice(_AT["title_once"], _REST), slice(_AT["title_once"] + 1, _REST + 1)
_SPREAD, _UPPER = np.uint32(0x9E3779B1), np.uint32(17)  # the last bits of a pair are its second character
_ONCE, _AGAIN = np.array((1.0, 0.0) * 3), np.array((0.0, 1.0) * 3)
_TITLE, _OPENING = np.array((1.0,) * 2 + (0.0,) * 4), np.array((1.0,) * 4 + (0.0,) * 2)


class Many:
    """A probe and other articles, at least one."""

    def __init__(self, probe: Probe, others: Sequence[array[int]]) -> None:
        self.probe, self.mine, self._others = probe, probe.head, others
        heads = _joined([each[:SIZE] for each in others])
        self._heads = heads.reshape(-1, SIZE).astype(np.int64)

    def __len__(self) -> int:
        return len(self._others)

    def head(self, name: str) -> Whole:
        """What the heads of the others say."""
        return self._heads[:, _AT[name]]

    @cached_property
    def _units(self) -> Shared:
        """Units in six parts: title, opening, rest, of each those that are said once and those said again."""
        sizes = np.empty((len(self), 6), np.int64)
        sizes[:, 0] = self.head("title_once") - SIZE
        np.subtract(self._heads[:, _ENDS], self._heads[:, _BEGIN], out=sizes[:, 1:])
        return Shared(self.probe.terms, _joined([each[SIZE : each[_REST]] for each in self._others]), sizes)

    @cached_property
    def _pairs(self) -> Shared:
        mine, theirs = (
            terms * _SPREAD >> _UPPER
            for terms in (
                self.probe.pair_terms,
                _joined([each[each[_REST] : each[_PAIRS]] for each in self._others]),
            )
        )
        return Shared(mine, theirs, self.head("pairs") - self.head("rest"))

    @cached_property
    def dot(self) -> Numbers:
        """The product of the units of both, each as often as it counts, if they are of one kind of script."""
        found = self._units.summed(self.probe.products)
        once, again = counting(0.75 * self.head("said") / weights.USUAL_LENGTH[bool(self.mine.unspaced)])
        both: Numbers = once * (found @ _ONCE) + again * (found @ _AGAIN)
        return both

    @cached_property
    def of_my_title(self) -> tuple[Numbers, Numbers]:
        """The squared rarities of units of the probe's title: in their titles, and in title and opening."""
        found = self._units.summed(self._squares(self.mine.title))
        return found @ _TITLE, found @ _OPENING

    @cached_property
    def of_my_opening(self) -> Numbers:
        """Those of its title and opening in their titles."""
        found: Numbers = self._units.summed(self._squares(self.mine.opening)) @ _TITLE
        return found

    def _squares(self, end: int) -> Numbers:
        values = self.probe.rarities * self.probe.rarities
        values[end - SIZE :] = 0.0
        return values

    def rarity(self, from_: int) -> Numbers:
        """The rarities of units from a number on, summed."""
        of_these = np.where(self.probe.terms >= from_, self.probe.rarities, 0.0)
        found: Numbers = self._units.summed(of_these).sum(axis=1)
        return found

    def pairs(self) -> Numbers:
        """The rarities of the pairs of both, summed."""
        return self._pairs.summed(self.probe.pair_rarities)

    def lacking(self) -> Numbers:
        """The rarity of the rarest pair that each of the others lacks."""
        return self._pairs.lacking(self.probe.pair_rarities)


def _joined(parts: Sequence[array[int]]) -> Terms:
    return np.frombuffer(b"".join(parts), np.uint32)
