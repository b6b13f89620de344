"""Carries the parts of digests to chats."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from functools import lru_cache
from typing import Any

from telegram.error import TelegramError

from bot.monitoring.metrics import Meter, Unmetered
from bot.telegram.failures import delivery_error, edit_error, is_unchanged, knows_not
from bot.telegram.limiter import DIGEST, EDIT, Limiter
from bot.telegram.prepared_messages import RICH, PreparedBot, prepared, prepared_rich
from bot.telegram.screen import Screen, read_payload
from digests.errors import BadContent, DeliveryError, FormRefused
from digests.model import ChatKind, Destination, Part

TELEGRAM = "telegram"
"""The transport's name in destinations; their addresses are ids of chats."""

_SHARED = 256  # payloads that are kept in Telegram's form: many chats get the same one


class TelegramTransport:
    """Sends one part as one message; every failure becomes a ``DeliveryError``."""

    name = TELEGRAM
    edits = True

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
        message = self._message(destination, part)
        await self.limiter.turn(int(destination.address), len(message.get(RICH) or message["text"]))

    async def send(self, destination: Destination, part: Part) -> str:
        """Send a part that has had its turn and return the id of its message."""
        chat, message = int(destination.address), self._message(destination, part)
        if part.reply:
            message = {**message, "reply_parameters": _answering(part.reply)}
        if part.silent:
            message = {**message, "disable_notification": True}
        begun = time.perf_counter()
        try:
            sent = await self._bot.send_prepared(chat, destination.thread, message, DIGEST)
        except TelegramError as error:
            failure = self._refused_form(error) if RICH in message else delivery_error(error)
            self._tell(type(failure).__name__, begun, ambiguous=getattr(failure, "ambiguous", False))
            raise failure from error
        self._tell("sent", begun)
        return str(sent)

    def _refused_form(self, error: TelegramError) -> DeliveryError:
        """What a failed rich message means: a refusal of its form, of the method itself, or as with all."""
        if knows_not(error):
            self._bot.give_up_rich()
            return FormRefused("bad_content", detail=error.message)
        failure = delivery_error(error)
        return FormRefused(failure.code, **failure.params) if isinstance(failure, BadContent) else failure

    async def edit(self, destination: Destination, message: str, part: Part) -> None:
        """Change a message; one that says so already is left as it is.

        What has a rich form becomes that, else the classic one: as it is one message, nothing comes twice.
        """
        try:
            await self._edit(destination, message, part)
        except FormRefused:
            await self._edit(destination, message, replace(part, fallback=True))

    async def _edit(self, destination: Destination, message: str, part: Part) -> None:
        chat, fields = int(destination.address), self._message(destination, part)
        begun = time.perf_counter()
        try:
            await self._bot.edit_prepared(chat, int(message), fields, EDIT)
        except TelegramError as error:
            if is_unchanged(error):
                return
            failure = edit_error(error)
            if RICH in fields and isinstance(failure, BadContent):
                failure = FormRefused(failure.code, **failure.params)
            self._tell(type(failure).__name__, begun)
            raise failure from error
        self._tell("edited", begun)

    def _tell(self, outcome: str, begun: float, *, ambiguous: bool = False) -> None:
        self.meter.sent(outcome, time.perf_counter() - begun, ambiguous=ambiguous)

    def _message(self, destination: Destination, part: Part) -> dict[str, Any]:
        # What may have been sent as a rich message is not tried in another form before that was refused.
        rich = not part.fallback and (self._bot.takes_rich or part.intended)
        return _prepared(part.payload, part.plain, self.limiter.limits.paid, destination.kind, rich)


def _answering(message: str) -> str:
    """That a message answers another one, unless that was deleted meanwhile."""
    return json.dumps({"message_id": int(message), "allow_sending_without_reply": True})


@lru_cache(_SHARED)
def _prepared(payload: str, plain: bool, paid: bool, kind: ChatKind, rich: bool) -> dict[str, Any]:
    screen, many = read_payload(payload), kind is not ChatKind.PRIVATE
    if kind is ChatKind.CHANNEL:
        screen = _for_all(screen)
    if rich and screen.rich and not plain:
        return prepared_rich(screen, paid=paid, many=many)
    return prepared(screen, plain=plain, paid=paid, many=many)


def _for_all(screen: Screen) -> Screen:
    """With links alone: any other button changes what all readers see, for whoever taps it first."""
    rows = tuple(tuple(each for each in row if each.url) for row in screen.rows)
    return replace(screen, rows=rows)
