"""Names that resemble what somebody typed: with a slip, or a part of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from digests.decisions.duplicates.fingerprint import UNSPACED
from digests.model import label_key

# Of 100. One wrong sign of three is 67 ("新能元" for 新能源), of two 50; "ai" and "rail" are 67 alike.
_WHOLE, _WHOLE_UNSPACED = 70, 50
_PART, _PART_UNSPACED = 80, 65
_PART_FROM = 4  # letters: of fewer, some stand in every other name ("5g" in "glaciers" is half there)
_PART_WEIGHS = 0.9
_UNSPACED = re.compile(f"[{UNSPACED}]")


def nearest(typed: str, names: Sequence[str], count: int) -> list[int]:
    """Places of up to ``count`` names most like a text, best first; only such as may well be meant."""
    key = label_key(typed)
    folded = [label_key(name) for name in names]
    unspaced = bool(_UNSPACED.search(key))
    whole = _WHOLE_UNSPACED if unspaced else _WHOLE
    likeness = process.extract(key, folded, scorer=fuzz.ratio, limit=count, score_cutoff=whole)
    scores = {n: score for _, score, n in likeness}
    for n, score in _in_part(key, folded, count, unspaced=unspaced):
        scores[n] = max(score * _PART_WEIGHS, scores.get(n, 0))
    return sorted(scores, key=lambda n: (-scores[n], n))[:count]


def _in_part(key: str, names: Sequence[str], count: int, *, unspaced: bool) -> list[tuple[int, float]]:
    """Names of which a part is like the text, or the other way about; of a short text, its beginnings."""
    if not unspaced and len(key) < _PART_FROM:
        begins = [n for n, name in enumerate(names) if key and f" {key}" in f" {name}"]
        return [(n, 100.0) for n in begins[:count]]
    long = {n: name for n, name in enumerate(names) if len(name) >= (2 if unspaced else _PART_FROM)}
    least = _PART if not unspaced else _PART_UNSPACED if len(key) > 2 else 100
    found = process.extract(key, long, scorer=fuzz.partial_ratio, limit=count, score_cutoff=least)
    return [(n, score) for _, score, n in found]
