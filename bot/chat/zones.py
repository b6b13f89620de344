"""Time zones as people name them: a city in Chinese or English, an IANA name, or an offset."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location
from rapidfuzz import fuzz, process

from digests.errors import BadInput

_LANGUAGES = ("en", "zh")
_NEAR_ENOUGH = 75
_MEANT, _MEANT_UNSPACED, _UNSPACED_FROM = 80, 66, 3
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(00|30|45))?", re.IGNORECASE)
_LIKELY = {
    "zh": ("Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei"),
    "en": ("Europe/London", "America/New_York", "America/Los_Angeles"),
}
# Cities that name no zone of their own, and countries that have one zone, as people type them.
_ALSO = {
    "beijing": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "guangzhou": "Asia/Shanghai",
    "hangzhou": "Asia/Shanghai",
    "chengdu": "Asia/Shanghai",
    "wuhan": "Asia/Shanghai",
    "nanjing": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "深圳": "Asia/Shanghai",
    "广州": "Asia/Shanghai",
    "杭州": "Asia/Shanghai",
    "成都": "Asia/Shanghai",
    "武汉": "Asia/Shanghai",
    "南京": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "san francisco": "America/Los_Angeles",
    "旧金山": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "西雅图": "America/Los_Angeles",
    "boston": "America/New_York",
    "波士顿": "America/New_York",
    "washington": "America/New_York",
    "华盛顿": "America/New_York",
    "miami": "America/New_York",
    "houston": "America/Chicago",
    "dallas": "America/Chicago",
    "munich": "Europe/Berlin",
    "frankfurt": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "慕尼黑": "Europe/Berlin",
    "geneva": "Europe/Zurich",
    "milan": "Europe/Rome",
    "barcelona": "Europe/Madrid",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "孟买": "Asia/Kolkata",
    "hanoi": "Asia/Bangkok",
    "osaka": "Asia/Tokyo",
    "大阪": "Asia/Tokyo",
    "日本": "Asia/Tokyo",
    "japan": "Asia/Tokyo",
    "韩国": "Asia/Seoul",
    "新加坡": "Asia/Singapore",
}


def likely_zones(lang: str, default: str) -> tuple[str, ...]:
    """Three zones to offer first: the installation's own, then what is common among readers of a language."""
    return tuple(dict.fromkeys((default, *_LIKELY.get(lang, _LIKELY["en"]))))[:3]


def find_zone(text: str) -> str:
    """The IANA zone that a text names; ``BadInput("unknown_zone")`` when none is sure."""
    key = _fold(text)
    if offset := _OFFSET.fullmatch(key):
        return _fixed(*offset.groups(), text=text)
    zone = _names().get(key)
    if zone is None:
        raise BadInput("unknown_zone", zone=text.strip()[:60])
    return zone


def near_zones(text: str, count: int = 3) -> tuple[str, ...]:
    """The zones whose names resemble a text, best first."""
    names = _names()
    found = process.extract(_fold(text), list(names), scorer=fuzz.WRatio, limit=20, score_cutoff=_NEAR_ENOUGH)
    return tuple(dict.fromkeys(names[name] for name, _, _ in found))[:count]


def meant_zones(text: str, count: int = 3) -> tuple[str, ...]:
    """The zones of cities that a text names with a slip, best first; stricter than ``near_zones``.

    For words that may be anything: one slip of five letters is 80, "Tokio", of three characters 67.
    """
    key, names = _fold(text), _names()
    least = _MEANT if key.isascii() or len(key) < _UNSPACED_FROM else _MEANT_UNSPACED
    found = process.extract(key, list(names), scorer=fuzz.ratio, limit=20, score_cutoff=least)
    return tuple(dict.fromkeys(names[name] for name, _, _ in found))[:count]


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


@cache
def _names() -> dict[str, str]:
    """Every folded name that is known, and its zone."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("posix"))
    places = [zone for zone in zones if not zone.startswith("Etc/")]
    # An old alias has the city of the zone that it stands for: zones named after their own city go first.
    places.sort(key=lambda zone: _location(zone, "en") != _fold(zone.rpartition("/")[2]))
    found: dict[str, str] = {}
    for lang in _LANGUAGES:
        for zone in places:
            found.setdefault(_location(zone, lang), zone)
    for zone in places:
        found.setdefault(_fold(zone.rpartition("/")[2]), zone)
    return found | {_fold(zone): zone for zone in zones} | _ALSO | {"utc": "Etc/UTC", "gmt": "Etc/UTC"}


def _location(zone: str, lang: str) -> str:
    return _fold(str(get_timezone_location(zone, locale=lang, return_city=True)))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("_", " ").removesuffix("市").split())
