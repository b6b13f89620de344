"""The command menu of admins: everybody's, and theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.texts import LANGUAGES, plain

COMMANDS = (
    "feeds",
    "addfeed",
    "testfeed",
    "importfeeds",
    "exportfeeds",
    "story",
    "stats",
    "broadcast",
    "audit",
)


async def publish(bot: ExtBot[Any], admins: Iterable[int], everybody: Sequence[str]) -> None:
    """Give each admin the longer menu; one who has never spoken to the bot has no chat for it yet."""
    for admin in admins:
        with suppress(BadRequest, Forbidden):
            for lang in LANGUAGES:
                menu = [BotCommand(name, plain(lang, f"menu.{name}")) for name in (*COMMANDS, *everybody)]
                await bot.set_my_commands(menu, BotCommandScopeChat(admin), language_code=lang)
                if lang == "en":
                    await bot.set_my_commands(menu, BotCommandScopeChat(admin))
