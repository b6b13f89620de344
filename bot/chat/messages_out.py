"""How the bot talks to a chat: it answers taps, and writes below."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from telegram import Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound, NetworkError

from bot.chat.context import Context
from bot.telegram.markup import cut
from bot.telegram.screen import MAX_TOAST, Screen
from bot.texts import Html
from digests.model import ChatKind

log = logging.getLogger(__name__)

T = TypeVar("T")

_PAUSES = (0.5, 2.0)  # seconds


async def acknowledge(update: Update, toast: str = "", *, alert: bool = False) -> None:
    """Answer a tap; one that was answered, or is too old for it, is no fault."""
    query = update.callback_query
    if query is None:
        return
    said = cut(toast, MAX_TOAST) or None
    try:
        await persistently(lambda: query.answer(said, show_alert=alert))
    except NetworkError as error:  # what the tap asked for is done all the same
        if "query is too old" not in error.message.casefold():
            log.warning("a tap was not answered: %s", error)


async def reply(context: Context, screen: Screen) -> Message:
    """A new message in the place that the update came from; in a group it says what it answers."""
    send = partial(
        context.bot.send_message,
        text=screen.html,
        parse_mode=ParseMode.HTML,
        reply_markup=screen.keyboard(),
        link_preview_options=screen.link_preview(),
        reply_parameters=_what_it_answers(context),
        **_place(context),
    )
    return await persistently(send)


async def reply_rich(context: Context, screen: Screen) -> bool:
    """The rich form of a screen as a new message; False when Telegram refuses it, or does not know it."""
    keyboard = screen.keyboard()
    fields = _place(context) | {
        "rich_message": {"html": screen.rich},
        "reply_markup": keyboard.to_dict() if keyboard else None,
    }
    stated = {name: value for name, value in fields.items() if value is not None}
    try:
        await persistently(lambda: context.bot.do_api_request("sendRichMessage", api_kwargs=stated))
    except (BadRequest, EndPointNotFound) as error:
        log.info("no rich messages here: %s", error)
        return False
    return True


def is_rich(message: Message) -> bool:
    """Whether it is a rich message, of which python-telegram-bot knows nothing yet."""
    return "rich_message" in message.api_kwargs


async def send_file(context: Context, data: bytes, name: str, caption: Html) -> Message:
    """A file in the place that the update came from."""
    send = partial(
        context.bot.send_document,
        document=data,
        filename=name,
        caption=caption,
        parse_mode=ParseMode.HTML,
        reply_parameters=_what_it_answers(context),
        **_place(context),
    )
    return await persistently(send)


def _place(context: Context) -> dict[str, Any]:
    if context.chat is None:
        raise LookupError("an update without a chat")
    return {"chat_id": context.chat.id, "message_thread_id": context.thread or None}


def _what_it_answers(context: Context) -> ReplyParameters | None:
    message = context.message
    if context.where is not ChatKind.GROUP or not isinstance(message, Message):
        return None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


async def persistently(call: Callable[[], Awaitable[T]]) -> T:
    """Try again after trouble on the way. An answer may thereby come twice, which is better than never."""
    for pause in _PAUSES:
        try:
            return await call()
        except BadRequest:
            raise
        except NetworkError as error:
            log.warning("trying again in %.1f s: %s", pause, error)
            await asyncio.sleep(pause)
    return await call()
