"""Units, pairs and frame of an article, from its terms in order."""

from __future__ import annotations

from array import array
from collections import Counter

import numpy as np
import numpy.typing as npt

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import BREAK, FIGURE, WORD

Terms = npt.NDArray[np.uint32]

_NO_NEIGHBOURS = array("I", (BREAK,))
_16_BITS = 1 << 16
_FRAME = {True: 4, False: 2}  # terms of a run: four characters, or two words
# xxHash of 64 bits, its short form, of many runs at once; Python hashes a tuple of numbers by it as well.
_PRIME_1, _PRIME_2 = np.uint64(0x9E3779B185EBCA87), np.uint64(0xC2B2AE3D27D4EB4F)
_PRIME_5 = 0x27D4EB2F165667C5
_LEFT, _RIGHT = np.uint64(31), np.uint64(33)
_PRIME_OF_LENGTH = _PRIME_5 ^ 3527539
_UNSAID = (
    np.uint64((1 << 64) - 1),
    1546275796,
)  # the one hash that Python gives to nothing, and what it gives instead


def units_of(prepared: Prepared) -> Counter[int]:
    """Its terms, counted, in the order in which they are said first."""
    counted = Counter(prepared.title + prepared.body)
    del counted[BREAK]
    return counted


def unique_units_of(prepared: Prepared) -> Terms:
    """Its terms, each once."""
    found = _unique(np.array(prepared.title + prepared.body))
    return found[1:] if len(found) and not found[0] else found


def pairs_of(prepared: Prepared) -> Terms:
    """Neighbouring characters; words, figures, neighbouring words: each once."""
    numbers = _numbers(prepared.title + _NO_NEIGHBOURS + prepared.body)
    a, b = numbers[:-1], numbers[1:]
    both = (a > BREAK) & (a < WORD) & (b > BREAK) & (b < WORD)
    found: list[Terms] = [a[both] * _16_BITS | b[both]]
    if numbers.max(initial=0) >= WORD:
        words = (a >= WORD) & (a < FIGURE) & (b >= WORD) & (b < FIGURE)
        found += [numbers[numbers >= WORD], a[words] * 0x85EBCA6B + b[words] * 0xC2B2AE35]
    return _unique(found[0] if len(found) == 1 else np.concatenate(found))


def _numbers(terms: array[int]) -> Terms:
    return np.asarray(terms, np.uint32)


def frame_of(prepared: Prepared) -> Terms:
    """The runs of an article without its figures, hashed, the smallest first: the form that it is of."""
    size = _FRAME[prepared.unspaced]
    title, body = [_said(part) for part in (prepared.title, prepared.body)]
    found = _runs(np.concatenate((title, body)), size)
    if len(found):  # none from the title into the body
        found = np.concatenate((found[: max(0, len(title) - size + 1)], found[len(title) :]))
    return _unique(found)


def _unique(terms: Terms) -> Terms:
    """Each term once, in their order; what numpy has for it asks more questions than it has work here."""
    terms.sort()
    first = np.empty(len(terms), np.bool_)
    first[:1] = True
    np.not_equal(terms[1:], terms[:-1], out=first[1:])
    return terms[first]


def _said(terms: array[int]) -> Terms:
    numbers = _numbers(terms)
    return numbers[(numbers > BREAK) & (numbers < FIGURE)]


def _runs(terms: Terms, size: int) -> Terms:
    """The hash of each run of so many terms: 32 bits, the same in each process, and evenly spread."""
    said = terms.astype(np.uint64) * _PRIME_2
    count = max(0, len(said) - size + 1)
    hashed = np.full(count, _PRIME_5, np.uint64)
    for n in range(size):
        hashed += said[n : n + count]
        high = hashed >> _RIGHT
        hashed <<= _LEFT
        hashed |= high
        hashed *= _PRIME_1
    hashed += np.uint64(size ^ _PRIME_OF_LENGTH)
    hashed[hashed == _UNSAID[0]] = _UNSAID[1]
    return hashed.astype(np.uint32)
