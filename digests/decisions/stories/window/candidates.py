"""Which articles of the window may tell the event of a new one: those under its heaviest terms."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from digests.decisions.stories import weights

_LISTS = 1 << 16  # terms that meet in a list add votes at random, which one term alone cannot decide with
_OVER = 32  # that a list may be longer, so that it is not shortened each time
_MORE = 4096  # slots than there are now
_NOTHING = array("I")

Slots = npt.NDArray[np.int64]
Votes = npt.NDArray[np.float64]


class Candidates:
    """Slots of articles by term, the newest few hundred of each; terms share lists to save memory."""

    def __init__(self) -> None:
        self._lists: list[array[int] | None] = [None] * _LISTS
        self._summed, self._seen = np.zeros(0), np.zeros(0, np.uint32)  # by slot, to count with

    def add(self, slot: int, keys: Iterable[int]) -> None:
        """List an article under its keys."""
        for key in keys:
            place = _place(key)
            listed = self._lists[place]
            if listed is None:
                self._lists[place] = array("I", (slot,))
            else:
                listed.append(slot)
                if len(listed) > weights.LISTED + _OVER:
                    del listed[:_OVER]

    def votes(self, keys: Sequence[tuple[int, float]]) -> tuple[Slots, Votes]:
        """Slots with the weights of the keys that they share with an article, summed in their order."""
        listed = [self._lists[_place(key)] or _NOTHING for key, _ in keys]
        slots = np.frombuffer(b"".join(listed), np.uint32).astype(np.int64)  # by others arrays look up slowly
        last = self._last_of(slots)
        np.add.at(self._summed, slots, np.repeat([weight for _, weight in keys], [*map(len, listed)]))
        votes = self._summed[last]
        self._summed[last] = 0.0
        return last, votes

    def _last_of(self, slots: Slots) -> Slots:
        """Each of some slots once: putting them in order to find those that are equal takes longer."""
        highest = int(slots.max(initial=0))
        if highest >= len(self._summed):
            self._summed = np.zeros(highest + _MORE)
            self._seen = np.zeros(highest + _MORE, np.uint32)
        places = np.arange(len(slots), dtype=np.uint32)
        self._seen[slots] = places
        last: Slots = slots[self._seen[slots] == places]
        return last

    def renumber(self, numbers: Slots) -> None:
        """Slots have other ``numbers`` from now on; those below 0 are nowhere any more."""
        for place, listed in enumerate(self._lists):
            if listed is not None:
                new = numbers[np.asarray(listed)]
                kept = new[new >= 0].astype(np.uint32)
                self._lists[place] = array("I", kept.tobytes()) if len(kept) else None


def most_voted(slots: Slots, votes: Votes) -> list[int]:
    """The few slots with most votes, of equal ones the newer first."""
    most = weights.CANDIDATES
    if len(slots) > most:  # so many have at least the least of so many highest votes
        highest = votes[: len(votes) // most * most].reshape(-1, most).max(axis=0)
        slots, votes = _with(slots, votes, highest.min())
        slots, votes = _with(slots, votes, np.partition(votes, -most)[-most])
    nearest: list[int] = slots[np.lexsort((-slots, -votes))[:most]].tolist()
    return nearest


def _with(slots: Slots, votes: Votes, least: float) -> tuple[Slots, Votes]:
    there = votes >= least
    return slots[there], votes[there]


def _place(key: int) -> int:
    return key * 0x9E3779B1 >> 7 & _LISTS - 1
