"""One limiter for everything that the bot says: it paces requests and waits out what Telegram refuses.

A digest's message takes its place in ``turn``, before its intention is committed; an answer just before it is
sent. From there on all go the same way: ``_send`` keeps or renews the place, calls, and tells
``runtime.flood_control`` what came of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from functools import partial
from math import ceil
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.monitoring.metrics import Meter, Unmetered
from bot.telegram.failures import seconds_of
from bot.telegram.limits import Limits
from digests.decisions.rates.rates import Shared
from digests.errors import Busy
from digests.model import Pause, Slowdown
from digests.runtime.flood_control import FloodControl, Memory
from digests.runtime.places import Place
from digests.runtime.send_queue import LONGEST_ANSWER_WAIT, LONGEST_TURN

DIGEST = 1
"""``rate_limit_args`` of a digest's message: ``turn`` gave it its place, and it is never repeated here."""

EDIT = 2
"""``rate_limit_args`` of a digest's message that is changed: it stands in line with the digests, once."""

# What puts a message into a chat or changes one; answers to buttons and questions to Telegram are free.
PACED = frozenset({"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"})

_ATTEMPTS = 5

Call = Callable[[], Coroutine[Any, Any, Any]]


class Limiter(BaseRateLimiter[int]):
    """Paces requests, and waits out a 429 for the scope that it concerns.

    ``now`` gives seconds of a clock that is never set.
    """

    def __init__(self, limits: Limits, *, now: Callable[[], float] = time.monotonic) -> None:
        self.limits = limits
        self.meter: Meter = Unmetered()
        self._now = now
        self._floods = FloodControl(now)
        self._queue = self._floods.queue
        self._turns: dict[int | str, Place] = {}

    def share(self, shared: Shared) -> None:
        """From now on take from rates that other processes take from as well."""
        self._floods.share(shared)

    def remember(
        self, memory: Memory, pauses: Iterable[Pause], slowdown: Slowdown | None, at: datetime
    ) -> None:
        """Honour what was kept before a restart, and keep there what comes; ``at`` is the present moment."""
        self._floods.restore(pauses, slowdown, at)
        self._floods.memory = memory

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    # ------------------------------------------------------------------ digests

    def silent(self) -> float:
        """Seconds until anything may be said at all, or tried."""
        return self._floods.waits.silent(self._now())

    def wait(self, chat_id: int) -> float:
        """Seconds until a chat's own limit would let something through."""
        return self._floods.rates.wait({str(chat_id): self.limits.chat(chat_id)}, self._now())

    async def turn(self, chat_id: int, characters: int) -> None:
        """Wait for the place of a digest's message. Raises ``Busy`` when everything is silent for long."""
        if (silent := self.silent()) > LONGEST_TURN:
            raise Busy(silent)
        self._turns[chat_id] = await self._enter(chat_id, characters, answer=False)

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
        call, chat_id = partial(callback, *args, **kwargs), data.get("chat_id")
        if endpoint not in PACED or chat_id is None:
            return await call()
        characters = len(str(data.get("text", "")))
        if rate_limit_args == DIGEST:
            return await self._digest(call, chat_id, characters)
        if rate_limit_args == EDIT:
            return await self._edit(call, chat_id, characters)
        return await self._answer(call, chat_id, characters, edit=endpoint.startswith("edit"))

    async def _digest(self, call: Call, chat_id: int | str, characters: int) -> Any:
        """Send what has had its turn; a 429 is left to the outbox, as is a hold that has begun meanwhile."""
        try:
            place = self._turns.pop(chat_id, None) or await self._enter(chat_id, characters, answer=False)
            place = await self._queue.keep(place)
        except Busy as busy:
            raise RetryAfter(ceil(busy.seconds)) from busy
        return await self._send(call, chat_id, place)

    async def _edit(self, call: Call, chat_id: int | str, characters: int) -> Any:
        """Change a message in its turn; a 429 is left to the outbox of changes."""
        paused = self._floods.rates.paused([str(chat_id)], self._now())
        if (silent := max(self.silent(), paused)) > LONGEST_TURN:
            raise RetryAfter(ceil(silent))
        try:
            place = await self._enter(chat_id, characters, answer=False, edit=True)
        except Busy as busy:
            raise RetryAfter(ceil(busy.seconds)) from busy
        return await self._send(call, chat_id, place)

    async def _answer(self, call: Call, chat_id: int | str, characters: int, *, edit: bool) -> Any:
        """Send what somebody waits for, again after a 429 unless that is long."""
        for attempt in range(_ATTEMPTS):
            self._refuse_late(chat_id)
            try:
                place = await self._enter(chat_id, characters, answer=True, edit=edit)
            except Busy as busy:
                raise RetryAfter(ceil(busy.seconds)) from busy
            try:
                return await self._send(call, chat_id, place)
            except RetryAfter as error:
                if attempt == _ATTEMPTS - 1 or seconds_of(error) > LONGEST_ANSWER_WAIT:
                    raise
        return None

    def _refuse_late(self, chat_id: int | str) -> None:
        """An answer is not worth hours of waiting: say so at once instead of holding up its chat."""
        wait = self._floods.rates.paused([str(chat_id)], self._now())
        if wait > LONGEST_ANSWER_WAIT:
            raise RetryAfter(ceil(wait))

    async def _enter(self, chat_id: int | str, characters: int, *, answer: bool, edit: bool = False) -> Place:
        """Wait for a place within all limits; raises ``Busy`` when it is silent for long."""
        begun = self._now()
        scopes = self.limits.scopes(chat_id, edit=edit, share=self._floods.speed.share(begun))
        place = await self._queue.enter(scopes, answer=answer, weight=self.limits.weight(characters))
        self.meter.waited("answer" if answer else "digest", self._now() - begun)
        return place

    async def _send(self, call: Call, chat_id: int | str, place: Place) -> Any:
        """Call, and tell what came of it."""
        chat, begun = str(chat_id), self._now()
        try:
            answer = await call()
        except RetryAfter as error:
            self.meter.flooded()
            await self._floods.refused(chat, seconds_of(error), place, begun)
            raise
        else:
            await self._floods.succeeded(begun)
            return answer
        finally:
            await self._floods.arrived(chat, place, self._now() - begun)
