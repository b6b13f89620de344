"""Telegram's errors as what they mean for a delivery.

python-telegram-bot drops "Bad Request: " and changes the case of texts, so they are matched case-blind;
``BadRequest`` and ``TimedOut`` are subclasses of ``NetworkError`` and are looked at first.
"""

from __future__ import annotations

from datetime import timedelta

import aiohttp
from telegram import error as telegram_error

from digests.errors import (
    BadContent,
    DeliveryError,
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
THREADS = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")

# Of these it is sure that no byte of the request reached the server: no connection came about, the proxy
# made none, or the address is none.
UNSENT = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)
# aiohttp found the connection closed when it came to write: a part of the request at least never left.
_CLOSED_BEFORE = "Cannot write to closing transport"


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
    """Trouble on the way. An answer that says that it failed is sure; none, or a broken one, is not."""
    cause = error.__cause__
    if cause is not None and not isinstance(cause, telegram_error.TelegramError):
        return Temporary("network", ambiguous=not _unsent(cause), detail=type(cause).__name__)
    answered = isinstance(error, telegram_error.NetworkError) and not isinstance(
        error, telegram_error.TimedOut
    )
    return Temporary("telegram", ambiguous=not answered, detail=error.message)


def _unsent(cause: BaseException | None) -> bool:
    """Whether Telegram cannot have the whole request.

    A connection that was kept alive and ended without an answer is no such case: the server may have closed
    it before or after it read the request.
    """
    if isinstance(cause, UNSENT):
        return True
    while cause is not None and not isinstance(cause, aiohttp.ClientConnectionResetError):
        cause = cause.__cause__
    return cause is not None and _CLOSED_BEFORE in str(cause)
