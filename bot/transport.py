"""Carries the parts of digests to chats."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.failures import delivery_error
from bot.limiter import DIGEST, Limiter
from bot.markup import plain_text
from bot.screen import MAX_TEXT, read_payload
from digests.model import Destination, Part

_SHARED = 256  # payloads that are kept unpacked: many chats get the same one


class TelegramTransport:
    """Sends one part as one message; every failure becomes a ``DeliveryError``."""

    def __init__(self, bot: ExtBot[Any], limiter: Limiter) -> None:
        self._bot = bot
        self._limiter = limiter
        self._paid = limiter.limits.paid or None

    def silent(self) -> float:
        """Seconds until anything may be sent at all."""
        return self._limiter.silent()

    def wait(self, destination: Destination) -> float:
        """Seconds until the limit of that chat alone would let something through."""
        return self._limiter.wait(int(destination.address))

    async def turn(self, destination: Destination, part: Part) -> None:
        """Wait for the place of a part; raise ``Busy`` when everything is silent."""
        await self._limiter.turn(int(destination.address), len(_message(part.payload, part.plain)["text"]))

    async def send(self, destination: Destination, part: Part) -> str:
        """Send a part that has had its turn and return the id of its message."""
        try:
            message = await self._bot.send_message(
                chat_id=int(destination.address),
                # The General topic has no id that may be sent.
                message_thread_id=destination.thread or None,
                allow_paid_broadcast=self._paid,
                rate_limit_args=DIGEST,
                **_message(part.payload, part.plain),
            )
        except TelegramError as error:
            raise delivery_error(error) from error
        return str(message.message_id)


@lru_cache(_SHARED)
def _message(payload: str, plain: bool) -> dict[str, Any]:
    """What a payload says, as python-telegram-bot takes it; a plain one without markup."""
    screen = read_payload(payload)
    return {
        "text": plain_text(screen.html, MAX_TEXT) if plain else screen.html,
        "parse_mode": None if plain else ParseMode.HTML,
        "reply_markup": screen.keyboard(),
        "link_preview_options": screen.link_preview(),
    }
