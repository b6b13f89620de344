"""What alarms and the weekly digest lead to, below them: the message that said it stays."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.handlers.admin import feeds
from bot.handlers.admin.stats import again


async def card(context: Context, tapped: Tapped) -> Answer:
    """The card of one feed."""
    return replace(await feeds.card(context, tapped), below=True)


async def listing(context: Context, tapped: Tapped) -> Answer:
    """The list of feeds."""
    return replace(await feeds.turn(context, tapped), below=True)


async def stats(context: Context, tapped: Tapped) -> Answer:
    """The figures."""
    return replace(await again(context, tapped), below=True)
