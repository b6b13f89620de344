"""Units, pairs and frame of an article, from its terms in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import BREAK, FIGURE, WORD

_32_BITS = 0xFFFF_FFFF
_FRAME = {True: 4, False: 2}  # terms of a run: four characters, or two words


def units_of(prepared: Prepared) -> Counter[int]:
    """Its terms, counted."""
    counted = Counter(prepared.title)
    counted.update(prepared.body)
    del counted[BREAK]
    return counted


def pairs_of(prepared: Prepared) -> Counter[int]:
    """Neighbouring characters; words, figures, and neighbouring words; counted."""
    return Counter(_pairs(prepared.title)) + Counter(_pairs(prepared.body))


def _pairs(terms: Iterable[int]) -> Iterator[int]:
    before = BREAK
    for term in terms:
        if term >= WORD:
            yield term
        if before and term and (before < WORD) == (term < WORD) and max(before, term) < FIGURE:
            yield joined(before, term)
        before = term


def joined(one: int, other: int) -> int:
    """The number of two neighbours."""
    return (one << 16 | other) & _32_BITS if other < WORD else (one * 0x85EBCA6B + other * 0xC2B2AE35) & _32_BITS


def frame_of(prepared: Prepared) -> set[int]:
    """The runs of an article without its figures: the form that it shares with others of its kind."""
    size = _FRAME[prepared.unspaced]
    found: set[int] = set()
    for part in (prepared.title, prepared.body):
        said = [term for term in part if term and term < FIGURE]
        found.update(hash(said_run) & _32_BITS for said_run in zip(*(said[n:] for n in range(size)), strict=False))
    return found


def head_of(prepared: Prepared, most: int) -> list[int]:
    """The first pairs of the title."""
    return list(dict.fromkeys(_pairs(prepared.title)))[:most]


