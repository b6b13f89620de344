"""Screens for times, weekdays and the zone, in ``/start`` and in ``/settings``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.chat.keyboards import button, chosen, rows_of
from bot.chat.zones import city
from bot.screens.choices import ONBOARDING, SETTINGS
from bot.telegram.screen import Button, Row, Screen
from bot.texts import Html, dates, plain, text
from digests.errors import BadInput
from digests.model import Schedule

PRESETS = ((time(8),), (time(8), time(18, 30)), (time(21),))
_WORKDAYS = frozenset(range(1, 6))
_ALL_DAYS = frozenset(range(1, 8))


def zone_name(zone: str, lang: str) -> str:
    """How a zone is shown: its IANA name, but ``Etc/GMT-8`` as UTC+8, which is what it means."""
    return city(zone, lang) if zone.startswith("Etc/") else zone


def local_time(now: datetime, zone: str) -> str:
    """The time on the wall there."""
    return f"{now.astimezone(ZoneInfo(zone)):%H:%M}"


def pack_times(times: Sequence[time]) -> str:
    """Times as one argument of a button: 0800-1830."""
    return "-".join(f"{each:%H%M}" for each in times)


def unpack_times(packed: str) -> tuple[time, ...]:
    """The inverse of ``pack_times``; ``BadInput("dead_button")`` for anything else."""
    try:
        return tuple(time(int(each[:2]), int(each[2:])) for each in packed.split("-"))
    except ValueError as error:
        raise BadInput("dead_button") from error


# --------------------------------------------------------------------------- times


def first_times(lang: str, schedule: Schedule, now: datetime) -> Screen:
    """The step of ``/start`` that ends it: one tap on a preset."""
    head = text(
        lang,
        "start.times",
        zone=zone_name(schedule.zone, lang),
        now=local_time(now, schedule.zone),
    )
    presets = tuple(
        button(" + ".join(f"{each:%H:%M}" for each in times), "begin", pack_times(times)) for times in PRESETS
    )
    more = (
        button(plain(lang, "start.other_times"), "times", ONBOARDING),
        button(plain(lang, "start.change_zone"), "zone", ONBOARDING),
    )
    return Screen(head, (presets, more, (button(plain(lang, "list.back"), "cats", ONBOARDING, 0),)))


def times(lang: str, schedule: Schedule, now: datetime, place: str, more: Sequence[Button] = ()) -> Screen:
    """Every hour as a toggle, and those chosen in between; ``more`` leads to what else has a time."""
    head = text(
        lang,
        "settings.times_head",
        times=dates.clock(schedule.times),
        zone=zone_name(schedule.zone, lang),
        now=local_time(now, schedule.zone),
    )
    hours = sorted({*(time(hour) for hour in range(24)), *schedule.times})
    toggles = [_time_toggle(each, each in schedule.times, place) for each in hours]
    beside = () if place == ONBOARDING else (_days(lang, schedule), *more)
    return Screen(head, (*rows_of(toggles, 4), *rows_of(beside, 2), _way_on(lang, place)))


def _days(lang: str, schedule: Schedule) -> Button:
    return button(plain(lang, "settings.days", days=dates.weekdays(schedule.weekdays, lang)), "days", "")


def _time_toggle(at: time, on: bool, place: str) -> Button:
    return chosen(f"{at:%H:%M}", "time", place, pack_times([at]), int(not on), on=on)


def _way_on(lang: str, place: str) -> Row:
    if place == ONBOARDING:
        back = button(plain(lang, "list.back"), "step", "times")
        return (back, button(plain(lang, "categories.done"), "begin", ""))
    return (button(plain(lang, "list.back"), "settings"),)


def with_time(schedule: Schedule, at: time, *, wanted: bool) -> tuple[time, ...]:
    """The times with this one, or without it."""
    return tuple(sorted({*schedule.times, at} if wanted else {*schedule.times} - {at}))


# --------------------------------------------------------------------------- weekdays


def days(lang: str, schedule: Schedule) -> Screen:
    """Seven toggles and the two usual choices."""
    head = text(lang, "settings.days_head", days=dates.weekdays(schedule.weekdays, lang))
    toggles = [_day_toggle(lang, each, each in schedule.weekdays) for each in range(1, 8)]
    usual = (
        button(plain(lang, "when.every_day"), "days", _packed(_ALL_DAYS)),
        button(plain(lang, "settings.workdays"), "days", _packed(_WORKDAYS)),
    )
    back = (button(plain(lang, "list.back"), "times", SETTINGS),)
    return Screen(head, (*rows_of(toggles, 4), usual, back))


def _day_toggle(lang: str, day: int, on: bool) -> Button:
    return chosen(dates.weekday(day, lang), "day", day, int(not on), on=on)


def _packed(days: frozenset[int]) -> str:
    return "".join(map(str, sorted(days)))


def unpack_days(packed: str) -> frozenset[int]:
    """The inverse of how a button states weekdays; ``BadInput("dead_button")`` for anything else."""
    found = frozenset(int(each) for each in packed if each.isdecimal())
    if not found or not found <= _ALL_DAYS:
        raise BadInput("dead_button")
    return found


# --------------------------------------------------------------------------- zone


def zone(
    lang: str,
    schedule: Schedule,
    now: datetime,
    place: str,
    offered: Sequence[str],
    *,
    said: Html | None = None,
) -> Screen:
    """Likely zones to tap; ``said`` replaces the heading after a name that was not found."""
    head = said or text(
        lang,
        "settings.zone_head",
        zone=zone_name(schedule.zone, lang),
        now=local_time(now, schedule.zone),
    )
    choices = [_zone_button(lang, each, each == schedule.zone, now, place) for each in offered]
    back = ("step", "times") if place == ONBOARDING else ("language",)
    return Screen(head, (*rows_of(choices, 1), (button(plain(lang, "list.back"), *back),)))


def _zone_button(lang: str, name: str, on: bool, now: datetime, place: str) -> Button:
    return chosen(f"{city(name, lang)} · {local_time(now, name)}", "zoneis", place, name, on=on)


def unknown_zone(lang: str, typed: str, near: Sequence[str]) -> Html:
    """What to say to a city that we do not know."""
    way_on = text(lang, "settings.zone_near" if near else "settings.zone_try")
    return Html(f"{text(lang, 'settings.zone_unknown', text=typed)} {way_on}")
