"""📡 ``/sources``: a list of all feeds, each followed and let go by a tap."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.keyboards import Span
from bot.handlers import search
from bot.screens.content import sources as screens
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.model import FollowKind


async def sources(context: Context, words: list[str]) -> Answer:
    """``/sources``, or those whose names have these words."""
    named = " ".join(words)
    number = await context.services.search.remember(named) if named else 0
    return Answer(await _page(context, 0, number))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Another page."""
    return Answer(await _page(context, tapped.number(0), tapped.big_number(1)))


async def toggle(context: Context, tapped: Tapped) -> Answer:
    """Follow a source, or stop following it."""
    me, target, wanted = await context.here(), tapped.number(1), tapped.number(2) == 1
    feed = await context.services.follows.known(target)
    if wanted:
        await context.services.follows.feed(me.id, target)
    else:
        await context.services.subscriptions.unfollow(me.id, FollowKind.FEED, target)
    toast = plain(context.lang, "sources.on" if wanted else "sources.off", name=feed.name)
    return Answer(await _page(context, tapped.number(0), tapped.big_number(3)), toast)


async def _page(context: Context, first: int, number: int) -> Screen:
    words = await context.services.search.recall(number) if number else ""
    shown, total = await context.services.follows.feeds(words, first, screens.A_PAGE)
    if not shown and first:
        return await _page(context, 0, number)
    if not shown:
        near = await context.services.follows.near_feeds(words) if words else ()
        return screens.none(context.lang, words, await search.button_for(context, _from(words)), near)
    me = await context.here()
    following = await context.services.subscriptions.following(me.id)
    followed = {each.target for each in following if each.kind is FollowKind.FEED}
    span = Span(first, len(shown), total, screens.A_PAGE)
    return screens.screen(context.lang, shown, followed, span, words, number)


def _from(words: str) -> str:
    """A search for what a source of that name told; it may be named within a feed of others."""
    return f'from:"{words}"' if " " in words else f"from:{words}"
