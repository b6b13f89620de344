"""``/history``: the digests that came, opened again as they were."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens import history as screens
from bot.screens import home, menu
from bot.telegram.screen import Button, Screen
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
    if not came:
        return screens.none(context.lang, _back(context))
    return screens.listing(came, first, total, context.reader, _back(context))


def _back(context: Context) -> Button:
    """The settings of a chat that one looks after name it themselves."""
    return home.back(context.lang) if context.managed else menu.back(context.lang, "data")


async def open_digest(context: Context, tapped: Tapped) -> Answer:
    """A message of one of them; buttons under its last one work as they did."""
    digest, first, part = tapped.big_number(0), tapped.number(1), tapped.number(2)
    me = context.subscriber
    payloads = await context.services.past_digests.parts(me.id if me else 0, digest)
    if part >= len(payloads):
        raise BadInput("dead_button")
    return Answer(screens.opened(payloads, digest, first, part, context.lang))
