"""Exact facts of a text in words: figures with what they count, and names.

"480 terabits" and "770 kilometres", with Lisbon and Casablanca beside them, are not in two reports by chance,
however rare each of them is; and how rare words are is what a young store cannot know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from zlib import crc32

from digests.decisions.stories import weights
from digests.decisions.stories.stop_words import CALENDAR_WORDS, STOP_WORDS
from digests.decisions.stories.terms import FIGURE, WORD

# Each begins with what can be looked for fast, and looks back from there.
# What a figure counts has a small letter: "Boeing 787 Dreamliner" and a code in brackets count nothing.
_FIGURE = re.compile(r"(?P<digits>\d(?<![\w.,]\d)\d*(?:[.,]\d+)*)[ -]?(?P<of>%|[^\W\d_A-Z]{2,})")
# Inside a sentence: at its beginning every word has a capital.
_NAME = re.compile(r"[A-Z\u00c0-\u00de\u0410-\u042f](?<=[a-z\u00df-\u00ff\u0430-\u044f,] .)[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LOW = 0x3FFF_FFFF
_LONG = 1  # the lowest bit of a figure: three digits or more
_COMMON = frozenset(
    [
        "%",
        "perce",
        "per",
        "cent",
        "cents",
        "year",
        "years",
        "month",
        "week",
        "weeks",
        "day",
        "days",
        "hour",
        "hours",
        "minut",
        "secon",
    ]
)
_OF = 5  # letters of what is counted: "kilometre" is "kilometres"
_YEARS = range(1900, 2101)


def facts(text: str) -> tuple[int, ...]:
    """Hashes of the exact figures (from ``FIGURE``) and of the names (below it) at the beginning of a text.

    Nothing where there are too few of either to prove anything.
    """
    begin = text[: weights.FACTS]
    figures = set(_figures(begin))
    if len(figures) < weights.CORROBORATING:
        return ()
    names = _names(begin)
    if len(names) < weights.CORROBORATING:
        return ()
    kept = sorted(figures)[: weights.MOST_FACTS], sorted(names)[: weights.MOST_FACTS]
    return (*kept[0], *kept[1])


def corroborate(mine: Collection[int], theirs: Collection[int]) -> bool:
    """Whether two texts have several figures, one of them long, and several names in common."""
    common = set(mine).intersection(theirs)
    figures = [fact for fact in common if fact >= FIGURE]
    least = min(len(figures), len(common) - len(figures))
    return least >= weights.CORROBORATING and any(figure & _LONG for figure in figures)


def _figures(text: str) -> Iterator[int]:
    for match in _FIGURE.finditer(text):
        digits, of = match["digits"].replace(",", ""), match["of"][:_OF]
        long = len(digits.replace(".", "")) > 2
        if _is_exact(digits) and (long or of not in _COMMON) and match["of"] not in STOP_WORDS:
            yield FIGURE | _hash(digits + of) & _LOW & ~_LONG | long


def _is_exact(digits: str) -> bool:
    """Neither round nor a year: 770, 72 and 4.25 are exact, 20, 2,000 and 1962 are not."""
    year = digits.isdigit() and int(digits) in _YEARS
    return len(digits.replace(".", "").strip("0")) > 1 and not year


def _names(text: str) -> set[int]:
    """The names; none of a language or a text that begins other words with a capital too."""
    found, words = _NAME.findall(text), len(_WORD.findall(text))
    if len(found) > weights.MOST_NAMES * words:
        return set()
    return {WORD | _hash(name) & _LOW for name in map(str.casefold, found) if name not in CALENDAR_WORDS}


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))
