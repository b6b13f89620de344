"""Whose answer it is. Telegram's own says what became of a request; that of anybody on the way says nothing.

Telegram answers in JSON with ``ok``: true with a result, or false with a reason. A proxy's 502 or 504 may
come after the request was carried out, and so may Telegram's own: its servers stand behind a proxy as well,
and answer what they were at work on with 500 when they restart (tdlib/telegram-bot-api, Client.cpp).
"""

from __future__ import annotations

import json
from http import HTTPStatus

from telegram.error import NetworkError


class Uncertain(NetworkError):
    """An answer came, and it does not say whether the request was carried out."""


def check(status: int, body: bytes) -> None:
    """Let pass what says surely that a request was carried out, or that it was not.

    Raises ``Uncertain`` for what says neither. Raises ``NetworkError`` where a proxy of ours wants a login:
    it asks for that before it passes anything on. Without this a page's 401 or 404 would end the bot, its 403
    suspend a chat, its 400 make a text plain.
    """
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        raise NetworkError(f"the proxy wants a login ({status})")
    done = _carried_out(body)
    if done is None:
        raise Uncertain(f"the answer ({status}) is not Telegram's")
    if done is not (200 <= status < 300) or status >= 500:
        raise Uncertain(f"the answer ({status}) says nothing certain")


def _carried_out(body: bytes) -> bool | None:
    """What Telegram says of it; None for what is not Telegram's.

    Answers to messages are many, so what begins as an answer to a success does is not read twice.
    """
    if body.startswith(b'{"ok":true'):
        return True
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    done = said.get("ok") if isinstance(said, dict) else None
    return done if isinstance(done, bool) else None
