"""Works off queues, each with a worker of its own, so that none can fill the places of another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from functools import partial

from procrastinate import App

from digests.errors import Unauthorized
from digests.runtime.queues.inline import Due
from digests.runtime.queues.jobs import DRAIN, STEP, drain_queue
from digests.runtime.queues.shared import SharedQueue
from digests.runtime.timetable import DELIVER, FETCH, SUMMARIZE, TIMETABLE

log = logging.getLogger(__name__)

POLL = 1.0  # seconds; a notification usually comes first
HEARTBEAT = 5.0
STALLED = 15.0
"""Seconds without a heartbeat, after which a worker counts as dead: three beats."""

PAUSE_AFTER_FAULT = 1.0
_BREAK_OFF = 0.5  # seconds for jobs that were broken off to write what became of them
SIDE_BY_SIDE = {FETCH: 1, SUMMARIZE: 4, DELIVER: 4}
"""Steps of a queue at once here. A fetching worker has no place for the job that calls others to it."""

Drain = Callable[[int, str], Awaitable[None]]
"""Send a chat what is due for it by a transport, "" for whichever it is."""


class Workers:
    """Runs the jobs of some queues in this process, and sends to the chats of ``transports``."""

    def __init__(
        self,
        app: App,
        queue: SharedQueue,
        queues: frozenset[str],
        steps: Mapping[str, Due],
        drain: Drain,
        *,
        transports: Collection[str] = (),
        chats_at_once: int,
    ) -> None:
        self._app = app
        self._queue = queue
        self._queues = [*queues, *(drain_queue(DELIVER, each) for each in transports)]
        self._steps = steps
        self._drain = drain
        self._chats = chats_at_once
        self._tasks: list[asyncio.Task[None]] = []
        self._stopping = False
        self._grace = 0.0
        app.task(name=STEP)(self._step)
        app.task(name=DRAIN)(self._to_chat)

    def start(self, grace: float) -> None:
        """Begin. At the end, jobs get ``grace`` seconds before they are broken off; their rows remain."""
        self._grace = grace
        for name in sorted(self._queues):
            task = asyncio.create_task(self._keep(name, grace), name=f"queue {name}")
            self._tasks.append(task)

    async def well(self) -> str:
        """What is wrong, "" when every queue is worked off."""
        if not self._tasks:
            return "not started"
        return "a queue is not worked off" if any(task.done() for task in self._tasks) else ""

    async def stop(self) -> None:
        """Take no more jobs, and end the running ones.

        A worker whose database went away at this moment says so in place of being cancelled: hence the flag.
        """
        self._stopping = True
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._grace + _BREAK_OFF)
        self._tasks.clear()

    async def _keep(self, name: str, grace: float) -> None:
        """Work off a queue, again and again when the database went away."""
        while not self._stopping:
            try:
                await self._app.run_worker_async(
                    queues=[name],
                    name=name,
                    concurrency=self._places(name),
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

    def _places(self, name: str) -> int:
        """Jobs of a queue at once; ``deliver`` may hold chats, of before each transport had its queue."""
        steps = SIDE_BY_SIDE.get(name, 0)
        return steps if name in (FETCH, SUMMARIZE) else steps + self._chats

    async def _step(self, name: str) -> None:
        """Run a step until nothing is due for it. One that may run in several places calls others to it."""
        call = partial(self._queue.wake, name)
        await self._or_fail(_until_done(self._steps[name], None if TIMETABLE[name].place.alone else call))

    async def _to_chat(self, subscriber: int, transport: str = "") -> None:
        """Serve a chat; jobs that stood in the queue of ``deliver`` before name no transport."""
        await self._or_fail(self._drain(subscriber, transport))

    async def _or_fail(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Unauthorized as error:
            if not self._queue.failed.done():
                self._queue.failed.set_result(error)


async def _until_done(due: Due, call: Callable[[], None] | None) -> None:
    called = call is None
    while await due():
        if call is not None and not called:
            call()
            called = True
