"""Updates of one chat in their order, those of different chats at the same time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable

from telegram import Update
from telegram.ext import BaseUpdateProcessor

AT_ONCE = 256
_BREAK_OFF = 0.3  # seconds for what is broken off to end


class PerChat(BaseUpdateProcessor):
    """A chat that must wait for its rate holds up nobody else."""

    def __init__(self) -> None:
        super().__init__(AT_ONCE)
        self._locks: dict[int, asyncio.Lock] = {}
        self._inside: Counter[int] = Counter()
        self._tasks: set[asyncio.Task[object]] = set()

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def break_off(self) -> None:
        """End whatever is still being processed: what it works with is about to be closed."""
        if tasks := self._tasks - {asyncio.current_task()}:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=_BREAK_OFF)

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Process an update after the earlier ones of its chat."""
        chat = _chat_of(update)
        self._inside[chat] += 1
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            async with self._locks.setdefault(chat, asyncio.Lock()):
                await coroutine
        finally:
            self._inside[chat] -= 1
            if not self._inside[chat]:
                del self._inside[chat], self._locks[chat]


def _chat_of(update: object) -> int:
    """The chat of an update; what comes without one, as inline queries do, stands in the person's own."""
    if not isinstance(update, Update):
        return 0
    where = update.effective_chat or update.effective_user
    return where.id if where else 0
