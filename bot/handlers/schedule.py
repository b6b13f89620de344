"""Times, weekdays and the zone: their buttons, and what people type instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat import zones
from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.pending_question import Awaited
from bot.chat.reply_hint import hinted
from bot.handlers import settings
from bot.handlers.editions import editions
from bot.handlers.start import begin_at
from bot.screens import menu, schedule
from bot.screens.choices import ONBOARDING, SETTINGS
from bot.telegram.screen import Screen
from bot.texts import Html, dates, plain
from digests.decisions.schedule import zone_of
from digests.decisions.times_of_day import MOST_TIMES, parse_times
from digests.errors import BadInput
from digests.model import Schedule


async def change(context: Context, **values: object) -> Schedule:
    """Change parts of the schedule of this place, or of the digest that is spoken of."""
    me = await context.setup()
    wanted = replace(me.schedule, **values)  # type: ignore[arg-type]  # fields of Schedule, named by callers here
    return (await context.change_setup(schedule=wanted)).schedule


# --------------------------------------------------------------------------- times


async def times(context: Context, tapped: Tapped) -> Answer:
    """The grid of hours."""
    return Answer(await _times(context, tapped.text(0)))


async def _times(context: Context, place: str) -> Screen:
    me = await context.setup()
    await context.expect("times", place)
    more = () if context.edition else (*menu.times(me), await editions.setting(context))
    return hinted(context, schedule.times(context.lang, me.schedule, context.now, place, more))


async def time(context: Context, tapped: Tapped) -> Answer:
    """One time more or one fewer; one is always left."""
    place = tapped.text(0)
    me = await context.setup()
    at = schedule.unpack_times(tapped.text(1))[0]
    wanted = schedule.with_time(me.schedule, at, wanted=tapped.number(2) == 1)
    if not 1 <= len(wanted) <= MOST_TIMES:
        key = "settings.many_times" if wanted else "settings.one_time_left"
        return Answer(toast=plain(context.lang, key), alert=True)
    await change(context, times=wanted)
    return Answer(
        await _times(context, place), plain(context.lang, "settings.times_set", times=dates.clock(wanted))
    )


async def set_times(context: Context, tapped: Tapped) -> Answer:
    """The button that offers the times that somebody typed."""
    await change(context, times=schedule.unpack_times(tapped.text(0)))
    return Answer(await settings.overview(context), plain(context.lang, "settings.saved"))


# --------------------------------------------------------------------------- weekdays


async def days(context: Context, tapped: Tapped) -> Answer:
    """All weekdays at once; no argument asks."""
    me = await context.setup()
    packed = tapped.text(0)
    if not packed:
        return Answer(schedule.days(context.lang, me.schedule))
    return Answer(schedule.days(context.lang, await change(context, weekdays=schedule.unpack_days(packed))))


async def day(context: Context, tapped: Tapped) -> Answer:
    """One weekday more or one fewer; one is always left."""
    me = await context.setup()
    day = schedule.unpack_days(tapped.text(0))
    wanted = me.schedule.weekdays | day if tapped.number(1) == 1 else me.schedule.weekdays - day
    if not wanted:
        return Answer(toast=plain(context.lang, "settings.one_day_left"), alert=True)
    changed = await change(context, weekdays=wanted)
    return Answer(schedule.days(context.lang, changed), dates.weekdays(changed.weekdays, context.lang))


# --------------------------------------------------------------------------- zone


async def zone(context: Context, tapped: Tapped) -> Answer:
    """Likely zones, or type a city."""
    offered = zones.likely_zones(context.lang, context.settings.default_timezone)
    return Answer(await _zones(context, tapped.text(0), offered))


async def _zones(context: Context, place: str, offered: Sequence[str], said: Html | None = None) -> Screen:
    me = await context.here()
    await context.expect("zone", place)
    shown = tuple(dict.fromkeys((me.schedule.zone, *offered))) if said is None else tuple(offered)
    screen = schedule.zone(context.lang, me.schedule, context.now, place, shown, said=said)
    return hinted(context, screen)


async def zone_is(context: Context, tapped: Tapped) -> Answer:
    """A zone was chosen."""
    place, name = tapped.text(0), tapped.text(1)
    return Answer(await _zone_set(context, place, name), plain(context.lang, "settings.saved"))


async def _zone_set(context: Context, place: str, name: str) -> Screen:
    changed = await change(context, zone=zone_of(name).key)
    if place != ONBOARDING:
        return await settings.overview(context)
    await context.expect("times", ONBOARDING)
    return schedule.first_times(context.lang, changed, context.now)


# --------------------------------------------------------------------------- typed


async def typed(context: Context, awaited: Awaited, words: str) -> Answer:
    """Words that answer one of these screens: times, or a city."""
    has_figures = any(c.isnumeric() for c in words) and not words.upper().startswith("UTC")
    if awaited.kind == "times" and has_figures:
        return await _typed_times(context, awaited.place, words)
    try:
        name = zones.find_zone(words)
    except BadInput:
        if awaited.kind == "times":
            return await _typed_times(context, awaited.place, words)
        near = zones.near_zones(words)
        said = schedule.unknown_zone(context.lang, words[:60], near)
        return Answer(await _zones(context, awaited.place, near, said))
    return Answer(await _zone_set(context, awaited.place, name))


async def _typed_times(context: Context, place: str, words: str) -> Answer:
    try:
        wanted = parse_times(words)
    except BadInput:
        await context.expect("times", place)
        raise
    if place == ONBOARDING:
        return await begin_at(context, wanted)
    await change(context, times=wanted)
    return Answer(await _times(context, SETTINGS))
