"""From a handler's answer to what Telegram is told; and the three ways in which a handler is asked.

Handlers parse, call the domain and return an ``Answer``; nothing else here or there talks to a chat.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Message, ReplyParameters, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.context import Context
from bot.keyboards import VERSION, Tapped, unpack
from bot.markup import cut
from bot.screen import MAX_TOAST, Screen
from digests.model import ChatKind

_UNCHANGED = "message is not modified"
_LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say. A button's screen replaces its message, ``below`` sends it as a new one.

    ``alert`` shows the toast as a dialog that stays until it is read; ``after`` is done once it was said.
    """

    screen: Screen | None = None
    toast: str = ""
    below: bool = False
    alert: bool = False
    after: Callable[[], Awaitable[object]] | None = None


Asked = Callable[[Context, list[str]], Awaitable[Answer]]
TappedOn = Callable[[Context, Tapped], Awaitable[Answer]]
Allow = Callable[[Context], Awaitable[None]]
Callback = Callable[[Update, Context], Awaitable[None]]


async def everyone(context: Context) -> None:
    """No right is needed."""


def command(name: str, handler: Asked, allow: Allow = everyone) -> CommandHandler[Context, Any]:
    """A command and the words after it; an edited message is no new command."""

    async def run(update: Update, context: Context) -> None:
        await allow(context)
        await give(update, context, await handler(context, list(context.args or [])))

    return CommandHandler(name, run, filters=filters.UpdateType.MESSAGE)


def tap(action: str, handler: TappedOn, allow: Allow = everyone) -> CallbackQueryHandler[Context, Any]:
    """A button that sends this action back."""

    async def run(update: Update, context: Context) -> None:
        await allow(context)
        data = update.callback_query.data if update.callback_query else None
        _, tapped = unpack(data or "")
        await give(update, context, await handler(context, tapped))

    return CallbackQueryHandler(run, pattern=f"^{re.escape(VERSION)}\\.{re.escape(action)}(?::|$)")


async def give(update: Update, context: Context, answer: Answer) -> None:
    """Say it, then do what is to be done after it."""
    await _say(update, context, answer)
    if answer.after:
        await answer.after()


async def _say(update: Update, context: Context, answer: Answer) -> None:
    """A tap is answered first, since the message may have to wait for its rate."""
    if update.callback_query is None:
        if answer.screen:
            await reply(context, answer.screen)
        return
    await acknowledge(update, answer.toast, alert=answer.alert)
    message = context.message
    if answer.screen and isinstance(message, Message) and not answer.below:
        replace(update, context, message, answer.screen)
    elif answer.screen:
        await reply(context, answer.screen)


async def acknowledge(update: Update, toast: str = "", *, alert: bool = False) -> None:
    """Answer a tap; one that was answered, or is too old for it, is no fault."""
    query = update.callback_query
    if query is None:
        return
    try:
        await query.answer(cut(toast, MAX_TOAST) or None, show_alert=alert)
    except BadRequest as error:
        if "query is too old" not in error.message.casefold():
            raise


async def reply(context: Context, screen: Screen) -> Message:
    """A new message in the place that the update came from; in a group it says what it answers."""
    if context.chat is None:
        raise LookupError("an update without a chat")
    return await context.bot.send_message(
        context.chat.id,
        screen.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=context.thread or None,
        reply_markup=screen.keyboard(),
        link_preview_options=screen.link_preview(),
        reply_parameters=_what_it_answers(context),
    )


def _what_it_answers(context: Context) -> ReplyParameters | None:
    message = context.message
    if context.kind is not ChatKind.GROUP or not isinstance(message, Message):
        return None
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)


def replace(update: Update | None, context: Context, message: Message, screen: Screen) -> None:
    """Let a message show another screen, as soon as its chat's rate allows."""
    key = (message.chat_id, message.message_id)
    edits = context.desk.edits

    async def edit(newest: Screen) -> None:
        await _edit(context, key, newest)

    if edits.put(key, screen):
        context.application.create_task(edits.work(key, edit), update=update)


async def _edit(context: Context, key: tuple[int, int], screen: Screen) -> None:
    """A message that already shows it is fine; one that is gone is sent anew."""
    try:
        await context.bot.edit_message_text(
            screen.html,
            chat_id=key[0],
            message_id=key[1],
            parse_mode=ParseMode.HTML,
            reply_markup=screen.keyboard(),
            link_preview_options=screen.link_preview(),
        )
    except BadRequest as error:
        said = error.message.casefold()
        if any(words in said for words in _LOST):
            await reply(context, screen)
        elif _UNCHANGED not in said:
            raise
