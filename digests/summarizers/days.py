"""Of which day a report speaks, and what it tells of days before."""

from __future__ import annotations

import re

_OPENING = 600  # characters of the first report in which its own day stands
_RECENT, _YEAR = 2, 372  # days before it that still tell the event; months count 31 days here
_HALF = 186  # days: what lies further back by the calendar lies ahead

# A day that is to come stands behind "on" or "until", one of another year behind its year.
_DATE = re.compile(r"(?<![年至到于於\d])(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")
_DATE_OF_YEAR = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")
_LONG_AGO = re.compile(r"[去前]年\d{1,2}月|早在\d{4}年|最早可以?追溯")


def own_day(text: str) -> int | None:
    """The newest day that the opening of a report names, by number; None without any."""
    return max(_days(_DATE, text[:_OPENING]), default=None)


def led_to(text: str, day: int | None) -> bool:
    """Whether all that a statement dates lies days before the event: it says how it came about."""
    if day is None:
        return False
    days = _days(_DATE_OF_YEAR, text)
    before = bool(days) and all(_RECENT <= (day - each) % _YEAR <= _HALF for each in days)
    return before or (not days and bool(_LONG_AGO.search(text)))


def _days(pattern: re.Pattern[str], text: str) -> list[int]:
    return [int(month) * 31 + int(day) for month, day in pattern.findall(text)]
