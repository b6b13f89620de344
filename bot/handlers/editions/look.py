"""How a digest looks."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.keyboards import Tapped
from bot.screens.editions import look as screens
from bot.texts import plain
from digests.errors import BadInput
from digests.model import Layout


async def look(context: Context, tapped: Tapped) -> Answer:
    """One of the layouts; no argument asks."""
    if not tapped.arguments:
        return Answer(screens.screen(await context.setup()))
    changed = await context.change_setup(layout=_layout(tapped.text(0)))
    return Answer(screens.screen(changed), plain(context.lang, "settings.saved"))


def _layout(named: str) -> Layout:
    found = next((each for each in screens.OFFERED if each.value == named), None)
    if found is None:
        raise BadInput("dead_button")
    return found
