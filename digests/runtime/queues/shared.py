"""The queue of many processes: waking a step puts a job into PostgreSQL, and whoever is free takes it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException

from digests.errors import Unauthorized
from digests.runtime.queues.jobs import step_job
from digests.store.urls import libpq_url

log = logging.getLogger(__name__)

CONNECTIONS = 4
PAUSE_AFTER_FAULT = 1.0


def open_app(database_url: str) -> App:
    """procrastinate on our database, not yet connected."""
    connector = PsycopgConnector(conninfo=libpq_url(database_url), min_size=1, max_size=CONNECTIONS)
    return App(connector=connector)


class SharedQueue:
    """Implements ``ports.Queue``; ``app`` is open while this is in use.

    ``failed`` is set when this process cannot go on at all.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self._wanted: dict[str, None] = {}  # in the order in which they were asked for
        self._asked = asyncio.Event()
        self.failed: asyncio.Future[Unauthorized] = asyncio.get_running_loop().create_future()

    def wake(self, step: str) -> None:
        """Have ``step`` run somewhere soon; asking again while it waits changes nothing."""
        self._wanted[step] = None
        self._asked.set()

    async def run(self) -> None:
        """Put into the queue what is asked for, for ever; a database that is away is waited for."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            for step in list(self._wanted):
                del self._wanted[step]
                await self._put(step)

    async def _put(self, step: str) -> None:
        try:
            await self.app.job_manager.defer_job_async(step_job(step))
        except AlreadyEnqueued:
            return
        except ConnectorException as error:
            log.warning("step %s could not be queued: %s", step, error.__cause__ or error)
            self.wake(step)
            await asyncio.sleep(PAUSE_AFTER_FAULT)


@asynccontextmanager
async def shared_queue(database_url: str) -> AsyncIterator[SharedQueue]:
    """The queue over a procrastinate that is connected."""
    async with open_app(database_url).open_async() as app:
        queue = SharedQueue(app)
        task = asyncio.create_task(queue.run(), name="queueing")
        try:
            yield queue
        finally:
            task.cancel()
