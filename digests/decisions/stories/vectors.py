"""Units, pairs and frame of an article, from its terms in order."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

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


def pairs_of(prepared: Prepared) -> Collection[int]:
    """Neighbouring characters; words, figures, neighbouring words: each once, the title's first."""
    return dict.fromkeys((*_pairs(prepared.title), *_pairs(prepared.body)))


def _pairs(terms: array[int]) -> Iterable[int]:
    """A comprehension for each kind, and none for a kind that is not there: it is the most of an article."""
    both = list(pairwise(terms))
    found = [a << 16 & _32_BITS | b for a, b in both if 0 < a < WORD and 0 < b < WORD]
    if max(terms, default=0) >= WORD:
        found += [term for term in terms if term >= WORD]
        words = [(a, b) for a, b in both if WORD <= a < FIGURE and WORD <= b < FIGURE]
        found += [(a * 0x85EBCA6B + b * 0xC2B2AE35) & _32_BITS for a, b in words]
    return found


def frame_of(prepared: Prepared) -> set[int]:
    """The runs of an article without its figures, hashed: the form that it shares with others of its kind."""
    size = _FRAME[prepared.unspaced]
    found: set[int] = set()
    for part in (prepared.title, prepared.body):
        said = [term for term in part if BREAK < term < FIGURE]
        found.update(map(hash, zip(*(said[n:] for n in range(size)), strict=False)))
    return {
        run & _32_BITS for run in found
    }  # a hash of numbers is the same in each process, and spreads evenly
