"""🌙 Quiet hours: their buttons, and times that are typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.reply_hint import hinted
from bot.screens import quiet as screens
from bot.screens import schedule
from bot.telegram.screen import Screen
from bot.texts import Html, plain, text
from digests.decisions.times_of_day import parse_times
from digests.errors import BadInput
from digests.model import Quiet

HOURS = "quiet"
_BETWEEN = re.compile(r"\s*(?:[-‐‑‒–—―−－﹣~～〜]|到|至|\bto\b|\buntil\b)\s*")


async def show(context: Context, tapped: Tapped) -> Answer:
    """The screen."""
    return Answer(await _screen(context))


async def _screen(context: Context, said: Html | None = None) -> Screen:
    me = await context.here()
    await context.expect(HOURS, "")
    return hinted(context, screens.screen(me, said))


async def _set(context: Context, **values: object) -> Answer:
    me = await context.here()
    wanted: Quiet = replace(me.quiet, **values)  # type: ignore[arg-type]  # fields of Quiet, named by callers here
    context.subscriber = await context.services.subscriptions.change(me.id, context.now, quiet=wanted)
    return Answer(await _screen(context), plain(context.lang, "settings.saved"))


async def hours(context: Context, tapped: Tapped) -> Answer:
    """From when until when; no argument is never."""
    packed = tapped.text(0)
    if not packed:
        return await _set(context, hours=None)
    between = schedule.unpack_times(packed)
    if len(between) != 2:
        raise BadInput("dead_button")
    return await _set(context, hours=between)


async def day(context: Context, tapped: Tapped) -> Answer:
    """One weekday more or one fewer; one is always left."""
    me = await context.here()
    which = schedule.unpack_days(tapped.text(0))
    wanted = me.quiet.days | which if tapped.number(1) == 1 else me.quiet.days - which
    if not wanted:
        return Answer(toast=plain(context.lang, "settings.one_day_left"), alert=True)
    return await _set(context, days=wanted)


async def way(context: Context, tapped: Tapped) -> Answer:
    """Whether digests wait for the end, or come without a sound."""
    return await _set(context, waits=tapped.number(0) == 1)


async def always(context: Context, tapped: Tapped) -> Answer:
    """Whether nothing ever sounds."""
    return await _set(context, always=tapped.number(0) == 1)


async def typed(context: Context, words: str) -> Answer:
    """Two times that were typed."""
    try:
        begin, end = _two_times(words)
    except BadInput:
        return Answer(await _screen(context, text(context.lang, "quiet.not_two_times", text=words[:60])))
    if begin == end:
        return Answer(await _screen(context, text(context.lang, "quiet.same_time", time=f"{begin:%H:%M}")))
    return Answer((await _set(context, hours=(begin, end))).screen)


def _two_times(words: str) -> tuple[time, time]:
    each = [parse_times(part) for part in _BETWEEN.split(words.strip().casefold()) if part]
    if [len(times) for times in each] != [1, 1]:
        raise BadInput("bad_time", text=words[:60])
    return each[0][0], each[1][0]
