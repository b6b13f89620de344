"""What Telegram's errors mean for a delivery."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from telegram import error

from bot.telegram.failures import delivery_error
from bot.telegram.request import NeverWritten
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


def caused(outer: error.TelegramError, inner: Exception) -> error.TelegramError:
    outer.__cause__ = inner
    return outer


@pytest.mark.parametrize(
    ("raised", "kind", "code"),
    [
        (error.RetryAfter(35), RetryAfter, "retry_after"),
        (error.RetryAfter(timedelta(hours=12)), RetryAfter, "retry_after"),
        (error.ChatMigrated(-100123), Moved, "moved"),
        (error.Forbidden("Forbidden: bot was blocked by the user"), Refused, "blocked"),
        (error.Forbidden("Forbidden: user is deactivated"), Refused, "deactivated"),
        (error.Forbidden("Forbidden: bot was kicked from the supergroup chat"), Refused, "kicked"),
        (error.Forbidden("Forbidden: something new"), Refused, "forbidden"),
        (error.BadRequest("Chat not found"), Refused, "chat_not_found"),
        (
            error.BadRequest("Not enough rights to send text messages to the chat"),
            Refused,
            "no_right_to_write",
        ),
        (error.BadRequest("CHAT_WRITE_FORBIDDEN"), Refused, "no_right_to_write"),
        (error.BadRequest("Message thread not found"), ThreadGone, "thread_gone"),
        (error.BadRequest("TOPIC_CLOSED"), ThreadGone, "thread_gone"),
        (error.BadRequest('Can\'t parse entities: unsupported start tag "br"'), BadContent, "bad_content"),
        (error.BadRequest("Message is too long"), BadContent, "bad_content"),
        (error.InvalidToken("Unauthorized"), Unauthorized, "unauthorized"),
        (error.NetworkError("Bad Gateway"), Temporary, "telegram"),
    ],
)
def test_each_error_has_its_kind(raised: error.TelegramError, kind: type[DeliveryError], code: str) -> None:
    found = delivery_error(raised)
    assert type(found) is kind
    assert found.code == code


@pytest.mark.parametrize(
    ("raised", "ambiguous"),
    [
        (caused(NeverWritten("x"), OSError("refused")), False),
        (caused(NeverWritten("x"), TimeoutError()), False),
        (caused(error.TimedOut("x"), aiohttp.SocketTimeoutError("no answer")), True),
        (caused(error.TimedOut("x"), TimeoutError()), True),
        (caused(error.NetworkError("x"), aiohttp.ServerDisconnectedError()), True),
        (caused(error.NetworkError("x"), aiohttp.ClientOSError(104, "reset")), True),
        (caused(error.NetworkError("x"), aiohttp.ClientPayloadError("half")), True),
        (caused(error.NetworkError("x"), ValueError("never seen before")), True),
        (error.TimedOut("x"), True),
        (error.TelegramError("Invalid server response"), True),
        (error.NetworkError("Internal Server Error (500)"), False),
    ],
)
def test_only_what_may_have_arrived_is_ambiguous(raised: error.TelegramError, ambiguous: bool) -> None:
    found = delivery_error(raised)
    assert isinstance(found, Temporary)
    assert found.ambiguous is ambiguous


def test_a_wait_is_in_seconds() -> None:
    found = delivery_error(error.RetryAfter(timedelta(seconds=43_838)))
    assert isinstance(found, RetryAfter)
    assert found.seconds == 43_838
