"""A post that an admin forwards from a channel: the way to it for who did not bring the bot there."""

from __future__ import annotations

from telegram import Message, MessageOriginChannel, Update
from telegram.ext import filters

from bot.chat.answers import give
from bot.chat.context import Context
from bot.chat.rights import rules
from bot.handlers.free_text import no_words, words
from bot.handlers.manage.chats import of_channel
from digests.model import ChatKind


class FromChannel(filters.MessageFilter):
    """What was posted in a channel before somebody forwarded it."""

    def filter(self, message: Message) -> bool:
        """Whether it was."""
        return isinstance(message.forward_origin, MessageOriginChannel)


async def post(update: Update, context: Context) -> None:
    """The settings of the channel for who may post there, asked of Telegram; else it is words like others."""
    message = update.message
    origin = message.forward_origin if message else None
    unasked = context.awaited is None
    if unasked and isinstance(origin, MessageOriginChannel) and await _may(context, origin):
        await give(update, context, await of_channel(context, origin.chat.id, origin.chat.title or ""))
    elif message and message.text:
        await words(update, context)
    else:
        await no_words(update, context)


async def _may(context: Context, origin: MessageOriginChannel) -> bool:
    return await rules(context, origin.chat.id, ChatKind.CHANNEL)
