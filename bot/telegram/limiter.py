"""One limiter for everything that the bot says: it paces requests and waits out what Telegram refuses."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.monitoring.metrics import Meter, Unmetered
from bot.telegram.failures import seconds_of
from bot.telegram.limits import Limits
from digests.decisions.rates import OVERALL, Limit, Rates, Shared
from digests.errors import Busy
from digests.model import Pause
from digests.runtime.send_queue import LONGEST_TURN, SendQueue

DIGEST = 1
"""``rate_limit_args`` of a digest's message: ``turn`` gave it its place, and it is never repeated here."""

# What puts a message into a chat or changes one; answers to buttons and questions to Telegram are free.
PACED = frozenset({"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"})

_ATTEMPTS = 5
_LONGEST_ANSWER_WAIT = 60.0  # seconds after which an answer is of no use any more
_TOGETHER = 1.0  # several chats told to wait within this many seconds: everybody waits

Keep = Callable[[Pause], Awaitable[None]]


async def _keep_nothing(_: Pause) -> None:
    """For a bot without a database."""


class Limiter(BaseRateLimiter[int]):
    """Paces requests, and waits out a 429 for the scope that it concerns.

    ``keep`` stores a pause, so that a restart honours it; ``now`` gives seconds of a clock that is never set.
    """

    def __init__(
        self, limits: Limits, *, now: Callable[[], float] = time.monotonic, keep: Keep = _keep_nothing
    ) -> None:
        self.limits = limits
        self.keep = keep
        self.meter: Meter = Unmetered()
        self._now = now
        self._rates = Rates()
        self._gate = SendQueue(self._rates, now)
        self._last_429: tuple[str, float] = ("", float("-inf"))

    def share(self, shared: Shared) -> None:
        """From now on take from rates that other processes take from as well."""
        self._gate.shared = shared

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    # ------------------------------------------------------------------ digests

    def wait(self, chat_id: int) -> float:
        """Seconds until a chat's own limit would let something through."""
        return self._rates.wait({str(chat_id): self.limits.chat(chat_id)}, self._now())

    async def turn(self, chat_id: int, characters: int) -> None:
        """Wait for the place of a digest's message. Raises ``Busy`` when everything is silent for long."""
        if self.silent() > LONGEST_TURN:
            raise Busy(self.silent())
        begun = self._now()
        await self._gate.enter(
            self.limits.scopes(chat_id), answer=False, weight=self.limits.weight(characters)
        )
        self.meter.waited("digest", self._now() - begun)

    def silent(self) -> float:
        """Seconds until anything may be said at all."""
        return self._rates.paused([OVERALL], self._now())

    # ------------------------------------------------------------------ everything that is said

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Send when the limits allow. An answer is repeated after a 429; a digest's message raises it."""
        chat_id = data.get("chat_id")
        if endpoint not in PACED or chat_id is None:
            return await callback(*args, **kwargs)
        if rate_limit_args == DIGEST:
            return await self._call(callback, args, kwargs, chat_id)
        scopes = self.limits.scopes(chat_id, edit=endpoint.startswith("edit"))
        weight = self.limits.weight(len(str(data.get("text", ""))))
        for attempt in range(_ATTEMPTS):
            self._refuse_late(scopes)
            await self._enter(scopes, weight)
            try:
                return await self._call(callback, args, kwargs, chat_id)
            except RetryAfter as error:
                if attempt == _ATTEMPTS - 1 or seconds_of(error) > _LONGEST_ANSWER_WAIT:
                    raise
        return None

    async def _call(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        chat_id: int | str,
    ) -> Any:
        start = self._now()
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            await self._pause(str(chat_id), seconds_of(error))
            raise
        finally:
            await self._arrived(str(chat_id), self._now() - start)

    async def _enter(self, scopes: Mapping[str, Limit], weight: float) -> None:
        begun = self._now()
        try:
            await self._gate.enter(scopes, answer=True, weight=weight)
            self.meter.waited("answer", self._now() - begun)
        except Busy as busy:  # another process was told of a silence
            raise RetryAfter(ceil(busy.seconds)) from busy

    async def _arrived(self, scope: str, took: float) -> None:
        self._rates.arrived(scope, took)
        if shared := self._gate.shared:
            with suppress(Exception):  # a database that is away must not hide what Telegram answered
                await shared.arrived(scope, took)

    def _refuse_late(self, scopes: Iterable[str]) -> None:
        """An answer is not worth hours of waiting: say so at once instead of holding up its chat."""
        wait = self._rates.paused(scopes, self._now())
        if wait > _LONGEST_ANSWER_WAIT:
            raise RetryAfter(int(wait))

    # ------------------------------------------------------------------ pauses

    async def _pause(self, chat: str, seconds: float) -> None:
        """Stop the chat; everything, when another chat was told to wait a moment ago."""
        self.meter.flooded()
        now = self._now()
        other, at = self._last_429
        self._last_429 = (chat, now)
        together = other not in ("", chat) and now - at < _TOGETHER
        for scope in (chat, OVERALL) if together else (chat,):
            self._rates.pause(scope, now + seconds)
            await self.keep(_pause(scope, seconds))
            if shared := self._gate.shared:
                await shared.pause(scope, seconds)
        if together and seconds > LONGEST_TURN:
            self._gate.turn_away(seconds)

    def restore(self, pauses: Iterable[Pause], at: datetime) -> None:
        """Honour what was kept before a restart; ``at`` is the present moment."""
        for each in pauses:
            self._rates.pause(each.scope, self._now() + (each.until - at).total_seconds())


def _pause(scope: str, seconds: float) -> Pause:
    begun = datetime.now(UTC)
    return Pause(scope, begun + timedelta(seconds=seconds), begun)
