"""``/top``: the stories that most sources tell."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.keyboards import Listing
from bot.screens.stories import top as screen
from bot.telegram.markup import raw
from bot.telegram.screen import Screen
from bot.texts import plain, text
from digests.errors import BadInput

_NAMED = {"day": 1, "today": 1, "今天": 1, "week": 7, "周": 7, "本周": 7, "month": 30, "月": 30, "本月": 30}
_SPAN = re.compile(r"(?P<count>\d{1,4})(?P<unit>小时|[hdwm天周月])", re.IGNORECASE)
_UNITS = {"h": 1 / 24, "小时": 1 / 24, "d": 1, "天": 1, "w": 7, "周": 7, "m": 30, "月": 30}


async def top(context: Context, words: list[str]) -> Answer:
    """``/top [24h|7d|30d] [category]``, in either order."""
    window, name = _read(words)
    if not name:
        return Answer(await page(context, screen.listing(window, 0, 0)))
    try:
        category = await context.services.catalogue.category(name)
    except BadInput:
        near = await context.services.catalogue.near_categories(name)
        return Answer(
            screen.other_categories(text(context.lang, "latest.unknown", text=raw(name, 60)), window, near)
        )
    return Answer(await page(context, screen.listing(window, 0, category.id)))


def _read(words: list[str]) -> tuple[int, str]:
    """The time that the first or the last word names, and what is left: a category."""
    for word, rest in ((words[0], words[1:]), (words[-1], words[:-1])) if words else ():
        if (days := _days(word)) is not None:
            return _window(days), " ".join(rest)
    return 0, " ".join(words)


def _days(word: str) -> float | None:
    if found := _SPAN.fullmatch(word):
        return int(found["count"]) * _UNITS[found["unit"].lower()]
    return _NAMED.get(word.lower())


def _window(days: float) -> int:
    """The shortest of the times that is as long; the longest where none is."""
    return next((n for n, each in enumerate(screen.DAYS) if each >= days), len(screen.DAYS) - 1)


async def page(context: Context, of: Listing) -> Screen:
    """A page of them."""
    window, number = screen.place(of)
    title = await _title(context, of)
    stories, total = await context.services.top.page(
        timedelta(days=screen.DAYS[window]), of.target or None, number * screen.PAGE, screen.PAGE
    )
    if not stories:
        return screen.nothing(of, title, context.lang)
    return screen.page(of, title, stories, total, context.points, context.reader)


async def _title(context: Context, of: Listing) -> str:
    if not of.target:
        return plain(context.lang, "latest.everything")
    known = await context.services.catalogue.categories()
    found = next((each.title for each in known if each.id == of.target), None)
    if found is None:
        raise BadInput("dead_button")
    return found
