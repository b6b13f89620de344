"""Files that somebody sends: lists of feeds, from admins."""

from __future__ import annotations

from telegram import Update

from bot.chat.answers import give
from bot.chat.context import Context
from bot.chat.rights import bot_admins
from bot.handlers.admin import import_feeds
from bot.handlers.free_text import answers_us, no_words
from digests.model import ChatKind


async def file(update: Update, context: Context) -> None:
    """A list of feeds where it looks like one or was asked for, else a file like any other."""
    message = update.message
    sent = message.document if message else None
    awaited = context.awaited is not None and context.awaited.kind == import_feeds.FILE
    heard = message is not None and (context.kind is ChatKind.PRIVATE or answers_us(message))
    if sent is None or not heard or not (awaited or import_feeds.looks_like_a_list(sent)):
        await no_words(update, context)
        return
    await bot_admins(context)
    await give(update, context, import_feeds.look(context, sent))
