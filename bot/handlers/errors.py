"""What went wrong, as a sentence that says what to do; what was not expected goes to the log."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.answers import acknowledge, reply
from bot.context import Context
from bot.markup import without
from bot.screen import Screen
from bot.texts import Html, error_text, text
from digests.errors import DigestbotError

log = logging.getLogger(__name__)


async def failed(update: object, context: Context) -> None:
    """Say what happened, in the person's language; an answer that cannot be sent is only logged."""
    error = context.error
    if isinstance(error, TelegramError):
        _note(error)
        return
    if not isinstance(update, Update) or context.chat is None:
        log.error("no answer possible", exc_info=error)
        return
    try:
        await _say(update, context, _sentence(context, error))
    except TelegramError as second:
        _note(second)


def _sentence(context: Context, error: Exception | None) -> Html:
    if isinstance(error, DigestbotError):
        return error_text(context.lang, error)
    log.error("while handling an update", exc_info=error)
    return text(context.lang, "error.unexpected")


async def _say(update: Update, context: Context, sentence: Html) -> None:
    if update.callback_query and not context.answered:
        await acknowledge(update, context, without(sentence), alert=True)
    else:
        await reply(context, Screen(sentence))


def _note(error: TelegramError) -> None:
    """Telegram's refusals concern one chat, its outages nobody's code: no traceback for either."""
    if isinstance(error, BadRequest):
        log.error("Telegram refused: %s", error, exc_info=error)
    elif isinstance(error, Forbidden | RetryAfter | NetworkError):
        log.warning("an answer did not go through: %s", error)
    else:
        log.error("Telegram: %s", error, exc_info=error)
