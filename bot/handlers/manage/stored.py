"""What is stored of a channel or group that somebody looks after: sent in private, or deleted."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.chat.managed import name_of
from bot.handlers import own_data
from bot.screens.manage import stored as screens
from bot.texts import Html, text
from digests.errors import BadInput


async def show(context: Context, tapped: Tapped) -> Answer:
    """The two things that can be done with it."""
    return Answer(screens.stored(context.lang, _named(context)))


async def send(context: Context, tapped: Tapped) -> Answer:
    """All of it as files, here."""
    said = text(context.lang, "stored.sent", chat=_named(context))
    return await own_data.hand_out(context, said)


async def forget(context: Context, tapped: Tapped) -> Answer:
    """Asks."""
    return Answer(screens.ask(context.lang, _named(context)))


def _named(context: Context) -> Html:
    if context.managed is None:
        raise BadInput("dead_button")
    return name_of(context.managed, context.lang, context.topic)
