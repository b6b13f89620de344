"""Updates on their way to the bot: kept until confirmed, handed out by long polling or to a webhook."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
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
        self._changed = asyncio.Event()
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
            self._changed.set()

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
        self._changed.set()  # wakes a reader that waits, which then sees that it is no longer the one
        me = self._reader
        self.confirm(offset)
        self.readers += 1
        try:
            await self._wait(me, min(seconds, MAX_POLL_SECONDS))
        finally:
            self.readers -= 1
        return list(itertools.islice(self._queue, max(1, min(limit, MAX_BATCH))))

    async def _wait(self, me: int, seconds: float) -> None:
        deadline = asyncio.get_running_loop().time() + seconds
        while not self._queue and (left := deadline - asyncio.get_running_loop().time()) > 0:
            self._changed.clear()
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                break
            self._check_sole(me)

    def _check_sole(self, me: int) -> None:
        if self._closing:
            raise ServerStops
        if self.webhook:
            raise conflict("terminated by setWebhook request")
        if me != self._reader:
            raise conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running"
            )

    def set_webhook(self, url: str, secret: str) -> None:
        """Where updates go from now on, "" for long polling."""
        self.webhook, self.webhook_secret, self.webhook_error = url, secret, ""
        self._changed.set()

    async def next_for_webhook(self) -> Update:
        """The oldest pending one, waiting until there is one and a webhook to take it."""
        while not (self._queue and self.webhook):
            self._changed.clear()
            await self._changed.wait()
        return self._queue[0]

    def webhook_failed(self, reason: str) -> None:
        """Keep what getWebhookInfo tells."""
        self.webhook_error, self.webhook_error_date = reason, int(time.time())

    def close(self) -> None:
        """The server goes down: end every wait with ServerStops."""
        self._closing = True
        self._changed.set()

    def open(self) -> None:
        """The server is up."""
        self._closing = False
