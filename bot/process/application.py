"""The python-telegram-bot application: one bot with all handlers, and its command menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from telegram import BotCommand, Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, ExtBot

from bot.chat.context import Context
from bot.chat.shared import SHARED, Shared
from bot.handlers import admin, registry
from bot.handlers.admin import command_menu as menu_of_admins
from bot.handlers.errors import failed
from bot.process.wiring import utc_now
from bot.settings import Settings
from bot.telegram.limiter import Limiter
from bot.telegram.limits import Limits
from bot.telegram.prepared_messages import PreparedBot
from bot.telegram.request import Request
from bot.telegram.update_processor import AT_ONCE, PerChat
from bot.texts import LANGUAGES, plain
from digests.services.services import Services

# What we ask Telegram for; the rest it keeps.
UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.INLINE_QUERY]
# A poll in a pool of its own is never in the way of a message. It stops while the last one goes out.
POLLS = 2
COMMANDS = (
    "latest",
    "top",
    "digest",
    "preview",
    "next",
    "history",
    "tag",
    "tags",
    "search",
    "categories",
    "following",
    "saved",
    "why",
    "mutes",
    "taste",
    "alerts",
    "settings",
    "manage",
    "digests",
    "subscribe",
    "unsubscribe",
    "mytags",
    "sources",
    "filter",
    "stop",
    "mydata",
    "forget",
    "help",
    "start",
)


def build_application(
    settings: Settings,
    services: Services,
    now: Callable[[], datetime] = utc_now,
    *,
    unauthorized: Callable[[], None] = lambda: None,
) -> Application[Any, Any, Any, Any, Any, Any]:
    """The application with every handler, not yet initialised, for the Telegram that ``settings`` name.

    ``unauthorized`` is called when Telegram does not know the token, also in the midst of work.
    """
    bot = build_bot(settings, unauthorized)
    application = (
        ApplicationBuilder()
        .bot(bot)
        .concurrent_updates(PerChat())
        .context_types(ContextTypes(context=Context))
        .build()
    )
    application.bot_data[SHARED] = Shared(services, settings, now)
    application.add_handlers(registry.first(), group=-1)
    application.add_handlers(
        [*registry.commands(), *registry.buttons(), *admin.commands(), *admin.buttons(), *registry.last()]
    )
    application.add_error_handler(failed)
    return application


def build_bot(settings: Settings, unauthorized: Callable[[], None]) -> PreparedBot:
    """The bot that speaks, within Telegram's limits; ``unauthorized`` as above."""
    proxy = settings.proxy
    # One for each update and each part under way: nobody ever waits for a place in the pool.
    connections = AT_ONCE + settings.send_concurrency
    return PreparedBot(
        settings.token,
        base_url=settings.telegram_api_base_url,
        base_file_url=settings.file_url,
        request=Request(connections, proxy=proxy, unauthorized=unauthorized),
        get_updates_request=Request(POLLS, proxy=proxy, unauthorized=unauthorized),
        rate_limiter=Limiter(limits_of(settings)),
    )


def limits_of(settings: Settings) -> Limits:
    """The limits as they are set."""
    return Limits(
        overall=settings.rate_overall,
        private=settings.rate_private,
        private_burst=settings.rate_private_burst,
        group_minute=settings.rate_group,
        long_weight=settings.rate_long_weight,
        paid=settings.paid_broadcast,
    )


async def publish_commands(bot: ExtBot[Any], admins: Iterable[int]) -> None:
    """The command menu in each language, English for whoever speaks neither; admins get a longer one."""
    for lang in LANGUAGES:
        menu = [BotCommand(name, plain(lang, f"menu.{name}")) for name in COMMANDS]
        await bot.set_my_commands(menu, language_code=lang)
        if lang == "en":
            await bot.set_my_commands(menu)
    await menu_of_admins.publish(bot, admins, COMMANDS)
