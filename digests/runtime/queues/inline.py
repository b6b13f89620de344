"""The queue of one process: a loop a step, asleep until it is woken, at work until nothing is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

from digests.errors import Unauthorized

log = logging.getLogger(__name__)

Due = Callable[[], Awaitable[int]]
"""One round of a step; returns how much it found due, 0 when there is nothing left for now."""

PAUSE_AFTER_FAULT = 5.0


class InlineQueue:
    """Runs steps in this process; ``failed`` is set when one of them cannot go on at all."""

    def __init__(self) -> None:
        self._steps: dict[str, list[asyncio.Event]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.failed: asyncio.Future[Unauthorized] = asyncio.get_running_loop().create_future()

    def wake(self, step: str) -> None:
        """Have the loops of a step look for what is due."""
        for event in self._steps.get(step, ()):
            event.set()

    def start(self, steps: Mapping[str, Sequence[Due]]) -> None:
        """Start a loop for each round of each step; rounds of one step run side by side."""
        for name, rounds in steps.items():
            for due in rounds:
                event = asyncio.Event()
                event.set()
                self._steps.setdefault(name, []).append(event)
                self._tasks.append(asyncio.create_task(self._loop(name, due, event), name=name))

    async def _loop(self, name: str, due: Due, event: asyncio.Event) -> None:
        while True:
            await event.wait()
            event.clear()
            try:
                while await due():
                    pass
            except Unauthorized as error:
                if not self.failed.done():
                    self.failed.set_result(error)
                return
            except Exception:  # a fault of ours: say so, and let the next tick try again
                log.exception("step %s", name)
                await asyncio.sleep(PAUSE_AFTER_FAULT)

    @property
    def ailing(self) -> str:
        """What is wrong with the loops, "" when all of them turn."""
        if not self._tasks:
            return "not started"
        return "a loop has ended" if any(task.done() for task in self._tasks) else ""

    async def stop(self, grace: float) -> None:
        """Let running rounds end within ``grace`` seconds, then cancel them: the rows stay the truth."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=grace)
        self._tasks.clear()
        self._steps.clear()
