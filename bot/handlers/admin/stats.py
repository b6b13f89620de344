"""``/stats``."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens.admin.stats import screen


async def stats(context: Context, words: list[str]) -> Answer:
    """``/stats``."""
    read = await context.services.stats.read(context.now)
    return Answer(screen(read, context.reader))


async def again(context: Context, tapped: Tapped) -> Answer:
    """The same numbers, read again."""
    return await stats(context, [])
