"""What went wrong, as a sentence that says what to do; what was not expected goes to the log."""

from __future__ import annotations

import logging
from contextlib import suppress

from telegram import Chat, Update
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.chat.context import Context
from bot.chat.messages_out import acknowledge, reply
from bot.telegram.markup import without
from bot.telegram.screen import Screen
from bot.texts import Html, error_text, text
from digests.errors import DigestbotError, Unavailable

log = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """Say what happened, in the person's language; what Telegram refuses of us is only logged."""
    error = context.error
    if isinstance(error, TelegramError):
        _note(error)
        if isinstance(update, Update):  # a tap must not be left turning
            await acknowledge(update)
        return
    if not isinstance(error, DigestbotError):
        log.error("unexpected", exc_info=error)
    if not isinstance(update, Update) or not _may_answer(update):
        return
    try:
        with suppress(Unavailable):  # who asks, and in which language, is known without the database
            await context.load(update)
        await _say(update, context, _sentence(context.lang, error))
    except TelegramError as second:
        _note(second)
    if isinstance(error, Unavailable):  # whatever else might handle it would say the same again
        raise ApplicationHandlerStop


def _may_answer(update: Update) -> bool:
    """Whether there is a chat to answer in; what goes wrong is nothing for the readers of a channel."""
    chat = update.effective_chat
    return chat is not None and (chat.type != Chat.CHANNEL or update.callback_query is not None)


def _sentence(lang: str, error: Exception | None) -> Html:
    return error_text(lang, error) if isinstance(error, DigestbotError) else text(lang, "error.unexpected")


async def _say(update: Update, context: Context, sentence: Html) -> None:
    if update.callback_query:
        await acknowledge(update, without(sentence), alert=True)
    else:
        await reply(context, Screen(sentence))


def _note(error: TelegramError) -> None:
    """Outages and people who block the bot are nobody's fault: no traceback for them.

    Nor for a token that was revoked: that ends the whole bot with a sentence of its own.
    """
    known = Forbidden | InvalidToken | RetryAfter | NetworkError
    expected = isinstance(error, known) and not isinstance(error, BadRequest)
    if expected:
        log.warning("an answer did not go through: %s", error)
    else:
        log.error("Telegram refused an answer", exc_info=error)
