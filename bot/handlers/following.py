"""Following stories: 🔔 under a story, and the list of what is followed."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.keyboards import Tapped
from bot.screens import following as screen
from bot.telegram.screen import Button, Screen
from bot.texts import plain


async def with_bell(context: Context, shown: Screen, post_id: int) -> Screen:
    """A story's view with the button that follows it, in the row of the way back; nobody else's story has it."""
    me = context.subscriber
    if me is None:
        return shown
    followed = await context.services.story_follows.is_followed(me.id, post_id)
    bell = screen.bell(context.lang, post_id, followed=followed)
    return replace(shown, rows=(*shown.rows[:-1], (bell,), *shown.rows[-1:]))


async def bell(context: Context, tapped: Tapped) -> Answer:
    """Follow a story, or end that; the button changes, and all else of the message stays."""
    me = await context.here()
    post_id, wanted = tapped.big_number(0), tapped.number(1) == 1
    if not wanted:
        await context.services.story_follows.end(me.id, post_id)
    elif not await context.services.story_follows.follow(me.id, post_id):
        known = await context.services.story_follows.is_followed(me.id, post_id)
        if not known:
            return Answer(toast=plain(context.lang, "follow.gone"), alert=True)
    toast = plain(context.lang, "follow.followed" if wanted else "follow.ended")
    return Answer(toast=toast, alert=wanted)


async def unbell(context: Context, tapped: Tapped) -> Answer:
    """Under a follow-up: follow its story no more."""
    me = await context.here()
    await context.services.story_follows.end(me.id, tapped.big_number(0))
    return Answer(toast=plain(context.lang, "follow.ended"))


async def following(context: Context, words: list[str]) -> Answer:
    """``/following``."""
    return Answer(await _listed(context))


async def _listed(context: Context) -> Screen:
    me = await context.here()
    return screen.listed(context.lang, await context.services.story_follows.listed(me.id))


async def unfollow(context: Context, tapped: Tapped) -> Answer:
    """In the list: follow one no more."""
    me = await context.here()
    await context.services.story_follows.end(me.id, tapped.big_number(0))
    return Answer(await _listed(context), plain(context.lang, "follow.ended"))
