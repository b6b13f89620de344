"""Carries the parts of digests to chats."""

from __future__ import annotations

from typing import Any

from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.failures import delivery_error
from bot.limiter import DIGEST
from bot.markup import plain_text
from bot.screen import MAX_TEXT, Screen, read_payload
from digests.model import Destination, Part


class TelegramTransport:
    """Sends one part as one message; every failure becomes a ``DeliveryError``."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot

    async def send(self, destination: Destination, part: Part) -> str:
        """Send a part and return the id of its message; a plain one without markup."""
        screen = read_payload(part.payload)
        try:
            return await self._send(destination, screen, plain=part.plain)
        except TelegramError as error:
            raise delivery_error(error) from error

    async def _send(self, destination: Destination, screen: Screen, *, plain: bool) -> str:
        message = await self._bot.send_message(
            chat_id=int(destination.address),
            # The General topic has no id that may be sent.
            message_thread_id=destination.thread or None,
            text=plain_text(screen.html, MAX_TEXT) if plain else screen.html,
            parse_mode=None if plain else ParseMode.HTML,
            reply_markup=screen.keyboard(),
            link_preview_options=screen.link_preview(),
            rate_limit_args=DIGEST,
        )
        return str(message.message_id)
