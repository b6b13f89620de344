"""Places: every city, country and zone that has a name of its own, in Chinese and English, and its zone."""

from __future__ import annotations

import unicodedata
from functools import cache
from zoneinfo import available_timezones

from babel.dates import get_timezone_location

_LANGUAGES = ("en", "zh")
# Old zones are named by where in a country they are: nobody who says "west" means that of Australia.
_NO_PLACES = frozenset(
    {"act", "bajanorte", "bajasur", "center", "continental", "east"}
    | {"general", "lhi", "north", "nsw", "south", "west"}
)
_AROUND = ("时间", "時間", "时区", "時區", " time zone", " timezone", " time", "市")
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
    "台湾": "Asia/Taipei",
    "taiwan": "Asia/Taipei",
    "印度": "Asia/Kolkata",
    "india": "Asia/Kolkata",
    "德国": "Europe/Berlin",
    "germany": "Europe/Berlin",
    "法国": "Europe/Paris",
    "france": "Europe/Paris",
    "英国": "Europe/London",
    "uk": "Europe/London",
}


@cache
def named() -> dict[str, str]:
    """Every folded name that is known, and its zone."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("posix"))
    places = [zone for zone in zones if not zone.startswith("Etc/")]
    # An old alias has the city of the zone that it stands for: zones named after their own city go first.
    places.sort(key=lambda zone: _location(zone, "en") != fold(zone.rpartition("/")[2]))
    found: dict[str, str] = {}
    for lang in _LANGUAGES:
        for zone in places:
            found.setdefault(_location(zone, lang), zone)
    for zone in places:
        name = fold(zone.rpartition("/")[2])
        if name not in _NO_PLACES:
            found.setdefault(name, zone)
    return found | {fold(zone): zone for zone in zones} | _ALSO | {"utc": "Etc/UTC", "gmt": "Etc/UTC"}


def _location(zone: str, lang: str) -> str:
    return fold(str(get_timezone_location(zone, locale=lang, return_city=True)))


def fold(text: str) -> str:
    """A name as it is compared: without case, accents, and what people write behind it."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    name = " ".join(letters.replace("_", " ").split())
    for said in _AROUND:
        name = name.removesuffix(said)
    return name
