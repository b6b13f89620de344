"""Dates as people and programs write them: the moment that a text states, and never another day.

What cannot be understood is no date, for a wrong one is worse than none: a post of a wrong day is old at
once, or hides what comes later. Parsers that guess (feedparser's own, dateutil, dateparser) fill in what is
missing: they make the first of the month of ``2026/11/29`` and a day of ``20240230``. So a text has to be
understood whole: its day (``days``), its time of day (``clock``) and its zone (``zones``); names of months
and days in many languages are CLDR's (``names``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from unicodedata import category, decimal, normalize

from digests.model import Problem
from digests.sources.dates import clock, days, zones
from digests.sources.text import one_line, shorten

CHINA = zones.CHINA
PLACE = "date"  # where a feed's card says that they stand
_SHOWN = 60  # characters
_LONGEST = 120  # characters; a date in words with its zone has some 80
_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3040-\u30ff]")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
_COMPACT = re.compile(
    r"(\d{8})(?:[T ]?(\d{2})(\d{2})(\d{2})?(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_UNIX = re.compile(r"(\d{10})(?:\.\d+)?|(\d{10})\d{3}")  # seconds or milliseconds, from September 2001 on
_MONOTONIC = re.compile(r" m=[+-][\d.]+$")  # how Go prints a moment that it has just measured
_EARLIEST = 1990  # no feed is older; what says 1970 has lost its date
_AHEAD = timedelta(hours=1)  # clocks that are a little wrong are forgiven


def read(text: str, home: tzinfo, language: str = "") -> datetime | None:
    """The moment that a text states, with its zone; ``None`` when it is not understood, never an error.

    ``home`` is the zone of a text that names none. ``language`` is the tag that its feed states, such as
    ``pt-BR``: it decides between names and orders of numbers on which languages disagree.
    """
    text = _tidy(text)
    if not 6 <= len(text) <= _LONGEST:
        return None
    try:
        return _of_digits(text, home) or _of_parts(text, home, language.strip().lower().replace("_", "-"))
    except (ValueError, OverflowError):  # no such day, hour or zone
        return None


def first(
    stated: Sequence[str], home: tzinfo, language: str, now: datetime, unread: list[str]
) -> datetime | None:
    """The first of an entry's dates that can be believed.

    Where none can because they are not understood, the first of those joins ``unread``.
    """
    moments = [read(text, home, language) for text in stated]
    found = next((moment for each in moments if (moment := sane(each, now))), None)
    if found is None:
        unread += [text for text, moment in zip(stated, moments, strict=True) if moment is None][:1]
    return found.astimezone(UTC) if found else None


def sane(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment unless it lies before 1990 or more than an hour ahead of ``now``."""
    if moment is None or moment.year < _EARLIEST or moment > now + _AHEAD:
        return None
    return moment


def zone_of(language: str, title: str) -> tzinfo:
    """Where the dates of a feed are at home that state no offset.

    Programs in China, Taiwan and Singapore often leave +0800 out; read as UTC, such dates lie hours ahead
    and would not be believed. Elsewhere UTC is the usual meaning.
    """
    stated = language.strip().lower()
    if stated.startswith(("zh", "ja", "ko")):
        return CHINA if stated.startswith("zh") else UTC
    return CHINA if _HAN.search(title) and not _KANA.search(title) else UTC


def digits(eight: str, zone: tzinfo) -> datetime | None:
    """Midnight of ``20220526``."""
    return read(eight, zone) if len(eight) == 8 else None


def problems_of(unread: Sequence[str]) -> tuple[Problem, ...]:
    """What a feed's card says of dates that were not understood, with the text of the first of them."""
    if not unread:
        return ()
    params = {"count": str(len(unread)), "text": shorten(one_line(unread[0]), _SHOWN)}
    return (Problem(PLACE, "dates_unread", params),)


def _tidy(text: str) -> str:
    """One line in ASCII digits and dashes, without marks that show nothing."""
    text = normalize("NFKC", text[: 4 * _LONGEST]).translate(_DASHES)
    shown = (str(decimal(each, each)) for each in text if category(each) != "Cf")
    return _MONOTONIC.sub("", " ".join("".join(shown).split()))


def _of_digits(text: str, home: tzinfo) -> datetime | None:
    """Seconds or milliseconds since 1970, or a date without anything between its numbers."""
    if found := _UNIX.fullmatch(text):
        return datetime.fromtimestamp(int(found[1] or found[2]), UTC)
    if found := _COMPACT.fullmatch(text):
        numbers = (int(each or 0) for each in found.groups()[1:4])
        zone = zones.offset(found[5]) if found[5] else home
        return _moment(days.of_eight(found[1]), clock.since_midnight(*numbers), zone)
    return None


def _of_parts(text: str, home: tzinfo, language: str) -> datetime | None:
    parts = clock.split(text)
    zone = zones.read(parts.zone, home, language) if parts.zone else home
    return _moment(days.read(parts.day, language), parts.since_midnight, zone)


def _moment(day: date, since_midnight: timedelta, zone: tzinfo) -> datetime:
    """24:00 and second 60 are the next day's and the next minute's beginning."""
    return datetime.combine(day, time(), tzinfo=zone) + since_midnight
