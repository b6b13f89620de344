"""The weekly review among the settings: whether it comes, on which weekday, and when."""

from __future__ import annotations

from datetime import time

from bot.chat.keyboards import button, chosen, rows_of
from bot.screens.choices import SETTINGS
from bot.telegram.screen import Button, Screen
from bot.texts import dates, plain, text
from digests.decisions.review import packed, schedule_of
from digests.model import Subscriber

USUAL = (7, time(20))
HOURS = (8, 10, 12, 18, 20, 22)


def set_for(subscriber: Subscriber) -> tuple[int, time] | None:
    """Weekday and time of somebody's review; None for none."""
    schedule = schedule_of(subscriber.review, subscriber.schedule.zone)
    return (min(schedule.weekdays), schedule.times[0]) if schedule else None


def when(subscriber: Subscriber) -> str:
    """That in words."""
    found, lang = set_for(subscriber), subscriber.language
    if found is None:
        return plain(lang, "review.never")
    return plain(lang, "review.weekly", day=dates.weekday(found[0], lang), time=f"{found[1]:%H:%M}")


def setting(subscriber: Subscriber) -> Button:
    """The button that leads here; it states what is set."""
    return button(plain(subscriber.language, "review.setting", when=when(subscriber)), "review")


def screen(subscriber: Subscriber) -> Screen:
    """Never, or a weekday and an hour."""
    lang = subscriber.language
    day, at = set_for(subscriber) or USUAL
    on = bool(subscriber.review)
    never = chosen(plain(lang, "review.to_never"), "review", "", on=not on)
    days = [
        chosen(dates.weekday(each, lang), "review", _data(each, at), on=on and each == day)
        for each in range(1, 8)
    ]
    times = [
        chosen(f"{each:02}:00", "review", _data(day, time(each)), on=on and time(each) == at)
        for each in HOURS
    ]
    back = button(plain(lang, "list.back"), "times", SETTINGS)
    head = text(lang, "review.about", when=when(subscriber))
    return Screen(head, ((never,), *rows_of(days, 4), *rows_of(times, 3), (back,)))


def _data(day: int, at: time) -> str:
    """As an argument of a button, where a colon parts arguments."""
    return packed(day, at).replace(":", "")


def unpacked(data: str) -> str:
    """The inverse, unchecked."""
    return f"{data[:-2]}:{data[-2:]}" if data else ""
