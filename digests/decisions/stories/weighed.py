"""An article's terms with their weights: one array that new articles are held against, a kilobyte at most.

Numbers of 32 bits: a head (``Head``), units by where they stand (title, opening, rest) and how often, pairs
from the heaviest, a sample of the frame, and what the article names exactly.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.vectors import frame_of, pairs_of, units_of

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


SIZE = len(Head._fields)


def levels(said: int, unspaced: int) -> tuple[float, float]:
    """What a unit counts that is said once, or again, in a text of so many terms (BM25, k1 1.2, b .75)."""
    longer = 1.2 * (0.25 + 0.75 * said / weights.USUAL_LENGTH[bool(unspaced)])
    return 2.2 / (1 + longer), 2.2 * weights.AGAIN / (weights.AGAIN + longer)


def weigh(prepared: Prepared, frequencies: Frequencies) -> array[int]:
    """The array of an article, with the weights that its terms have now."""
    counts = units_of(prepared)
    said, title = counts.total(), title_of(prepared)
    once, again = levels(said, prepared.unspaced)
    idf = dict(zip(counts, frequencies.idfs(counts), strict=True))
    heavy = {unit: idf[unit] * (once if count == 1 else again) for unit, count in counts.items()}
    units = heaviest(heavy, weights.MOST_UNITS)
    pairs = pairs_of(prepared)
    rare = heaviest(
        dict(zip(pairs, frequencies.pair_idfs(pairs), strict=True)), weights.most_pairs(len(units))
    )
    frame = sorted(frame_of(prepared))
    parts: list[Sequence[int]] = [*_by_place(units, counts, title, opening_of(prepared)), rare]
    parts += [frame[: weights.MOST_FRAME], prepared.days, prepared.quoted, prepared.codes, prepared.subject]
    parts.append(prepared.facts)
    kept = [idf[unit] for unit in units if unit in title]
    head = Head(
        prepared.unspaced,
        max(0, prepared.seconds // 60),
        prepared.length,
        prepared.text,
        said,
        fixed(norm(heavy[unit] for unit in units)),
        fixed(norm(kept)),
        fixed(excess(kept)),
        sum(unit >= FIGURE for unit in units),
        len(frame),
        *_ends(parts),
    )
    return array("I", [*head, *(number for part in parts for number in part)])


def heaviest(heavy: dict[int, float], most: int) -> list[int]:
    """The heaviest terms; of those that weigh the same a sample by number, the same whatever they came in."""
    return sorted(sorted(heavy), key=heavy.__getitem__, reverse=True)[:most]


def title_of(prepared: Prepared) -> set[int]:
    """The units of the title's beginning."""
    return set(prepared.title[: weights.TITLE_TERMS[prepared.unspaced]])


def opening_of(prepared: Prepared) -> set[int]:
    """The first units of the body."""
    return set(prepared.body[: weights.OPENING_TERMS[prepared.unspaced]])


def norm(values: Iterable[float]) -> float:
    """The length of a vector."""
    return sqrt(sum([value * value for value in values]))


def excess(values: Iterable[float]) -> float:
    """How far terms are rarer than a usual one, summed."""
    return sum([value - weights.USUAL_IDF for value in values if value > weights.USUAL_IDF])


def fixed(value: float) -> int:
    """A number in parts of 1 / ``FIXED``."""
    return min(int(value * FIXED), _MOST)


def _by_place(
    units: Iterable[int], counts: dict[int, int], title: set[int], opening: set[int]
) -> list[list[int]]:
    slices: list[list[int]] = [[], [], [], [], [], []]
    for unit in _in_order(units, counts):  # as they are said, for a mould is told by their order
        place = 0 if unit in title else 2 if unit in opening else 4
        slices[place + (counts[unit] > 1)].append(unit)
    return slices


def _in_order(units: Iterable[int], counts: dict[int, int]) -> list[int]:
    kept = set(units)
    return [unit for unit in counts if unit in kept]


def _ends(parts: Iterable[Sequence[int]]) -> list[int]:
    ends, place = [], SIZE
    for part in parts:
        place += len(part)
        ends.append(place)
    return ends
