"""The signature and the hashtags of a channel."""

from __future__ import annotations

from bot.chat.answers import Answer
from bot.chat.callback_data import Tapped
from bot.chat.context import Context
from bot.screens.manage import posts as screens
from bot.telegram.markup import tidy
from bot.texts import plain
from digests.errors import BadInput
from digests.model import ChatKind, Subscriber

SIGNATURE = "signature"


async def show(context: Context, tapped: Tapped) -> Answer:
    """Both, as they are set."""
    return Answer(screens.posts(_channel(context)))


async def sign(context: Context, tapped: Tapped) -> Answer:
    """The next words are the signature."""
    _channel(context)
    await context.expect(SIGNATURE, "")
    return Answer(screens.write(context.lang))


async def typed(context: Context, words: str) -> Answer:
    """The words for it; too many are asked for again."""
    try:
        return Answer(screens.posts(await _change(context, signature=tidy(words))))
    except BadInput:
        await context.expect(SIGNATURE, "")
        raise


async def unsign(context: Context, tapped: Tapped) -> Answer:
    """No signature any more."""
    return _saved(await _change(context, signature=""))


async def hashtags(context: Context, tapped: Tapped) -> Answer:
    """Hashtags, or none."""
    return _saved(await _change(context, hashtags=tapped.number(0) == 1))


def _channel(context: Context) -> Subscriber:
    """The channel that is looked after; ``BadInput("dead_button")`` where it is none."""
    if context.managed is None or context.kind is not ChatKind.CHANNEL:
        raise BadInput("dead_button")
    return context.managed


async def _change(context: Context, signature: str | None = None, hashtags: bool | None = None) -> Subscriber:
    subscriptions, channel = context.services.subscriptions, _channel(context)
    context.subscriber = await subscriptions.change(
        channel.id, context.now, signature=signature, hashtags=hashtags
    )
    return context.subscriber


def _saved(channel: Subscriber) -> Answer:
    return Answer(screens.posts(channel), plain(channel.language, "settings.saved"))
