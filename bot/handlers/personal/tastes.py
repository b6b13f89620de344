"""More… under a story, "more like this" and "less like this", and ``/taste``."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.stories import story as stories
from bot.screens.personal import tastes as screens
from bot.screens.personal.doors import key_of
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput
from digests.model import Taste


async def more(context: Context, tapped: Tapped) -> Answer:
    """What else can be done with a story."""
    post_id = await stories.post_behind(context, tapped, 0)
    me = context.subscriber
    way = await context.services.tastes.opinion(me.id, post_id) if me else 0
    moved = await context.services.tastes.touching(me.id, post_id) if me and way else ()
    return Answer(await _screen(context, tapped, 0, post_id, way, moved))


async def _screen(
    context: Context, tapped: Tapped, skip: int, post_id: int, way: int, moved: Sequence[Taste]
) -> Screen:
    title = (await context.services.browse.post(post_id)).title or plain(context.lang, "story.untitled")
    again = stories.again_behind(tapped, skip)
    return screens.more(title, way, moved, again, post_id, context.lang)


async def like(context: Context, tapped: Tapped) -> Answer:
    """More like it, less like it, or neither."""
    way = screens.WAYS.get(tapped.text(0))
    if way is None:
        raise BadInput("dead_button")
    post_id = await stories.post_behind(context, tapped, 1)
    me = await context.here()
    moved = await context.services.tastes.say(me.id, post_id, way)
    now = await context.services.tastes.touching(me.id, post_id) if way else ()
    shown = await _screen(context, tapped, 1, post_id, way, now)
    return Answer(shown, screens.said(way, moved, context.lang))


# --------------------------------------------------------------------------- all of them


async def taste(context: Context, words: list[str]) -> Answer:
    """``/taste``."""
    return Answer(await _listed(context, 0))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Another page of the list."""
    return Answer(await _listed(context, tapped.number(0)))


async def _listed(context: Context, first: int) -> Screen:
    me = context.subscriber
    found = await context.services.tastes.listed(me.id) if me else ()
    return screens.listed(found, first, context.lang)


async def forget(context: Context, tapped: Tapped) -> Answer:
    """Forget one of them."""
    me, wanted = await context.here(), tapped.big_number(0)
    for one in await context.services.tastes.listed(me.id):
        if key_of(one.kind, one.target) == wanted:
            await context.services.tastes.forget(me.id, one)
    return Answer(await _listed(context, tapped.number(1)), plain(context.lang, "taste.forgotten"))


async def clear(context: Context, tapped: Tapped) -> Answer:
    """Forget all, once that was confirmed."""
    if tapped.number(0) != 1:
        return Answer(screens.ask_all(context.lang))
    me = await context.here()
    await context.services.tastes.forget_all(me.id)
    return Answer(await _listed(context, 0), plain(context.lang, "taste.forgotten"))
