"""The articles of the window: their arrays, stories and times, a slot for each."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from digests.decisions.stories.weighed import Head

_BLOCK = 1 << 18  # numbers, a megabyte: arrays share it, for an object each would cost a tenth of them
_GAPS = 1_000  # empty slots that are not worth it
_END = Head._fields.index("facts")
_MINUTES = Head._fields.index("minutes")
_GONE = (1 << 32) - 1  # minutes, in the year 10136


class Held:
    """Arrays in blocks, which go when nothing in them is held any more."""

    def __init__(self) -> None:
        self._slots: dict[int, int] = {}
        self._places, self._minutes, self._stories = array("Q"), array("I"), array("q")
        self._blocks: list[array[int]] = []
        self._counts: list[int] = []

    def __len__(self) -> int:
        return len(self._slots)

    def put(self, article: int, story: int, numbers: array[int]) -> int:
        """Hold an article that is not held yet, in a new slot."""
        if not self._blocks or len(self._blocks[-1]) + len(numbers) > _BLOCK:
            self._blocks.append(array("I"))
            self._counts.append(0)
        self._places.append(len(self._blocks) - 1 << 32 | len(self._blocks[-1]))
        self._blocks[-1].extend(numbers)
        self._counts[-1] += 1
        self._minutes.append(numbers[_MINUTES])
        self._stories.append(story)
        self._slots[article] = slot = len(self._stories) - 1
        return slot

    def drop(self, article: int) -> None:
        """Let go of an article."""
        slot = self._slots.pop(article)
        self._minutes[slot] = _GONE
        block = self._places[slot] >> 32
        self._counts[block] -= 1
        if not self._counts[block] and block < len(self._blocks) - 1:
            self._blocks[block] = array("I")

    def numbers(self, slot: int) -> array[int]:
        """The array of an article."""
        place = self._places[slot]
        block, start = self._blocks[place >> 32], place & 0xFFFF_FFFF
        return block[start : start + block[start + _END]]

    def slot(self, article: int) -> int | None:
        """Where an article is, if it is held."""
        return self._slots.get(article)

    def story(self, slot: int) -> int:
        """The story that an article tells."""
        return self._stories[slot]

    def tell(self, slot: int, story: int) -> None:
        """An article tells another story."""
        self._stories[slot] = story

    def articles(self) -> dict[int, int]:
        """The slot of each article."""
        return self._slots

    def within(self, slots: npt.NDArray[np.int64], from_: int, upto: int) -> npt.NDArray[np.bool_]:
        """Which of some slots are held and of articles between two minutes."""
        minutes = np.frombuffer(self._minutes, np.uint32)[slots].astype(np.int64)
        return (minutes >= from_) & (minutes <= upto)

    def close_up(self) -> npt.NDArray[np.int64] | None:
        """Number the slots anew once half of them are empty: the new one of each, -1 for none. Else None."""
        if len(self._stories) < 2 * len(self._slots) + _GAPS:
            return None
        numbers, kept = np.full(len(self._stories), -1, np.int64), Held()
        for article, slot in sorted(self._slots.items(), key=lambda each: each[1]):
            numbers[slot] = kept.put(article, self._stories[slot], self.numbers(slot))
        self.__dict__ = kept.__dict__
        return numbers

    def before(self, minute: float) -> list[int]:
        """The articles that were published before a minute."""
        return [article for article, slot in self._slots.items() if self._minutes[slot] < minute]
