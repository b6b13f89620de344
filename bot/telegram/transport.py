"""Carries the parts of digests to chats."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import Any

from telegram.error import TelegramError

from bot.monitoring.metrics import Meter, Unmetered
from bot.telegram.failures import delivery_error
from bot.telegram.limiter import DIGEST, Limiter
from bot.telegram.prepared_messages import PreparedBot, prepared
from bot.telegram.screen import read_payload
from digests.model import ChatKind, Destination, Part

TELEGRAM = "telegram"
"""The transport's name in destinations; their addresses are ids of chats."""

_SHARED = 256  # payloads that are kept in Telegram's form: many chats get the same one


class TelegramTransport:
    """Sends one part as one message; every failure becomes a ``DeliveryError``."""

    name = TELEGRAM

    def __init__(self, bot: PreparedBot, limiter: Limiter) -> None:
        self._bot = bot
        self.limiter = limiter
        self.meter: Meter = Unmetered()

    def silent(self) -> float:
        """Seconds until anything may be sent at all."""
        return self.limiter.silent()

    def wait(self, destination: Destination) -> float:
        """Seconds until the limit of that chat alone would let something through."""
        return self.limiter.wait(int(destination.address))

    async def turn(self, destination: Destination, part: Part) -> None:
        """Wait for the place of a part; raise ``Busy`` when everything is silent."""
        await self.limiter.turn(int(destination.address), len(self._message(part)["text"]))

    async def send(self, destination: Destination, part: Part) -> str:
        """Send a part that has had its turn and return the id of its message."""
        chat, message = int(destination.address), self._message(part)
        if destination.kind is ChatKind.CHANNEL:  # a reader's tap would change what all others see
            message = {name: value for name, value in message.items() if name != "reply_markup"}
        if part.silent:
            message = message | {"disable_notification": True}
        begun = time.perf_counter()
        try:
            sent = await self._bot.send_prepared(chat, destination.thread, message, DIGEST)
        except TelegramError as error:
            failure = delivery_error(error)
            self._tell(type(failure).__name__, begun, ambiguous=getattr(failure, "ambiguous", False))
            raise failure from error
        self._tell("sent", begun)
        return str(sent)

    def _tell(self, outcome: str, begun: float, *, ambiguous: bool = False) -> None:
        self.meter.sent(outcome, time.perf_counter() - begun, ambiguous=ambiguous)

    def _message(self, part: Part) -> dict[str, Any]:
        return _prepared(part.payload, part.plain, self.limiter.limits.paid)


@lru_cache(_SHARED)
def _prepared(payload: str, plain: bool, paid: bool) -> dict[str, Any]:
    return prepared(read_payload(payload), plain=plain, paid=paid)
