"""``/settings``, ``/stop`` and their buttons. Each button states the present and does the next thing."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.keyboards import Tapped, button, rows_of
from bot.handlers import channels
from bot.handlers.editions import editions
from bot.screens import channels as channels_screen
from bot.screens import choices, home
from bot.screens import review as review_screen
from bot.screens.choices import SETTINGS
from bot.telegram.screen import Screen
from bot.texts import LANGUAGES, plain, text
from digests.decisions.review import schedule_of
from digests.errors import BadInput
from digests.model import FollowKind, Status, Subscriber


async def settings(context: Context, words: list[str]) -> Answer:
    """``/settings``."""
    return Answer(await overview(context))


async def overview(context: Context) -> Screen:
    """All settings of this place, and the way to those of the channels that one looks after."""
    if context.edition:
        return await editions.overview(context, context.edition)
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    screen = home.settings(me, following, context.now)
    count = len(await channels.brought(context))
    if not count and not context.managed:
        return screen
    link = channels_screen.back(me.language) if context.managed else channels_screen.link(me.language, count)
    return replace(screen, rows=(*screen.rows, (link,)))


async def here(context: Context, tapped: Tapped) -> Answer:
    """Back to all settings."""
    return Answer(await overview(context))


async def below(context: Context, tapped: Tapped) -> Answer:
    """The settings in a message of their own, since a digest is to stay."""
    return Answer(await overview(context), below=True)


async def layout(context: Context, tapped: Tapped) -> Answer:
    """How much a digest holds."""
    return Answer(home.layout(await context.setup()))


async def size(context: Context, tapped: Tapped) -> Answer:
    """How many stories a digest has; 0 asks."""
    chosen = tapped.number(0)
    me = await context.setup()
    if not chosen:
        return Answer(home.numbers(me, "size", home.SIZES, me.size))
    changed = await context.change_setup(size=chosen)
    return Answer(home.layout(changed), plain(changed.language, "settings.saved"))


async def points(context: Context, tapped: Tapped) -> Answer:
    """How many key points a story has; 0 asks."""
    chosen = tapped.number(0)
    me = await context.setup()
    if not chosen:
        return Answer(home.numbers(me, "points", home.POINTS, me.points))
    changed = await context.change_setup(points=chosen)
    return Answer(home.layout(changed), plain(changed.language, "settings.saved"))


async def language(context: Context, tapped: Tapped) -> Answer:
    """The language of all that is said here; no argument asks."""
    me = await context.here()
    if not tapped.arguments:
        return Answer(home.languages(me.language))
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


async def my_tags(context: Context, tapped: Tapped) -> Answer:
    """The tags that are followed, each dropped by a tap."""
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    tags = [each for each in following if each.kind is FollowKind.TAG]
    toggles = [button(f"✕ #{each.title}", "untag", each.target) for each in tags[:60]]
    below = (
        *choices.grid(toggles),
        choices.all_tags(context.lang, SETTINGS),
        *rows_of([home.back(context.lang)], 1),
    )
    return Answer(Screen(text(context.lang, "settings.tags_head", count=len(tags)), below))


async def untag(context: Context, tapped: Tapped) -> Answer:
    """Stop following a tag."""
    me = await context.here()
    await context.services.subscriptions.unfollow(me.id, FollowKind.TAG, tapped.number(0))
    shown = await my_tags(context, tapped)
    return Answer(shown.screen, plain(context.lang, "settings.saved"))


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
