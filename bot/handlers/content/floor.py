"""📊 The floor: how many sources must tell a story before it comes."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens.content import floor as screens
from bot.texts import plain


async def floor(context: Context, tapped: Tapped) -> Answer:
    """Set it; 0 asks."""
    me, wanted = await context.here(), tapped.number(0)
    if not wanted:
        return Answer(screens.screen(me))
    await context.services.filters.set_floor(me.id, wanted)
    me = context.subscriber = await context.services.subscriptions.get(me.id)
    return Answer(screens.screen(me), plain(me.language, "settings.saved"))
