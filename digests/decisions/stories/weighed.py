"""An article's terms with their weights: one array that new articles are held against, a kilobyte at most.

Numbers of 32 bits: a head (``Head``), units by where they stand (title, opening, rest) and how often, pairs
from the heaviest, a sample of the frame, and what the article names exactly.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies

Length = TypeVar("Length", float, npt.NDArray[np.floating[Any]])

FIXED = 1 << 16  # what is no whole number is kept in parts of 1 / FIXED
_MOST = (1 << 32) - 1


class Head(NamedTuple):
    """What is asked of an article beside its terms, and where the parts end."""

    unspaced: int
    minutes: int  # of publication, Unix; 0 without a time
    length: int  # characters
    text: int  # characters without the title
    said: int  # terms in all
    norm: int  # of the units
    title_norm: int
    title_excess: int
    figures: int
    runs: int  # of the whole frame
    title_once: int  # units of the title that are said once, and those said again; so for opening and rest
    title: int
    opening_once: int
    opening: int
    rest_once: int
    rest: int
    pairs: int
    frame: int
    days: int
    quoted: int
    codes: int
    subject: int
    facts: int

    def said_again(self) -> tuple[tuple[int, int], ...]:
        """From where to where the units stand that are said more than once."""
        return (
            (self.title_once, self.title), (self.opening_once, self.opening), (self.rest_once, self.rest),
        )  # fmt: skip


SIZE = len(Head._fields)
NORMS = slice(Head._fields.index("norm"), Head._fields.index("title_excess") + 1)


def levels(said: int, unspaced: int) -> tuple[float, float]:
    """What a unit counts that is said once, or again, in a text of so many terms (BM25, k1 1.2, b .75)."""
    return counting(0.75 * said / weights.USUAL_LENGTH[bool(unspaced)])


def counting(length: Length) -> tuple[Length, Length]:
    """The same by length: three quarters of how many times as long as usual a text is, or many texts are."""
    longer = 1.2 * (0.25 + length)
    return 2.2 / (1 + longer), 2.2 * weights.AGAIN / (weights.AGAIN + longer)


def renew(numbers: array[int], frequencies: Frequencies) -> None:
    """Set the norms of an array to what its terms weigh now, which is less once it is counted."""
    head = Head._make(numbers[:SIZE])
    once, again = levels(head.said, head.unspaced)
    rarities = frequencies.rarities(np.asarray(numbers[SIZE : head.rest])).tolist()
    heavy = [value * once for value in rarities]
    for start, end in head.said_again():
        heavy[start - SIZE : end - SIZE] = [value * again for value in rarities[start - SIZE : end - SIZE]]
    numbers[NORMS] = norms(heavy, rarities[: head.title - SIZE])


def norms(heavy: Iterable[float], title: Sequence[float]) -> array[int]:
    """What stands at ``NORMS``, by what all units weigh and how rare those of the title are."""
    return array("I", (fixed(norm(heavy)), fixed(norm(title)), fixed(excess(title))))


def norm(values: Iterable[float]) -> float:
    """The length of a vector."""
    return sqrt(sum([value * value for value in values]))


def excess(values: Iterable[float]) -> float:
    """How far terms are rarer than a usual one, summed."""
    return sum([value - weights.USUAL_IDF for value in values if value > weights.USUAL_IDF])


def fixed(value: float) -> int:
    """A number in parts of 1 / ``FIXED``."""
    return min(int(value * FIXED), _MOST)
