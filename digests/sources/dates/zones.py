"""Time zones as dates state them: offsets, short names, and names of the zone database."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

CHINA = timezone(timedelta(hours=8))
_FARTHEST = timedelta(hours=14)  # Kiribati; west of Greenwich nobody is farther than 12
# Hours ahead of UTC. Names that mean several zones stand here with the one that feeds mean most.
_HOURS = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2,
    "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2, "CAT": 2, "WAT": 1, "EAT": 3, "MSK": 3, "МСК": 3,
    "TRT": 3, "AZT": 4, "GST": 4, "SAMT": 4, "IRST": 3.5, "PKT": 5, "UZT": 5, "YEKT": 5, "IST": 5.5,
    "NPT": 5.75, "BDT": 6, "OMST": 6, "ICT": 7, "WIB": 7, "KRAT": 7, "HKT": 8, "SGT": 8, "MYT": 8,
    "PHT": 8, "PHST": 8, "WITA": 8, "AWST": 8, "IRKT": 8, "JST": 9, "KST": 9, "WIT": 9, "YAKT": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "VLAT": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "NST": -3.5,
    "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "BRST": -2, "ART": -3,
    "CLT": -4, "CLST": -3, "VET": -4, "PET": -5, "COT": -5,
}  # fmt: skip
_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_ELSEWHERE = {("IST", "he"): "Asia/Jerusalem", ("CST", "zh"): "Asia/Shanghai"}  # by the language of the feed
_OFFSET = re.compile(r"(?:(?:GMT|UTC?|Z) ?)?([+-])(\d{1,2})(?::?(\d{2}))?(?::00)?(?!\d)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-zА-Я]{1,5}(?![\w/])")
_PLACE = re.compile(r"[A-Z][A-Za-z_]+(?:/GMT[+-]\d{1,2}|/[A-Z][A-Za-z_]+)+")


def take(text: str) -> tuple[str, str]:
    """The zone that a text begins with, "" for none, and what follows it.

    Of an offset and a name side by side (``+0200 CEST``, ``EST -0500``) the offset counts.
    """
    if found := _OFFSET.match(text):
        rest = text[found.end() :].lstrip()
        name = _named(rest)
        return found.group(), rest[len(name) :]
    if name := _named(text):
        rest = text[len(name) :].lstrip()
        found = _OFFSET.match(rest)
        return (found.group(), rest[found.end() :]) if found else (name, rest)
    return "", text


def read(zone: str, home: tzinfo, language: str = "") -> tzinfo:
    """The zone that ``take`` found; raise ``ValueError`` for one that there is not.

    ``home`` and ``language`` are the feed's: CST in a Chinese feed is China's, and else Chicago's.
    """
    name = zone.upper()
    if "/" in zone:
        return _place(zone)
    if name == "CST" and home == CHINA:
        return CHINA
    if place := _ELSEWHERE.get((name, language[:2])) or _PLACES.get(name):
        return ZoneInfo(place)
    return timezone(timedelta(hours=_HOURS[name])) if name in _HOURS else offset(zone)


def offset(text: str) -> tzinfo:
    """``+0800``, ``-03:30``, ``GMT+8``; raise ``ValueError`` where nobody lives."""
    found = _OFFSET.fullmatch(text)
    if text.upper() == "Z":
        return UTC
    if not found or int(found[3] or 0) > 59:
        raise ValueError("no offset")
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    if away > _FARTHEST:
        raise ValueError("no such offset")
    return timezone(-away if found[1] == "-" else away)


def _named(text: str) -> str:
    """The name of a zone that a text begins with."""
    if found := _PLACE.match(text):
        return found.group()
    found = _NAME.match(text)
    known = found is not None and (found.group().upper() in _HOURS or found.group() in _PLACES)
    return found.group() if found and known else ""


def _place(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ValueError("no such zone") from error
