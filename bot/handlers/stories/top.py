"""``/top``: the stories that most sources tell."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.chat.answers import Answer
from bot.chat.callback_data import Listing
from bot.chat.context import Context
from bot.handlers import categories
from bot.screens.stories import top as screen
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput

_NAMED = {"day": 1, "today": 1, "今天": 1, "week": 7, "周": 7, "本周": 7, "month": 30, "月": 30, "本月": 30}
_SPAN = re.compile(r"(?P<count>\d{1,9})(?P<unit>[^\W\d]+)")
_DAYS = {1 / 24: "h hr hrs hour hours 小时 个小时", 1: "d day days 天 日"} | {
    7: "w week weeks 周 星期 个星期",
    30: "m month months 月 个月",
}
_UNITS = {word: days for days, words in _DAYS.items() for word in words.split()}


async def top(context: Context, words: list[str]) -> Answer:
    """``/top [24h|7d|30d] [category]``, in either order."""
    days, name = _read(words)
    window = _window(days)
    try:
        category = (await context.services.catalogue.category(name)).id if name else 0
    except BadInput:
        said, others = await categories.unknown(context, name)
        return Answer(screen.other_categories(said, window, others))
    if days > screen.DAYS[-1]:
        return Answer(screen.too_long(category, context.lang))
    found = await page(context, screen.listing(window, 0, category))
    return Answer(found if days in (0, *screen.DAYS) else screen.instead(found, context.lang))


def _read(words: list[str]) -> tuple[float, str]:
    """The days that the first or the last words name, such as ``7d`` or ``7 days``, and what is left."""
    for count in (2, 1):
        for said, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            if (days := _days("".join(said))) is not None:
                return days, " ".join(rest)
    return 0, " ".join(words)


def _days(word: str) -> float | None:
    """The days of a time with a unit, or of a name such as ``week``; None for any other word."""
    found = _SPAN.fullmatch(word.casefold())
    if found and found["unit"] in _UNITS:
        return int(found["count"]) * _UNITS[found["unit"]]
    return _NAMED.get(word.casefold())


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
