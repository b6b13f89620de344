"""Updates on their way to the bot: kept until confirmed, handed out by long polling or to a webhook."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from bot.sandbox.errors import conflict

MAX_POLL_SECONDS = 50
MAX_BATCH = 100
# What a bot gets only if it asks for it by name.
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

Update = dict[str, Any]


class ServerStops(Exception):
    """A poll ends without an answer."""


class Updates:
    """The queue. One reader at a time: a second one gets what the first one waits for, the first a 409.

    ``readers`` counts the polls under way.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(100_000_001)
        self._queue: deque[Update] = deque()
        self._waiting: set[asyncio.Event] = set()
        self._reader = 0
        self.readers = 0
        self._closing = False
        self.allowed: frozenset[str] = frozenset()
        self.webhook = ""
        self.webhook_secret = ""
        self.webhook_error = ""
        self.webhook_error_date = 0

    def __len__(self) -> int:
        return len(self._queue)

    def wants(self, kind: str) -> bool:
        """Whether the bot has asked for updates of that kind."""
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def add(self, kind: str, payload: dict[str, Any]) -> None:
        """Queue an update, unless the bot does not want its kind."""
        if self.wants(kind):
            self._queue.append({"update_id": next(self._numbers), kind: payload})
            self._wake()

    def clear(self) -> None:
        """Forget what is pending (``drop_pending_updates``)."""
        self._queue.clear()

    def confirm(self, offset: int) -> None:
        """Forget those below ``offset``; a negative one keeps only that many of the newest."""
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while self._queue and self._queue[0]["update_id"] < offset:
            self._queue.popleft()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """What is pending, waiting for the first of it up to ``seconds`` (50 at most)."""
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first"
            )
        self._reader += 1
        self._wake()  # a reader that waits then sees that it is no longer the one
        me = self._reader
        self.confirm(offset)
        self.readers += 1
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(min(seconds, MAX_POLL_SECONDS)):
                    await self._until(lambda: self._comes_to(me))
        finally:
            self.readers -= 1
        return list(itertools.islice(self._queue, max(1, min(limit, MAX_BATCH))))

    async def _until(self, come: Callable[[], bool]) -> None:
        """Wait for it. Each waits on an event of its own: clearing a shared one lost others their wake-up."""
        change = asyncio.Event()
        self._waiting.add(change)
        try:
            while not come():
                await change.wait()
                change.clear()
        finally:
            self._waiting.discard(change)

    def _wake(self) -> None:
        for change in self._waiting:
            change.set()

    def _comes_to(self, me: int) -> bool:
        """Whether there is something for this reader; raises what ends it before anything came."""
        if self._closing:
            raise ServerStops
        if self.webhook:
            raise conflict("terminated by setWebhook request")
        if me != self._reader:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return bool(self._queue)

    def set_webhook(self, url: str, secret: str) -> None:
        """Where updates go from now on, "" for long polling."""
        self.webhook, self.webhook_secret, self.webhook_error = url, secret, ""
        self._wake()

    async def next_for_webhook(self) -> Update:
        """The oldest pending one, waiting until there is one and a webhook to take it."""
        await self._until(lambda: bool(self._queue and self.webhook))
        return self._queue[0]

    def webhook_failed(self, reason: str) -> None:
        """Keep what getWebhookInfo tells."""
        self.webhook_error, self.webhook_error_date = reason, int(time.time())

    def close(self) -> None:
        """The server goes down: end every wait with ServerStops."""
        self._closing = True
        self._wake()

    def open(self) -> None:
        """The server is up."""
        self._closing = False
