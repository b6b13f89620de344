"""Which of the terms of many articles one has, and sums over them."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from digests.decisions.stories.vectors import Terms

Numbers = npt.NDArray[np.floating[Any]]
Whole = npt.NDArray[np.int64]

_KINDS = 1 << 15
_LAST = np.uint32(_KINDS - 1)  # bits, which no two characters of Chinese have in common


class Shared:
    """Terms of one article, and of many: these one behind the other, in parts of some sizes.

    They are looked up by their last bits. Terms that meet in these are taken for one, so a sum may be larger
    than the true one and is never smaller: good enough for a bound.
    """

    def __init__(self, mine: Terms, theirs: Terms, sizes: Whole) -> None:
        self._sizes, self._count = sizes, len(mine) + 1
        table, kinds = (
            np.zeros(_KINDS, np.uint16),
            mine & _LAST,
        )  # a larger one is slow: it is new memory each time
        table[kinds] = np.arange(1, self._count)  # 0 is what the one has not
        self._mine, self._theirs = table[kinds], table.take(theirs & _LAST).astype(np.intp)

    @cached_property
    def _parts(self) -> Whole:
        """To which part each of their terms belongs."""
        return np.repeat(np.arange(self._sizes.size), self._sizes.ravel())

    def summed(self, values: Numbers) -> Numbers:
        """What the terms of each part are worth that both have, by a value for each of the one's."""
        found = _added(self._mine, values, self._count).take(self._theirs)
        return _added(self._parts, found, self._sizes.size).reshape(self._sizes.shape)

    def lacking(self, values: Numbers) -> Numbers:
        """The largest value of a term of the one that each part lacks; 0 where it has all."""
        there = np.zeros((self._sizes.size, self._count), np.bool_)
        there[self._parts, self._theirs] = True
        found: Numbers = np.where(there[:, self._mine], 0.0, values).max(axis=1, initial=0.0)
        return found


def _added(places: Whole, values: Numbers, count: int) -> Numbers:
    return cast("Numbers", np.bincount(places, values, count))
