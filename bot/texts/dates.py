"""Dates and times in the reader's language and zone.

A message stays in its chat, so what is said of a post's time must not become false when it is read a day
later: a clock time with its day, and no "two hours ago". ``ago`` is for screens that are made anew each time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names

from bot.texts import plain

_WEEK = 7
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def moment(at: datetime, now: datetime, lang: str, zone: str) -> str:
    """A past or coming instant: today 16:31, yesterday 16:31, Wed 16:31, 25 May, 27 Dec 2021."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    days = (local.date() - today).days
    if abs(days) >= _WEEK:
        return day(local.date(), today, lang)
    clock = f"{local:%H:%M}"
    near = {-1: "when.yesterday", 0: "when.today", 1: "when.tomorrow"}.get(days)
    if near:
        return plain(lang, near, time=clock)
    return f"{format_date(local, 'EEE', locale=lang)} {clock}"


def day(on: date, today: date, lang: str) -> str:
    """A date, with its year when that is another one."""
    form = "when.day_form" if on.year == today.year else "when.year_form"
    return format_date(on, plain(lang, form), locale=lang)


@lru_cache(maxsize=256)  # thousands of digests have the same one
def heading(at: datetime, lang: str, zone: str) -> str:
    """The date over a digest: 12月27日 周一, Mon 27 Dec."""
    return format_date(at.astimezone(ZoneInfo(zone)), plain(lang, "when.heading_form"), locale=lang)


def ago(at: datetime, now: datetime, lang: str) -> str:
    """How long ago, in the largest fitting unit: just now, 4 min ago, 2 h ago, 3 d ago."""
    seconds = max(0, int((now - at).total_seconds()))
    if seconds < _MINUTE:
        return plain(lang, "when.just_now")
    return plain(lang, "when.ago", span=span(timedelta(seconds=seconds), lang))


def span(length: timedelta, lang: str) -> str:
    """A length of time in its largest unit, rounded down: 4 min, 2 h, 3 d; at least one minute."""
    seconds = int(length.total_seconds())
    for unit, size in (("days", _DAY), ("hours", _HOUR)):
        if seconds >= size:
            return plain(lang, f"when.{unit}", count=seconds // size)
    return plain(lang, "when.minutes", count=max(1, seconds // _MINUTE))


def duration(length: timedelta, lang: str) -> str:
    """A length of time to be waited for: 44 s, 12 min, 1 h 5 min; at least one second."""
    seconds = max(1, round(length.total_seconds()))
    if seconds < 2 * _MINUTE:
        return plain(lang, "when.seconds", count=seconds)
    minutes = round(seconds / _MINUTE)
    if minutes < _HOUR // _MINUTE:
        return plain(lang, "when.minutes", count=minutes)
    hours, minutes = divmod(minutes, 60)
    whole = plain(lang, "when.hours", count=hours)
    return f"{whole} {plain(lang, 'when.minutes', count=minutes)}" if minutes else whole


def clock(times: Iterable[time]) -> str:
    """Delivery times: 08:00, 18:30."""
    return ", ".join(f"{each:%H:%M}" for each in times)


def weekdays(days: Collection[int], lang: str) -> str:
    """ISO weekdays in words: every day, Mon–Fri, or each by name."""
    if len(days) == _WEEK:
        return plain(lang, "when.every_day")
    ordered = sorted(days)
    names = [weekday(each, lang) for each in ordered]
    if len(names) > 2 and ordered[-1] - ordered[0] == len(names) - 1:
        return plain(lang, "when.range", first=names[0], last=names[-1])
    return plain(lang, "when.comma").join(names)


def weekday(iso: int, lang: str) -> str:
    """A weekday's short name: 一, Mon."""
    names = get_day_names("narrow" if lang == "zh" else "abbreviated", locale=lang)
    return str(names[iso - 1])
