"""Works off queues, each with a worker of its own, so that none can fill the places of another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from procrastinate import App

from digests.errors import Unauthorized
from digests.ports import Queue
from digests.queues.inline import Due
from digests.queues.jobs import DRAIN, STEP
from digests.queues.plan import DELIVER, PLACES

log = logging.getLogger(__name__)

POLL = 1.0  # seconds; a notification usually comes first
HEARTBEAT = 5.0
STALLED = 15.0
"""Seconds without a heartbeat, after which a worker counts as dead: three beats."""

PAUSE_AFTER_FAULT = 1.0
SIDE_BY_SIDE = 4  # steps of a queue; most of them run alone anyway

Drain = Callable[[int], Awaitable[None]]


class Workers:
    """Runs the jobs of some queues in this process; ``failed`` is set when it cannot go on at all."""

    def __init__(
        self,
        app: App,
        queue: Queue,
        queues: frozenset[str],
        steps: Mapping[str, Due],
        drain: Drain,
        *,
        chats_at_once: int,
    ) -> None:
        self._app = app
        self._queue = queue
        self._queues = queues
        self._steps = steps
        self._drain = drain
        self._chats = chats_at_once
        self._tasks: list[asyncio.Task[None]] = []
        self._at_it: set[str] = set()
        self.failed: asyncio.Future[Unauthorized] = asyncio.get_running_loop().create_future()
        app.task(name=STEP)(self._step)
        app.task(name=DRAIN)(self._to_chat)

    def start(self, grace: float) -> None:
        """Begin. At the end, jobs get ``grace`` seconds before they are broken off; their rows remain."""
        for name in sorted(self._queues):
            task = asyncio.create_task(self._keep(name, grace), name=f"queue {name}")
            self._tasks.append(task)

    @property
    def ailing(self) -> str:
        """What is wrong, "" when every queue is worked off."""
        if not self._tasks:
            return "not started"
        return "a queue is not worked off" if any(task.done() for task in self._tasks) else ""

    async def stop(self) -> None:
        """Take no more jobs, and end the running ones."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()

    async def _keep(self, name: str, grace: float) -> None:
        """Work off a queue, again and again when the database went away."""
        while True:
            try:
                await self._app.run_worker_async(
                    queues=[name],
                    name=name,
                    concurrency=self._chats + SIDE_BY_SIDE if name == DELIVER else SIDE_BY_SIDE,
                    fetch_job_polling_interval=POLL,
                    shutdown_graceful_timeout=grace,
                    delete_jobs="always",  # what came of it stands in our own rows
                    install_signal_handlers=False,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=STALLED,
                )
            except Exception as error:
                log.warning("queue %s: %s; trying again", name, error.__cause__ or error)
            await asyncio.sleep(PAUSE_AFTER_FAULT)

    async def _step(self, name: str) -> None:
        """Run a step until nothing is due for it. One that may run in several places calls others to it."""
        if name in self._at_it:
            return  # by another job, here
        self._at_it.add(name)
        try:
            call = partial(self._queue.wake, name)
            await self._or_fail(_until_done(self._steps[name], None if PLACES[name].alone else call))
        finally:
            self._at_it.discard(name)

    async def _to_chat(self, subscriber: int) -> None:
        await self._or_fail(self._drain(subscriber))

    async def _or_fail(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Unauthorized as error:
            if not self.failed.done():
                self.failed.set_result(error)


async def _until_done(due: Due, call: Callable[[], None] | None) -> None:
    called = call is None
    while await due():
        if call is not None and not called:
            call()
            called = True
