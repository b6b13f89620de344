"""How a digest looks; rich messages only once somebody has seen one."""

from __future__ import annotations

from bot.chat.answers import Answer, named
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.messages_out import reply_rich
from bot.screens.editions import look as screens
from bot.texts import plain, text
from digests.errors import BadInput
from digests.model import Layout


async def look(context: Context, tapped: Tapped) -> Answer:
    """One of the layouts; no argument asks."""
    if not tapped.arguments:
        return Answer(screens.screen(await context.setup()))
    wanted = _layout(tapped.text(0))
    if wanted is Layout.RICH:
        return await _rich(context, tapped)
    return await _set(context, wanted)


def _layout(said: str) -> Layout:
    found = next((each for each in screens.OFFERED if each.value == said), None)
    if found is None:
        raise BadInput("dead_button")
    return found


async def _set(context: Context, wanted: Layout) -> Answer:
    changed = await context.change_setup(layout=wanted)
    return Answer(screens.screen(changed), plain(context.lang, "settings.saved"))


async def _rich(context: Context, tapped: Tapped) -> Answer:
    """A sample first; only who says that it can be seen gets such digests."""
    if len(tapped.arguments) == 1:
        return await _try(context)
    if tapped.number(1) == 1:
        return await _set(context, Layout.RICH)
    me = await context.setup()
    if me.layout is Layout.RICH:  # it was seen before, on another device perhaps
        me = await context.change_setup(layout=Layout.FOLDED)
    return Answer(screens.screen(me, text(me.language, "look.trial_unseen")))


async def _try(context: Context) -> Answer:
    lang = (await context.setup()).language
    if await reply_rich(context, named(context, screens.trial(lang))):
        return Answer(toast=plain(lang, "look.trial_sent"))
    return Answer(toast=plain(lang, "look.trial_refused"), alert=True)
