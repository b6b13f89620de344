"""Below the settings: of a chat that is looked after from elsewhere what it has beside them, and the ways."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.context import Context
from bot.handlers.manage.asking import any_known
from bot.screens.manage import chats as screens
from bot.telegram.screen import Screen
from digests.model import ChatKind


async def with_ways(context: Context, shown: Screen) -> Screen:
    """The settings with these; whoever looks after nothing else sees none."""
    if context.managed:
        rows = (screens.with_history(row, context.lang) for row in shown.rows)
        return replace(shown, rows=(*rows, *screens.ways(context.lang, context.managed)))
    if context.where is not ChatKind.PRIVATE or not await any_known(context):
        return shown
    return replace(shown, rows=(*shown.rows, screens.link(context.lang)))
