"""Units, pairs and frame of an article, from its terms in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

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
    """Neighbouring characters; words, figures, and neighbouring words: each once, those of the title first."""
    return dict.fromkeys((*_pairs(prepared.title), *_pairs(prepared.body)))


def _pairs(terms: Iterable[int]) -> Iterator[int]:
    before = BREAK
    for term in terms:
        if term < WORD:
            if 0 < before < WORD and term:
                yield before << 16 & _32_BITS | term
        else:
            yield term
            if WORD <= before < FIGURE and term < FIGURE:
                yield (before * 0x85EBCA6B + term * 0xC2B2AE35) & _32_BITS
        before = term


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
