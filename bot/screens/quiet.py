"""🌙 Quiet hours: when they are, on which days, what happens then, and whether anything ever sounds."""

from __future__ import annotations

from datetime import time

from bot.chat.keyboards import button, chosen, rows_of
from bot.screens.schedule import pack_times, zone_name
from bot.telegram.screen import Button, Screen
from bot.texts import Html, dates, plain, text
from digests.model import Quiet, Subscriber

Hours = tuple[time, time]

PRESETS: tuple[Hours, ...] = tuple((time(a), time(b)) for a, b in ((22, 7), (23, 7), (23, 8), (0, 8)))


def screen(me: Subscriber, said: Html | None = None) -> Screen:
    """All of it; ``said`` stands in the place of how it works."""
    lang, quiet = me.language, me.quiet
    how = said or text(lang, "quiet.how")
    head = text(lang, "quiet.head", hours=in_words(quiet, lang), zone=zone_name(me.schedule.zone, lang))
    rows = [*rows_of(_hours(quiet, lang), 3)]
    if quiet.hours:
        rows += [*rows_of([_day(lang, each, quiet) for each in range(1, 8)], 4), _ways(quiet, lang)]
    rows += [(_toggle(plain(lang, "quiet.always"), "silent", on=quiet.always),)]
    back = button(plain(lang, "list.back"), "menu", "alerts")
    return Screen(Html(f"{head}\n\n{how}"), (*rows, (back,)))


def setting(me: Subscriber) -> Button:
    """The button that leads here; it states what is set."""
    hours = in_words(me.quiet, me.language)
    return button(plain(me.language, "settings.quiet", hours=hours), "quiet")


def in_words(quiet: Quiet, lang: str) -> str:
    """22:00–07:00, every day; or off."""
    if quiet.hours is None:
        return plain(lang, "quiet.off")
    begin, end = (f"{each:%H:%M}" for each in quiet.hours)
    days = dates.weekdays(quiet.days, lang)
    return plain(lang, "quiet.hours", begin=begin, end=end, days=days)


def _hours(quiet: Quiet, lang: str) -> list[Button]:
    known = [*PRESETS, *([quiet.hours] if quiet.hours and quiet.hours not in PRESETS else [])]
    shown = [
        chosen(
            f"{begin:%H:%M}–{end:%H:%M}",
            "quiethours",
            pack_times((begin, end)),
            on=quiet.hours == (begin, end),
        )
        for begin, end in known
    ]
    return [chosen(plain(lang, "quiet.to_off"), "quiethours", "", on=quiet.hours is None), *shown]


def _day(lang: str, day: int, quiet: Quiet) -> Button:
    return _toggle(dates.weekday(day, lang), "quietday", day, on=day in quiet.days)


def _ways(quiet: Quiet, lang: str) -> tuple[Button, ...]:
    silent = chosen(plain(lang, "quiet.silently"), "quietway", 0, on=not quiet.waits)
    return silent, chosen(plain(lang, "quiet.waits"), "quietway", 1, on=quiet.waits)


def _toggle(label: str, action: str, *arguments: str | int, on: bool) -> Button:
    return chosen(label, action, *arguments, int(not on), on=on)
