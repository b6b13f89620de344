"""Names of months and days of the week in many languages, from CLDR.

``names.json`` is made by ``python -m tests.digests.sources.date_names`` from what babel carries: loaded at
run time, sixty locales take 70 MB, the names alone some kilobytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

_FILE = Path(__file__).with_name("names.json")
_ACCENTS = re.compile("[\u0300-\u036f]")
_SHORTEST = 3  # letters of an abbreviation that CLDR does not have, such as ``ноя`` for ``ноября``


class Names(NamedTuple):
    """Month numbers by language and name, names of two words, words that say nothing beside a day, orders."""

    months: dict[str, dict[str, int]]
    pairs: frozenset[str]
    days: frozenset[str]
    fillers: frozenset[str]
    day_first: frozenset[str]
    month_first: frozenset[str]


def plain(word: str) -> str:
    """A name in the form in which names are compared: no case, accents, dots or apostrophes."""
    return _ACCENTS.sub("", normalize("NFKD", word.casefold())).strip(".'’׳״॰:")


def month_among(words: Sequence[str], language: str) -> int:
    """The month that plain words name; raise ``ValueError`` when that is not clear, or there is another word.

    The feed's language is asked first, after English, in which programs write; where it does not know a name,
    all languages that do must agree: ``listopad`` is November in Prague and October in Zagreb.
    """
    words = _joined(words)
    named = [(place, month) for place, word in enumerate(words) if (month := month_of(word, language))]
    if len(named) > 1:  # ``mar., 03 mar. 2026``: Tuesday comes first
        named = [(place, month) for place, month in named if place or not says_nothing(words[0])]
    others = [word for place, word in enumerate(words) if [place] != [each for each, _ in named]]
    if len(named) != 1 or not all(map(says_nothing, others)):
        raise ValueError("no month")
    return named[0][1]


@lru_cache(maxsize=1024)  # a feed says the same few words in every entry
def month_of(word: str, language: str) -> int:
    """The number of the month that a plain word names, 0 for none."""
    months = _names().months
    tongue = language.partition("-")[0]
    for known in (months["en"], months.get({"no": "nb", "iw": "he"}.get(tongue, tongue), {})):
        if found := _month_in(known, word):
            return found
    found_in = {found for known in months.values() if (found := _month_in(known, word))}
    return found_in.pop() if len(found_in) == 1 else 0


def says_nothing(word: str) -> bool:
    """Whether a plain word may stand beside a day and changes nothing: a day of the week, ``of``, ``th``."""
    return not word or word in _names().days or word in _names().fillers


def is_day_first(language: str) -> bool:
    """Whether ``05/11`` is in November in a language; raise ``ValueError`` where that is not certain."""
    names = _names()
    for tag in (language, language.partition("-")[0]):
        if tag in names.day_first or tag in names.month_first:
            return tag in names.day_first
    raise ValueError("day or month")


def _joined(words: Sequence[str]) -> list[str]:
    """Words, with names of two words as one."""
    joined: list[str] = []
    for word in words:
        if joined and f"{joined[-1]} {word}" in _names().pairs:
            joined[-1] = f"{joined[-1]} {word}"
        else:
            joined.append(word)
    return joined


def _month_in(months: dict[str, int], word: str) -> int:
    """By its name, or by a beginning of it that no other month has."""
    if word in months or len(word) < _SHORTEST:
        return months.get(word, 0)
    found = {month for name, month in months.items() if name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


@cache
def _names() -> Names:
    stored = json.loads(_FILE.read_text("utf-8"))
    months = {
        language: {name: number for number, names in enumerate(each, 1) for name in names}
        for language, each in stored["months"].items()
    }
    pairs = frozenset(name for each in months.values() for name in each if " " in name)
    rest = (frozenset(stored[key]) for key in ("days", "fillers", "day_first", "month_first"))
    return Names(months, pairs, *rest)
