"""Where the text of a point begins and ends, and how long it may be."""

from __future__ import annotations

import re

MOST_CHARACTERS, MOST_WORDS = 80, 32  # of a point: it is read in passing, three to a story
# Of what was cut out of a sentence: of Chinese ends under 20 characters an editor refused three in four.
_LEAST_CHARACTERS, _LEAST_WORDS = 20, 6
_LEAST_WITH_AMOUNT = 12  # characters of what states an amount: its object is there
_LONGEST = 300  # characters of a point in words: no language's words are ten characters long on average
PUNCTUATION = " \t\u3000,;:，；：、。．.—–-"
_AMOUNT = re.compile(
    "[0-9０-９一二三四五六七八九十百千万亿两]{2,}[^，。；0-9]{0,2}[元吨家个名人套项次股座辆架艘起例笔台条%％]"
)
_TRIM = re.compile(r"[\s\u3000,;:，；：、—–-]*")


def fits(text: str, *, unspaced: bool) -> bool:
    """Whether a point is short enough."""
    if unspaced:
        return len(text) <= MOST_CHARACTERS or len("".join(text.split())) <= MOST_CHARACTERS
    return len(text) <= _LONGEST and (len(text) <= MOST_WORDS * 2 or len(text.split()) <= MOST_WORDS)


def long_enough(text: str, *, unspaced: bool) -> bool:
    """Whether what is cut out of a sentence may be a point by its length."""
    if not unspaced:
        return len(text.split()) >= _LEAST_WORDS
    if len(text) >= _LEAST_CHARACTERS:
        return True
    return len(text) >= _LEAST_WITH_AMOUNT and bool(_AMOUNT.search(text))


def skip(text: str, start: int) -> int:
    """Position behind blanks and punctuation."""
    match = _TRIM.match(text, start)
    return match.end() if match else start


def trimmed(text: str, end: int) -> int:
    """Without the punctuation of a cut, and without the full stop, which a list of points does not need."""
    return len(text[:end].rstrip(PUNCTUATION))
