"""The store: connections to the database, for reading and for writing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from digests.store.admission import Admission
from digests.store.connections import begin_reading, begin_writing, open_postgresql, open_sqlite
from digests.store.transaction import Announce, AtOnce, Tx
from digests.store.urls import driver_url, is_sqlite, make_folder

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = 15.0  # seconds that a writer waits for another process's lock on SQLite
CLOSES_WITHIN = 0.7  # seconds
CONNECTIONS = 8
_TRIES = 3


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", "") == "40P01"


class Store:
    """The database: ``async with store.read() as tx`` or ``store.write()``, both one transaction each.

    ``announce`` is told, in the transaction that makes deliveries, of whom they wait for.
    """

    def __init__(self, database_url: str, announce: Announce | None = None) -> None:
        self.url = driver_url(database_url)
        self._announce = announce
        make_folder(self.url)
        self._patience = PATIENCE
        self._reading = Admission(CONNECTIONS - 1)
        if is_sqlite(self.url):
            self._writing, threads = Admission(1), CONNECTIONS
            self._reader = open_sqlite(self.url, CONNECTIONS, begin_reading)
            self._writer = open_sqlite(self.url, 1, begin_writing(lambda: self._patience))
        else:
            self._writing, threads = Admission(CONNECTIONS), 2 * CONNECTIONS
            self._reader = self._writer = open_postgresql(self.url, 2 * CONNECTIONS)
        # A thread for each transaction that may be under way: none waits for another one's statement.
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Nothing is written. SQLite shows one moment, PostgreSQL what is committed at each statement."""
        async with self._reading:
            tx = Tx(self._reader, self._threads)
            try:
                yield tx
            finally:
                await tx.end(commit=False)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """Commit at the end of the block, roll back when it raises."""
        async with self._writing:
            tx = Tx(self._writer, self._threads, self._announce)
            try:
                yield tx
            except BaseException:
                await tx.end(commit=False)
                raise
            await tx.end(commit=True)

    async def reading(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        """``read`` in one hop: for work that awaits nothing but its statements."""
        async with self._reading:
            return await AtOnce(self._reader, self._threads).hop(work, commit=False)

    async def writing(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        """``write`` in one hop: for work that awaits nothing but its statements.

        Done again where the database broke a ring of transactions that waited for each other by failing it.
        """
        async with self._writing:
            left = _TRIES
            while True:
                try:
                    return await AtOnce(self._writer, self._threads, self._announce).hop(work, commit=True)
                except OperationalError as error:
                    left -= 1
                    if not left or not _is_deadlock(error):
                        raise

    async def ping(self) -> None:
        """Have the database answer; raises SQLAlchemy's error when it does not."""
        async with self.read() as tx:
            await tx.execute(text("SELECT 1"))

    async def close(self, within: float = CLOSES_WITHIN) -> None:
        """Begin no transaction any more, let those under way end within that many seconds, and disconnect.

        A pool must not be emptied under a thread that is about to take a connection from it: it waited for
        one of its old connections for half a minute, and the process with it.
        """
        self._patience = 0.0
        try:
            async with asyncio.timeout(within):
                await asyncio.gather(self._reading.close(), self._writing.close())
        except TimeoutError:
            log.warning("the database is still at work; it is left so")
        else:
            self._reader.dispose()
            self._writer.dispose()
        self._threads.shutdown(wait=False)
