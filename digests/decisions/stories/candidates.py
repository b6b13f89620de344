"""Which articles of the window may tell the event of a new one: those under its heaviest terms."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable

from digests.decisions.stories import weights

_LISTS = 1 << 16  # terms that meet in a list add votes at random, which one term alone cannot decide with
_OVER = 32  # that a list may be longer, so that it is not shortened each time


class Candidates:
    """Slots of articles by term, the newest few hundred of each; terms share lists to save memory."""

    def __init__(self) -> None:
        self._lists: list[array[int] | None] = [None] * _LISTS

    def add(self, slot: int, keys: Iterable[tuple[int, float]]) -> None:
        """List an article under its keys."""
        for key, _ in keys:
            place = key * 0x9E3779B1 >> 7 & _LISTS - 1
            listed = self._lists[place]
            if listed is None:
                self._lists[place] = array("I", (slot,))
            else:
                listed.append(slot)
                if len(listed) > weights.LISTED + _OVER:
                    del listed[:_OVER]

    def votes(self, keys: Iterable[tuple[int, float]]) -> dict[int, float]:
        """Slots with the weights of the keys that they share with an article, summed."""
        votes: defaultdict[int, float] = defaultdict(float)
        for key, weight in keys:
            for slot in self._lists[key * 0x9E3779B1 >> 7 & _LISTS - 1] or ():
                votes[slot] += weight
        return votes
