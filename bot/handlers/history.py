"""``/history``: the digests that came, opened again as they were."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.context import Context
from bot.chat.keyboards import Tapped
from bot.screens import history as screens
from bot.telegram.screen import Screen
from digests.errors import BadInput


async def history(context: Context, words: list[str]) -> Answer:
    """``/history``."""
    return Answer(await _page(context, 0))


async def turn(context: Context, tapped: Tapped) -> Answer:
    """Another page of the list, or back to it."""
    return Answer(await _page(context, tapped.number(0)))


async def _page(context: Context, first: int) -> Screen:
    me = context.subscriber
    came, total = await context.services.past_digests.came(me.id if me else 0, first, screens.A_PAGE)
    return screens.listing(came, first, total, context.reader) if came else screens.none(context.lang)


async def open_digest(context: Context, tapped: Tapped) -> Answer:
    """A message of one of them; buttons under its last one work as they did."""
    digest, first, part = tapped.big_number(0), tapped.number(1), tapped.number(2)
    me = context.subscriber
    payloads = await context.services.past_digests.parts(me.id if me else 0, digest)
    if part >= len(payloads):
        raise BadInput("dead_button")
    return Answer(screens.opened(payloads, digest, first, part, context.lang))
