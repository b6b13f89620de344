"""One limiter for everything that the bot says: Telegram's limits, overall and for each chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.failures import seconds_of
from digests.rates import Limit, Rates

OVERALL = "overall"
DIGEST = 1
"""``rate_limit_args`` of a digest: it lets answers to people go first, and is never repeated here."""

# What puts a message into a chat or changes one; answers to buttons and questions to Telegram are free.
PACED = frozenset({"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"})

_ATTEMPTS = 5
_LONGEST_ANSWER_WAIT = 60.0  # seconds after which an answer is of no use any more
_TOGETHER = 1.0  # several chats told to wait within this many seconds: everybody waits
_STEP_BACK = 0.05
_SOON = 0.5  # an answer that waits longer waits for its own chat, and must not hold up the others


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram publishes about 30 messages a second overall, 1 in a private chat, 20 a minute in a group.

    The exact limits are secret and differ between bots, so all are settings.
    """

    overall: float = 28.0
    private: float = 1.0
    private_burst: int = 3
    group_minute: int = 20

    def scopes(self, chat_id: int | str, *, edit: bool = False) -> dict[str, Limit]:
        """The limits that a message to this chat must keep, or a change of one.

        A group's burst counts within its minute, so that no window of a minute holds more than allowed. A
        private chat's limit is on new messages: somebody who taps through a menu changes one many times.
        """
        overall = Limit(self.overall, 2)
        if isinstance(chat_id, int) and chat_id > 0:
            if edit:
                return {OVERALL: overall}
            return {OVERALL: overall, str(chat_id): Limit(self.private, self.private_burst)}
        burst = max(1, self.group_minute // 6)
        rate = max(1, self.group_minute - burst) / 60
        return {OVERALL: overall, str(chat_id): Limit(rate, burst)}


class Limiter(BaseRateLimiter[int]):
    """Paces requests, and waits out a 429 for the scope that it concerns."""

    def __init__(self, limits: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._now = now
        self._rates = Rates()
        self._answers_soon = 0
        self._last_429: tuple[str, float] = ("", float("-inf"))

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

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
        scopes = self._limits.scopes(chat_id, edit=endpoint.startswith("edit"))
        for attempt in range(_ATTEMPTS):
            await self._pass(scopes, digest=rate_limit_args == DIGEST)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = seconds_of(error)
                self._pause(str(chat_id), wait)
                if rate_limit_args == DIGEST or attempt == _ATTEMPTS - 1 or wait > _LONGEST_ANSWER_WAIT:
                    raise
        return None

    async def _pass(self, scopes: Mapping[str, Limit], *, digest: bool) -> None:
        """Wait for a place. Digests step back while an answer is about to get one."""
        while True:
            step_back = _STEP_BACK if digest and self._answers_soon else 0.0
            wait = step_back or self._rates.take(scopes, self._now())
            if not wait:
                return
            soon = not digest and wait <= _SOON
            self._answers_soon += soon
            try:
                await asyncio.sleep(wait)
            finally:
                self._answers_soon -= soon

    def _pause(self, chat: str, seconds: float) -> None:
        """Stop the chat; everything, when another chat was told to wait a moment ago."""
        now = self._now()
        other, at = self._last_429
        self._rates.pause(chat, now + seconds)
        if other not in ("", chat) and now - at < _TOGETHER:
            self._rates.pause(OVERALL, now + seconds)
        self._last_429 = (chat, now)
