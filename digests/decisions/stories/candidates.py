"""Which articles of the window may tell the event of a new one: those under its heaviest terms."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from digests.decisions.stories import weights
from digests.decisions.stories.probe import Probe

_LISTS = 1 << 16  # terms that meet in a list add votes at random, which one term alone cannot decide with


class Candidates:
    """Slots of articles by term, the newest few hundred of each; terms share lists to save memory."""

    def __init__(self) -> None:
        self._lists: list[array[int] | None] = [None] * _LISTS

    def add(self, slot: int, probe: Probe) -> None:
        """List an article under its heaviest units and pairs."""
        for key, _ in _keys(probe):
            place = key * 0x9E3779B1 >> 7 & _LISTS - 1
            listed = self._lists[place]
            if listed is None:
                self._lists[place] = array("I", (slot,))
            else:
                listed.append(slot)
                if len(listed) > 2 * weights.LISTED:
                    del listed[: weights.LISTED]

    def votes(self, probe: Probe) -> Counter[int]:
        """Slots with the weights of the terms that they share with an article, summed."""
        votes: Counter[int] = Counter()
        for key, weight in _keys(probe):
            for slot in self._lists[key * 0x9E3779B1 >> 7 & _LISTS - 1] or ():
                votes[slot] += weight  # type: ignore[assignment]
        return votes


def _keys(probe: Probe) -> Iterator[tuple[int, float]]:
    """The terms that an article is found by: in a young store, which knows nothing rare, all of them."""
    young = probe.frequencies.articles < weights.YOUNG
    units = sorted(probe.product, key=probe.product.__getitem__, reverse=True)
    for unit in units if young else units[: weights.INDEX_UNITS]:
        yield unit, probe.idf[unit]
    for pair, weight in islice(probe.pairs.items(), None if young else weights.INDEX_PAIRS):
        yield pair ^ 0x5555_5555, weight
