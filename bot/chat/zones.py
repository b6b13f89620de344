"""Time zones as people name them: a city in Chinese or English, an IANA name, or an offset."""

from __future__ import annotations

import re
from functools import cache

from babel.dates import get_timezone_location
from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from bot.chat.places import fold, named
from digests.errors import BadInput

# Letters, or characters, of a name from which one slip still tells it, or two with so many letters before
# them; and letters that are no chance where a text only begins or holds a name.
_SLIP_FROM, _UNSPACED_FROM, _SLIPS, _TWO_FROM, _TWO_BEHIND = 5, 3, 2, 8, 4
_HELD_FROM, _HELD_UNSPACED_FROM = 4, 2
_WORD = re.compile(r"[^\W_]+")
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(00|30|45))?", re.IGNORECASE)
_LIKELY = {
    "zh": ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei"),
    "en": ("Europe/London", "America/New_York", "America/Los_Angeles"),
}


def likely_zones(lang: str, default: str) -> tuple[str, ...]:
    """Three zones to offer first: the installation's own, then what is common among readers of a language."""
    return tuple(dict.fromkeys((default, *_LIKELY.get(lang, _LIKELY["en"]))))[:3]


def find_zone(text: str) -> str:
    """The IANA zone that a text names; ``BadInput("unknown_zone")`` when none is sure."""
    key = fold(text)
    if offset := _OFFSET.fullmatch(key):
        return _fixed(*offset.groups(), text=text)
    zone = named().get(key)
    if zone is None:
        raise BadInput("unknown_zone", zone=text.strip()[:60])
    return zone


def near_zones(text: str, count: int = 3) -> tuple[str, ...]:
    """The zones that somebody who was asked for a city may mean, best first; none for any other word.

    Names with a slip, cities that the text names among other words, then those of which it is the beginning.
    """
    key, known = fold(text), named()
    found = [*_with_slip(key), *_within(key), *_begun(key)]
    return tuple(dict.fromkeys(known[name] for name in found))[:count]


def meant_zones(text: str, count: int = 3) -> tuple[str, ...]:
    """The zones of cities that a text names with a slip, best first: for words that may be anything."""
    known = named()
    found = _with_slip(fold(text))
    return tuple(dict.fromkeys(known[name] for name in found))[:count]


def _with_slip(key: str) -> list[str]:
    """Names of which one letter is another one, missing or too much, or two changed places; of long ones two.

    A share of equal letters is no measure: it made New York of "network" and Prague of "page".
    """
    name = key.rpartition("/")[2]
    least = _SLIP_FROM if name.isascii() else _UNSPACED_FROM
    if len(name) < least:
        return []
    near = process.extract(name, _single(), scorer=OSA.distance, score_cutoff=_SLIPS, limit=None)
    found = [(slips, each) for each, slips, _ in near if len(each) >= least and _begins(name, each, slips)]
    return [each for _, each in sorted(found, key=lambda one: one[0])]


def _begins(name: str, other: str, slips: float) -> bool:
    """Whether two names begin so that one may be the other with so many slips."""
    same = Prefix.similarity(name, other)
    return same >= 1 if slips < _SLIPS else len(name) >= _TWO_FROM and same >= _TWO_BEHIND


def _within(key: str) -> list[str]:
    """The cities that a longer text names, the longest name first."""
    words = f" {' '.join(_WORD.findall(key))} "
    found = [each for each in _single() if len(each) >= _enough(each)]
    held = [each for each in found if (f" {each} " in words if each.isascii() else each in key)]
    return sorted(held, key=len, reverse=True)


def _begun(key: str) -> list[str]:
    """The cities of which a text is the first word, or the first letters."""
    start = key if len(key) >= _enough(key) else f"{key} "
    return [each for each in _single() if key and each.startswith(start)]


def _enough(name: str) -> int:
    """How many letters of a name, or characters, are no chance."""
    return _HELD_FROM if name.isascii() else _HELD_UNSPACED_FROM


@cache
def _single() -> tuple[str, ...]:
    """The names that are no paths."""
    return tuple(each for each in named() if "/" not in each)


@cache
def city(zone: str, lang: str) -> str:
    """What readers call a zone: its city in their language."""
    if zone.startswith("Etc/"):
        sign = "+" if "-" in zone else "-"
        return "UTC" + (sign + zone.rpartition(zone[7])[2] if len(zone) > 7 else "")
    return str(get_timezone_location(zone, locale=lang, return_city=True))


def _fixed(sign: str, hours: str, minutes: str | None, *, text: str) -> str:
    """``Etc/GMT-8`` is eight hours ahead: POSIX counts westward."""
    if (minutes or "00") != "00" or int(hours) > (14 if sign == "+" else 12):
        raise BadInput("unknown_zone", zone=text.strip()[:60])
    return f"Etc/GMT{'-' if sign == '+' else '+'}{int(hours)}" if int(hours) else "Etc/UTC"
