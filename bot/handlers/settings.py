"""``/settings``, ``/stop`` and their buttons. Each button states the present and does the next thing."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.editions import editions
from bot.handlers.manage.ways import with_ways
from bot.screens import home, menu
from bot.screens import review as review_screen
from bot.telegram.screen import Screen
from bot.texts import LANGUAGES, plain
from digests.decisions.review import schedule_of
from digests.errors import BadInput
from digests.model import Status, Subscriber


async def settings(context: Context, words: list[str]) -> Answer:
    """``/settings``."""
    return Answer(await overview(context))


async def overview(context: Context) -> Screen:
    """All settings of this place, and the way to those of the chats that one looks after."""
    if context.edition:
        return await editions.overview(context, context.edition)
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    return await with_ways(context, menu.main(me, following, context.now))


async def here(context: Context, tapped: Tapped) -> Answer:
    """Back to all settings."""
    return Answer(await overview(context))


async def below(context: Context, tapped: Tapped) -> Answer:
    """The settings in a message of their own, since a digest is to stay."""
    return Answer(await overview(context), below=True)


async def layout(context: Context, tapped: Tapped) -> Answer:
    """How a digest looks."""
    return Answer(menu.look(await context.setup()))


async def size(context: Context, tapped: Tapped) -> Answer:
    """How many stories a digest has; 0 asks."""
    chosen = tapped.number(0)
    me = await context.setup()
    if not chosen:
        return Answer(menu.numbers(me, "size", menu.SIZES, me.size))
    changed = await context.change_setup(size=chosen)
    return Answer(menu.look(changed), plain(changed.language, "settings.saved"))


async def points(context: Context, tapped: Tapped) -> Answer:
    """How many key points a story has; 0 asks."""
    chosen = tapped.number(0)
    me = await context.setup()
    if not chosen:
        return Answer(menu.numbers(me, "points", menu.POINTS, me.points))
    changed = await context.change_setup(points=chosen)
    return Answer(menu.look(changed), plain(changed.language, "settings.saved"))


async def language(context: Context, tapped: Tapped) -> Answer:
    """The language of all that is said here; no argument shows it, with the zone."""
    me = await context.here()
    if not tapped.arguments:
        return Answer(menu.speech(me))
    chosen = tapped.text(0)
    if chosen not in LANGUAGES:
        raise BadInput("dead_button")
    changed = await context.services.subscriptions.change(me.id, context.now, language=chosen)
    return await _changed(context, changed)


async def _changed(context: Context, me: Subscriber) -> Answer:
    context.subscriber = me
    return Answer(await overview(context), plain(me.language, "settings.saved"))


async def review(context: Context, tapped: Tapped) -> Answer:
    """The weekly review: when it comes, or "" for never; no argument asks."""
    me = await context.here()
    if not tapped.arguments:
        return Answer(review_screen.screen(me))
    wanted = review_screen.unpacked(tapped.text(0))
    schedule_of(wanted, me.schedule.zone)  # a forged one is refused
    me = await context.services.subscriptions.change(me.id, context.now, review=wanted)
    context.subscriber = me
    return Answer(review_screen.screen(me), plain(me.language, "settings.saved"))


# --------------------------------------------------------------------------- pause and resume


async def pause(context: Context, tapped: Tapped) -> Answer:
    """No digests until they are resumed."""
    me = await context.here()
    context.subscriber = await context.services.subscriptions.pause(me.id)
    return Answer(await overview(context), plain(context.lang, "settings.paused"))


async def resume(context: Context, tapped: Tapped) -> Answer:
    """Digests again, from the next time on."""
    me = await context.here()
    if me.forget_after:
        await context.services.personal_data.stay(me.destination)
    context.subscriber = await context.services.subscriptions.activate(me.id, context.now)
    return Answer(await overview(context), plain(context.lang, "settings.resumed"))


async def stop(context: Context, words: list[str]) -> Answer:
    """``/stop``: a pause that keeps everything."""
    me = await context.here()
    if me.status is not Status.NEW:
        context.subscriber = await context.services.subscriptions.pause(me.id)
    return Answer(home.paused(context.lang))
