"""Telegram's errors as what they mean for a delivery.

python-telegram-bot drops "Bad Request: " and changes the case of texts, so they are matched case-blind;
``BadRequest`` and ``TimedOut`` are subclasses of ``NetworkError`` and are looked at first.
"""

from __future__ import annotations

from datetime import timedelta

from telegram import error as telegram_error

from bot.telegram.request import NeverWritten
from bot.telegram.response import Uncertain
from digests.errors import (
    BadContent,
    DeliveryError,
    MessageGone,
    Moved,
    Refused,
    RetryAfter,
    Temporary,
    ThreadGone,
    Unauthorized,
)

REFUSALS = {
    "bot was blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "bot was kicked": "kicked",
    "bot is not a member": "kicked",
    "bot can't initiate conversation": "not_started",
    "chat not found": "chat_not_found",
    "user not found": "chat_not_found",
    "peer_id_invalid": "chat_not_found",
    "group chat was deactivated": "deactivated",
    "chat was deleted": "deactivated",
    "not enough rights": "no_right_to_write",
    "have no rights": "no_right_to_write",
    "chat_write_forbidden": "no_right_to_write",
    "chat_restricted": "no_right_to_write",
    "need administrator rights": "no_right_to_write",
}
UNCHANGED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message not found")
THREADS = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")


def delivery_error(error: telegram_error.TelegramError) -> DeliveryError:
    """What a failed send means."""
    match error:
        case telegram_error.RetryAfter():
            return RetryAfter(seconds_of(error))
        case telegram_error.ChatMigrated():
            return Moved(str(error.new_chat_id))
        case telegram_error.Forbidden():
            return Refused(_refusal(error.message) or "forbidden", detail=error.message)
        case telegram_error.InvalidToken():
            return Unauthorized("unauthorized")
        case telegram_error.BadRequest():
            return _bad_request(error.message)
        case _:
            return _network(error)


def is_unchanged(error: telegram_error.TelegramError) -> bool:
    """Whether a message says already what it was to say."""
    return UNCHANGED in error.message.casefold()


def knows_not(error: telegram_error.TelegramError) -> bool:
    """Whether the server does not know the method: a 404, taken for a wrong token elsewhere."""
    return isinstance(error, telegram_error.InvalidToken) and "not found" in error.message.casefold()


def edit_error(error: telegram_error.TelegramError) -> DeliveryError:
    """What it means that a message could not be changed."""
    if isinstance(error, telegram_error.BadRequest) and any(w in error.message.casefold() for w in GONE):
        return MessageGone("message_gone", detail=error.message)
    return delivery_error(error)


def seconds_of(error: telegram_error.RetryAfter) -> float:
    """The wait that Telegram asks for; python-telegram-bot gives it as seconds or as a timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _refusal(message: str) -> str:
    text = message.casefold()
    return next((code for words, code in REFUSALS.items() if words in text), "")


def _bad_request(message: str) -> DeliveryError:
    text = message.casefold()
    if any(words in text for words in THREADS):
        return ThreadGone("thread_gone", detail=message)
    if code := _refusal(message):
        return Refused(code, detail=message)
    return BadContent("bad_content", detail=message)


def _network(error: telegram_error.TelegramError) -> Temporary:
    """Trouble on the way. Only a refusal in Telegram's own words is sure; a broken answer or none is not."""
    cause = error.__cause__
    if cause is not None and not isinstance(cause, telegram_error.TelegramError):
        ambiguous = not isinstance(error, NeverWritten)
        return Temporary("network", ambiguous=ambiguous, detail=type(cause).__name__)
    refused = isinstance(error, telegram_error.NetworkError | telegram_error.Conflict)
    unsure = isinstance(error, telegram_error.TimedOut | Uncertain)
    return Temporary("telegram", ambiguous=unsure or not refused, detail=error.message)
