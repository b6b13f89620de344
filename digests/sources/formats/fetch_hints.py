"""What a feed's document asks of those who fetch it: ttl, skipHours, skipDays, and the syndication module.

RSS 2.0 (rssboard.org/rss-specification) and RSS 1.0's mod_syndication (web.resource.org/rss/1.0/modules).
Looked for in the text, since feedparser keeps only the last of several hours. Pure.
"""

from __future__ import annotations

import re

from digests.model import FetchHints

_LONGEST = 5_000  # characters of one element; twenty-four hours have fewer than 1,000
_DAY = 86_400
_PERIODS = {
    "hourly": 3_600,
    "daily": _DAY,
    "weekly": 7 * _DAY,
    "monthly": 30 * _DAY,
    "yearly": 365 * _DAY,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = re.compile(r"<hour>\s*(\d{1,2})\s*<")
_WEEKDAY = re.compile(r"<day>\s*([A-Za-z]{6,9})\s*<")


def fetch_hints(document: str) -> FetchHints:
    """What an RSS document asks; at most a day between fetches, and never to stay away altogether."""
    # 24 is midnight in the first drafts of RSS.
    hours = {int(hour) % 24 for hour in _HOUR.findall(_element(document, "skipHours")) if int(hour) <= 24}
    named = (day.lower() for day in _WEEKDAY.findall(_element(document, "skipDays")))
    days = {_DAYS.index(day) for day in named if day in _DAYS}
    return FetchHints(
        seconds=min(max(60 * _number(_element(document, "ttl")), _period(document)), _DAY),
        hours=tuple(sorted(hours)) if len(hours) < 24 else (),
        days=tuple(sorted(days)) if len(days) < 7 else (),
    )


def _period(document: str) -> int:
    """Seconds between two updates; a frequency without a period is of a day."""
    period = _element(document, "sy:updatePeriod").strip().lower()
    frequency = _element(document, "sy:updateFrequency").strip()
    if not period and not frequency:
        return 0
    return _PERIODS.get(period or "daily", 0) // max(_number(frequency), 1)


def _element(document: str, name: str) -> str:
    """What stands inside the first element of this name."""
    start = document.find(f"<{name}")
    opened = document.find(">", start, start + 500) if start >= 0 else -1
    closed = document.find(f"</{name}", opened, opened + _LONGEST) if opened >= 0 else -1
    return document[opened + 1 : closed] if closed >= 0 else ""


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
