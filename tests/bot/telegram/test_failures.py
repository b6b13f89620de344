"""What Telegram's errors mean for a delivery."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import aiohttp
import pytest
from telegram import error

from bot.telegram.failures import REFUSALS, THREADS, delivery_error
from bot.telegram.request import NeverWritten
from bot.telegram.response import Uncertain
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


# Wordings as tdlib/telegram-bot-api has them, and as python-telegram-bot hands them on.
WORDINGS = {
    "Forbidden: bot was blocked by the user": "blocked",
    "Forbidden: user is deactivated": "deactivated",
    "Forbidden: bot was kicked from the group chat": "kicked",
    "Forbidden: bot is not a member of the channel chat": "kicked",
    "Forbidden: bot can't initiate conversation with a user": "not_started",
    "Bad Request: chat not found": "chat_not_found",
    "Bad Request: user not found": "chat_not_found",
    "Bad Request: PEER_ID_INVALID": "chat_not_found",
    "Bad Request: group chat was deactivated": "deactivated",
    "Forbidden: the group chat was deleted": "deactivated",
    "Bad Request: not enough rights to send text messages to the chat": "no_right_to_write",
    "Bad Request: have no rights to send a message": "no_right_to_write",
    "Bad Request: CHAT_WRITE_FORBIDDEN": "no_right_to_write",
    "Bad Request: CHAT_RESTRICTED": "no_right_to_write",
    "Bad Request: need administrator rights in the channel chat": "no_right_to_write",
}
GONE = ("message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED", "TOPIC_ID_INVALID")


@pytest.mark.parametrize("change", [str, str.upper, str.lower, str.capitalize])
@pytest.mark.parametrize(("words", "code"), WORDINGS.items())
def test_each_refusal_has_its_code_however_it_comes(
    words: str, code: str, change: Callable[[str], str]
) -> None:
    bare = words.partition(": ")[2]
    for raised in (error.Forbidden(change(words)), error.BadRequest(change(bare))):
        found = delivery_error(raised)
        assert (type(found), found.code) == (Refused, code)
        assert found.params == {"detail": raised.message}


def test_each_row_of_the_table_is_tried() -> None:
    assert {row for row in REFUSALS if not any(row in words.casefold() for words in WORDINGS)} == set()
    assert {row for row in THREADS if not any(row in words.casefold() for words in GONE)} == set()
    assert set(WORDINGS.values()) == set(REFUSALS.values())


@pytest.mark.parametrize("words", GONE)
def test_a_thread_that_is_gone_is_no_chat_that_is_gone(words: str) -> None:
    found = delivery_error(error.BadRequest(words))
    assert (type(found), found.code, found.params) == (ThreadGone, "thread_gone", {"detail": words})


@pytest.mark.parametrize(
    ("raised", "code", "ambiguous", "detail"),
    [
        (caused(error.NetworkError("x"), aiohttp.ServerDisconnectedError()), "network", True, "Server"),
        (caused(NeverWritten("x"), OSError(111, "refused")), "network", False, "ConnectionRef"),
        (caused(Uncertain("the answer (502)"), error.TelegramError("y")), "telegram", True, "the answer"),
        (Uncertain("the answer (504)"), "telegram", True, "the answer (504)"),
        (error.TimedOut("slow"), "telegram", True, "slow"),
        (error.Conflict("terminated"), "telegram", False, "terminated"),
        (error.NetworkError("Request Entity Too Large"), "telegram", False, "Request"),
        (error.TelegramError("Invalid server response"), "telegram", True, "Invalid"),
    ],
)
def test_what_is_known_of_trouble_is_kept(
    raised: error.TelegramError, code: str, ambiguous: bool, detail: str
) -> None:
    found = delivery_error(raised)
    assert isinstance(found, Temporary)
    assert (found.code, found.ambiguous) == (code, ambiguous)
    assert found.params["detail"].startswith(detail)


def test_what_else_telegram_refuses_is_kept_in_its_words() -> None:
    for raised, kind in ((error.Forbidden("new"), Refused), (error.BadRequest("new"), BadContent)):
        found = delivery_error(raised)
        assert (type(found), found.params) == (kind, {"detail": "new"})
    moved = delivery_error(error.ChatMigrated(-100123))
    assert isinstance(moved, Moved)
    assert moved.address == "-100123"


def test_a_wait_is_in_seconds() -> None:
    found = delivery_error(error.RetryAfter(timedelta(seconds=43_838)))
    assert isinstance(found, RetryAfter)
    assert found.seconds == 43_838
    assert delivery_error(error.RetryAfter(7)).params == {"seconds": "7.0"}
