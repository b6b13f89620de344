"""Names that resemble what somebody typed: with a slip, or a part of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Prefix

from digests.decisions.duplicates.fingerprint import UNSPACED
from digests.model import label_key

# Of 100. One wrong sign of three is 67 ("新能元" for 新能源), of two 50; "ai" and "rail" are 67 alike. What
# is found so is looked at once more: "late" is a part of "climate", and 苹果手机 is half of 华为手机.
_WHOLE, _WHOLE_UNSPACED = 70, 50
_PART, _PART_UNSPACED = 80, 65
_PART_FROM = 4  # letters: of fewer, some stand in every other name ("5g" in "glaciers" is half there)
_PART_WEIGHS = 0.9
_LOOKED_AT = 8  # for each that is wanted
_UNSPACED = re.compile(f"[{UNSPACED}]")
_SLIP_FROM, _TWO_FROM = 4, 8  # letters of a word from which one slip, or two, still tell it
_SLIP_FROM_UNSPACED = 3
_STEM, _STEM_SHARE = 4, 0.75  # letters with which both words begin, and how much of the shorter they are


def nearest(typed: str, names: Sequence[str], count: int) -> list[int]:
    """Places of up to ``count`` names most like a text, best first; only such as may well be meant."""
    key = label_key(typed)
    folded = [label_key(name) for name in names]
    unspaced = bool(_UNSPACED.search(key))
    whole, most = _WHOLE_UNSPACED if unspaced else _WHOLE, _LOOKED_AT * count
    likeness = process.extract(key, folded, scorer=fuzz.ratio, limit=most, score_cutoff=whole)
    scores = {n: score for _, score, n in likeness}
    for n, score in _in_part(key, folded, most, unspaced=unspaced):
        scores[n] = max(score * _PART_WEIGHS, scores.get(n, 0))
    near = _near_signs if unspaced else _near_words
    best = (n for n in sorted(scores, key=lambda n: (-scores[n], n)) if near(key, folded[n], folded))
    return [n for n, _ in zip(best, range(count), strict=False)]


def _in_part(key: str, names: Sequence[str], count: int, *, unspaced: bool) -> list[tuple[int, float]]:
    """Names of which a part is like the text, or the other way about; of a short text, its beginnings."""
    if not unspaced and len(key) < _PART_FROM:
        begins = [n for n, name in enumerate(names) if key and f" {key}" in f" {name}"]
        return [(n, 100.0) for n in begins[:count]]
    long = {n: name for n, name in enumerate(names) if len(name) >= (2 if unspaced else _PART_FROM)}
    least = _PART if not unspaced else _PART_UNSPACED if len(key) > 2 else 100
    found = process.extract(key, long, scorer=fuzz.partial_ratio, limit=count, score_cutoff=least)
    return [(n, score) for _, score, n in found]


# --------------------------------------------------------------------------- a closer look


def _near_words(key: str, name: str, _: Sequence[str]) -> bool:
    """Whether each word that was typed is one of the name, or each word of the name was typed."""
    typed, named = key.split(), name.split()
    return key == name or _all_of(typed, named) or (len(name) >= _PART_FROM and _all_of(named, typed))


def _all_of(some: Sequence[str], others: Sequence[str]) -> bool:
    return bool(some) and all(any(_is_word(one, other) for other in others) for one in some)


def _is_word(one: str, other: str) -> bool:
    """Whether two words may be one: its beginning, another ending, or a slip behind its first letter."""
    short, long = sorted((one, other), key=len)
    begun = Prefix.similarity(one, other)
    if begun == len(short):
        return True
    if begun >= _STEM and begun >= _STEM_SHARE * len(short):
        return True
    slips = 2 if len(short) >= _TWO_FROM else 1 if len(long) >= _SLIP_FROM else 0
    return begun >= 1 and OSA.distance(one, other) <= slips


def _near_signs(key: str, name: str, names: Sequence[str]) -> bool:
    """Whether one stands in the other, with one wrong sign of three and more.

    Of two signs one may be wrong where no other name has the right one: 蔚 tells 蔚来, and 基 tells nothing.
    """
    short, long = sorted((key, name), key=len)
    if short in long:
        return key == name or len(short) >= 2
    if len(short) >= _SLIP_FROM_UNSPACED:
        windows = (long[at : at + len(short)] for at in range(len(long) - len(short) + 1))
        return OSA.distance(short, long) <= 1 or any(OSA.distance(short, each) <= 1 for each in windows)
    same = [a for a, b in zip(key, name, strict=False) if a == b]
    return len(key) == len(name) == 2 and any(sum(each in one for one in names) == 1 for each in same)
