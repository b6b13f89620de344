"""``/next`` and ``/preview``: when digests come, and how the next one stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers import categories
from bot.screens import home
from bot.screens import upcoming as screens
from bot.screens.editions.coming import coming_editions
from bot.telegram.markup import spaced
from bot.telegram.screen import Screen
from bot.texts import Html
from digests.model import Status, Subscription
from digests.services.upcoming import put_off, review, times

TIMES = 5


async def next_(context: Context, words: list[str]) -> Answer:
    """``/next``."""
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    upcoming, late = times(me, context.now, TIMES), put_off(me, context.now, TIMES)
    shown = screens.coming(me, following, upcoming, context.reader, review(me, context.now), late)
    return Answer(replace(shown, html=spaced([shown.html, await _further(context, following)])))


async def _further(context: Context, following: Sequence[Subscription]) -> Html:
    """When the further digests of this place come."""
    me = await context.here()
    if me.status is not Status.ACTIVE:
        return Html("")
    listed = await context.services.editions.listed(me.id)
    return coming_editions(
        [(each, times(each.of(me), context.now, TIMES)) for each in listed], following, context.reader
    )


async def preview(context: Context, words: list[str]) -> Answer:
    """``/preview``; somebody new is led through ``/start``."""
    me = context.subscriber
    if me is None or me.status is Status.NEW:
        return await categories.onboarding(context)
    return Answer(await _preview(context, 0))


async def preview_tapped(context: Context, tapped: Tapped) -> Answer:
    """Another message of it, or the button for it."""
    return Answer(await _preview(context, tapped.number(0)))


async def _preview(context: Context, part: int) -> Screen:
    me = await context.setup()
    when = home.coming(me, await context.told_here(), context.now)
    digest = await context.services.upcoming.preview(me, context.now, context.edition_id)
    if digest is None:
        return screens.nothing(context.lang, when)
    return screens.preview(digest, part, when, context.lang)
