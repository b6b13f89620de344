"""Figures in one form for each value: 12,000, 12000 and 1.2万 are the same, 5 % and 5 percent too."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from digests.decisions.duplicates.fingerprint import units

_SCALES = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "萬": 4,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "億": 8,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
    "hundred": 2,
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "mn": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
_NAMES = "|".join(sorted(_SCALES, key=len, reverse=True))
_PERCENT = r"%|per ?cent\b|pct\b"
# Thousands are set off by a comma before three figures; a decimal point stands between figures.
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<value>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?: ?(?P<scale>(?:{_NAMES})(?![a-z])))?(?: ?(?P<percent>{_PERCENT}))?",
    re.IGNORECASE,
)
_MARK = "0figure"
_LONGEST = 20  # digits; what is longer is a number of a file or an account


def words(text: str) -> list[str]:
    """The words of a text, folded, unspaced scripts by character, each figure as one word of its value."""
    return units(_FIGURE.sub(_canonical, unicodedata.normalize("NFKC", text)))


def is_figure(word: str) -> bool:
    """Whether a word of ``words`` holds a figure."""
    return any(character.isdigit() for character in word)


def masked(found: list[str]) -> list[str]:
    """The words with every figure as the same mark, to compare what stands around them."""
    as_compared = {word: _MARK if is_figure(word) else word for word in set(found)}  # words recur
    return [as_compared[word] for word in found]


def _canonical(found: re.Match[str]) -> str:
    digits = found["value"].replace(",", "")
    if len(digits) > _LONGEST:
        return found[0]
    scale = _SCALES[found["scale"].lower()] if found["scale"] else 0
    value = f"{(Decimal(digits) * 10**scale).normalize():f}".replace(".", "p")
    return f" {value}{'pct' if found['percent'] else ''} "
