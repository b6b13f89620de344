"""Dates as people and programs write them; what cannot be a time is no date, never an error."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_WRITTEN = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d|\d{1,2}[\s-][A-Za-z]{3}[\s-]\d\d(?!\d)")
_HAS_ZONE = re.compile(r"(?:[A-Za-z]{1,5}|[+-]\d\d:?\d\d)$")
_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
CHINA = timezone(timedelta(hours=8))
_CHICAGO = timezone(timedelta(hours=-6))
_ZONES = {  # hours ahead of UTC; feedparser knows those of North America
    "MSK": 3,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "TRT": 3,
    "JST": 9,
    "KST": 9,
    "HKT": 8,
    "SGT": 8,
    "IST": 5.5,
    "PKT": 5,
    "ICT": 7,
    "WIB": 7,
    "BRT": -3,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
_EARLIEST = 1990  # no feed is older; what says 1970 has lost its date
_AHEAD = timedelta(hours=1)  # clocks that are a little wrong are forgiven


def written(text: str, zone: tzinfo) -> datetime | None:
    """``2021-12-08 12:42:48 +0800`` and its kin; without an offset the time is in ``zone``."""
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    numbers = [int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")]
    try:
        return datetime(*numbers, tzinfo=_offset(found["zone"] or "", zone))  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def sane(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment unless it lies before 1990 or more than an hour ahead of ``now``."""
    if moment is None or moment.year < _EARLIEST or moment > now + _AHEAD:
        return None
    return moment


def stated(text: str, now: datetime) -> datetime | None:
    """An RFC 3339 date of a feed, if it can be believed."""
    return sane(written(text, UTC), now)


def is_plausible(text: str) -> bool:
    """Whether a text that a lenient parser took for a date is one: digits and a year, in ASCII.

    feedparser reads ``2024年1月1日`` as the first of November, and takes words for the present.
    """
    return text.isascii() and bool(_HAS_YEAR.search(text))


def has_zone(text: str) -> bool:
    """Whether a date states its offset from universal time."""
    return bool(_HAS_ZONE.search(text.strip()))


def at_home(moment: datetime, stated: str, zone: timezone) -> datetime:
    """A moment that feedparser read, where it did not know the zone that a date states, or states none.

    ``zone`` is the feed's own. Names that it does not know it takes for UTC, and CST for Chicago's, which in
    a Chinese feed is China's.
    """
    name = stated.strip().rpartition(" ")[2].upper()
    if name == "CST" and zone == CHINA:
        return moment.astimezone(_CHICAGO).replace(tzinfo=CHINA)
    if name in _ZONES:
        return moment.replace(tzinfo=timezone(timedelta(hours=_ZONES[name])))
    return moment if has_zone(stated) else moment.replace(tzinfo=zone)


def zone_of(language: str, title: str) -> timezone:
    """Where the dates of a feed are at home that state no offset.

    Programs in China, Taiwan and Singapore often leave +0800 out; read as UTC, such dates lie hours ahead
    and would not be believed. Elsewhere UTC is the usual meaning.
    """
    chinese = language.lower().startswith("zh") or (_HAN.search(title) and not _KANA.search(title))
    return CHINA if chinese else UTC


def digits(eight: str, zone: tzinfo) -> datetime | None:
    """Midnight of ``20220526``."""
    return written(f"{eight[:4]}-{eight[4:6]}-{eight[6:8]}", zone) if len(eight) == 8 else None


def _offset(text: str, zone: tzinfo) -> tzinfo:
    if not text:
        return zone
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    sign = -1 if text[0] == "-" else 1
    number = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(number[:2]), minutes=int(number[2:] or 0)))
