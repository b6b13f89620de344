"""What handlers answer, and the two ways in which they are asked: by a command, by a button.

Handlers parse, call the domain and return an ``Answer``; ``give`` says it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from dataclasses import replace as replace_field
from typing import Any

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.chat.callback_data import VERSION, Tapped, unpack
from bot.chat.context import Context
from bot.chat.editing import replace, shows
from bot.chat.managed import about
from bot.chat.messages_out import acknowledge, is_rich, reply
from bot.chat.named_edition import of_edition
from bot.chat.rights import manage
from bot.telegram.screen import Screen
from bot.texts import plain
from digests.errors import BadInput
from digests.model import ChatKind


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
    """A command and the words after it; one that was edited or forwarded asks for nothing."""

    async def run(update: Update, context: Context) -> None:
        await allow(context)
        await give(update, context, await handler(context, list(context.args or [])))

    return CommandHandler(name, run, filters=filters.UpdateType.MESSAGE & ~filters.FORWARDED)


def tap(action: str, handler: TappedOn, allow: Allow = everyone) -> CallbackQueryHandler[Context, Any]:
    """A button that sends this action back."""

    async def run(update: Update, context: Context) -> None:
        data = update.callback_query.data if update.callback_query else None
        _, tapped = unpack(data or "")
        if context.kind is ChatKind.CHANNEL:  # whoever reads it must not change what all others see
            raise BadInput("not_in_channel")
        if tapped.about:
            await manage(context, tapped.about)
        await allow(context)
        if tapped.edition:
            await context.speak_of(tapped.edition)
        await give(update, context, await handler(context, tapped))

    return CallbackQueryHandler(run, pattern=f"^{re.escape(VERSION)}\\.{re.escape(action)}(?:[:#@]|$)")


async def give(update: Update, context: Context, answer: Answer) -> None:
    """Say it, then do what is to be done after it, whether or not it could be said."""
    if answer.screen:
        answer = replace_field(answer, screen=named(context, answer.screen))
    try:
        await _say(update, context, answer)
    finally:
        if answer.after:
            await answer.after()


def named(context: Context, screen: Screen) -> Screen:
    """A screen that says which digest and which chat it is about, where that is not plain."""
    if context.edition:
        screen = of_edition(screen, context.edition)
    there = context.managed
    return about(screen, there, context.lang, context.topic) if there else screen


async def _say(update: Update, context: Context, answer: Answer) -> None:
    """A tap is answered first, since the message may have to wait for its rate.

    A rich message stays as it is, and what its buttons open comes below: it shows its stories by itself.
    """
    if update.callback_query is None:
        if answer.screen:
            await reply(context, answer.screen)
        return
    message = context.message
    if answer.screen and isinstance(message, Message) and not (answer.below or is_rich(message)):
        await _say_in_place(update, context, message, answer.screen, answer)
        return
    await acknowledge(update, answer.toast, alert=answer.alert)
    if answer.screen:
        await reply(context, answer.screen)


async def _say_in_place(
    update: Update, context: Context, message: Message, screen: Screen, answer: Answer
) -> None:
    """Change the message, or say that there is nothing to change: a tap shows some sign of life."""
    same = shows(context, message, screen)
    toast = answer.toast or (plain(context.lang, "list.unchanged") if same else "")
    await acknowledge(update, toast, alert=answer.alert)
    if not same:
        replace(update, context, message, screen)
