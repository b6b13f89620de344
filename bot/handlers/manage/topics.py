"""The topics of a group: Telegram lists them to no bot, so those that were seen are known."""

from __future__ import annotations

from telegram import Update

from bot.chat import seen
from bot.chat.context import Context
from bot.screens.manage import topics as screens
from bot.telegram.screen import Screen
from bot.telegram.transport import TELEGRAM
from bot.texts import dates
from digests.model import Subscriber


async def named(update: Update, context: Context) -> None:
    """Somebody opened a topic or gave it another name."""
    await seen.keep_topic(context)


async def known(context: Context, chat: int) -> dict[int, str]:
    """The names, as far as they are known, of the topics that were seen or have digests, by their threads."""
    threads = await context.services.subscriptions.threads(TELEGRAM, str(chat))
    return dict.fromkeys(filter(None, threads), "") | await seen.topics(context, chat)


async def listed(context: Context, chat: int, title: str) -> Screen:
    """The group as a whole, and its topics."""
    return screens.topics(context.lang, chat, title, await known(context, chat))


async def what(context: Context, there: Subscriber) -> Screen:
    """A topic into which nothing comes yet."""
    offered = await context.services.catalogue.categories()
    return screens.what(there.language, offered, dates.clock(there.schedule.times))
