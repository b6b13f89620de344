"""What alarms and the weekly digest lead to, below them: the message that said it stays."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import Answer
from bot.context import Context
from bot.handlers.admin import feeds, totals
from bot.keyboards import Tapped


async def card(context: Context, tapped: Tapped) -> Answer:
    """The card of one feed."""
    return replace(await feeds.card(context, tapped), below=True)


async def listing(context: Context, tapped: Tapped) -> Answer:
    """The list of feeds."""
    return replace(await feeds.turn(context, tapped), below=True)


async def stats(context: Context, tapped: Tapped) -> Answer:
    """The figures."""
    return replace(await totals.again(context, tapped), below=True)
