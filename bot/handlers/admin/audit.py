"""``/audit``: who changed what."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens.admin import audit as screens
from bot.telegram.screen import Screen


async def audit(context: Context, words: list[str]) -> Answer:
    """``/audit``: the latest changes."""
    return Answer(await _page(context, 0))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """A page of them."""
    return Answer(await _page(context, tapped.number(0)))


async def _page(context: Context, first: int) -> Screen:
    page = await context.services.audit_log.page(first, screens.A_PAGE)
    return screens.screen(page, context.reader)
