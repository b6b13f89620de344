"""``/stats``."""

from __future__ import annotations

from bot.answers import Answer
from bot.context import Context
from bot.keyboards import Tapped
from bot.screens import totals


async def stats(context: Context, words: list[str]) -> Answer:
    """``/stats``."""
    read = await context.services.statistics.read(context.now)
    return Answer(totals.screen(read, context.reader))


async def again(context: Context, tapped: Tapped) -> Answer:
    """The same numbers, read again."""
    return await stats(context, [])
