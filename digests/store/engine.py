"""The store: connections to the database, for reading and for writing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from digests.errors import Unavailable
from digests.store.admission import Admission
from digests.store.availability import Availability
from digests.store.connections import begin_reading, begin_writing, open_postgresql, open_sqlite
from digests.store.transaction import Announce, AtOnce, Tx
from digests.store.trouble import trouble_of
from digests.store.urls import driver_url, is_sqlite, make_folder

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = 15.0  # seconds that a writer waits for another process's lock on SQLite
PATIENCE_IN_TROUBLE = 1.0  # when somebody has waited for it in vain
CLOSES_WITHIN = 0.7  # seconds
CONNECTIONS = 8
_TRIES = 3


def _is_deadlock(error: OperationalError) -> bool:
    return getattr(error.orig, "sqlstate", "") == "40P01"


class Store:
    """The database: ``async with store.read() as tx`` or ``store.write()``, both one transaction each.

    ``announce`` is told, in the transaction that makes deliveries, of whom they wait for.

    Every transaction raises ``Unavailable`` when the database is full, locked, read-only or away;
    ``availability`` says whether it is now.
    """

    def __init__(self, database_url: str, announce: Announce | None = None) -> None:
        self.url = driver_url(database_url)
        self._announce = announce
        make_folder(self.url)
        self.availability = Availability()
        self._closing = False
        self._reading = Admission(CONNECTIONS - 1)
        if is_sqlite(self.url):
            self._writing, threads = Admission(1), CONNECTIONS
            self._reader = open_sqlite(self.url, CONNECTIONS, begin_reading)
            self._writer = open_sqlite(self.url, 1, begin_writing(self._patience))
        else:
            self._writing, threads = Admission(CONNECTIONS), 2 * CONNECTIONS
            self._reader = self._writer = open_postgresql(self.url, 2 * CONNECTIONS)
        # A thread for each transaction that may be under way: none waits for another one's statement.
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store")

    def _patience(self) -> float:
        if self._closing:
            return 0.0
        return PATIENCE_IN_TROUBLE if self.availability.trouble else PATIENCE

    @asynccontextmanager
    async def _admitted(self, places: Admission) -> AsyncIterator[None]:
        """A place for a transaction, whose trouble with the database is told from our own faults."""
        async with places:
            if places is self._writing:
                self.availability.check()
            try:
                yield
            except DBAPIError as error:
                trouble = trouble_of(error)
                if not trouble or self._closing:
                    raise
                self.availability.failed(trouble, str(error.orig).partition("\n")[0])
                raise Unavailable(trouble) from error

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """Nothing is written. SQLite shows one moment, PostgreSQL what is committed at each statement."""
        async with self._admitted(self._reading):
            tx = Tx(self._reader, self._threads)
            try:
                yield tx
            finally:
                await tx.end(commit=False)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """Commit at the end of the block, roll back when it raises."""
        async with self._admitted(self._writing):
            tx = Tx(self._writer, self._threads, self._announce)
            try:
                yield tx
            except BaseException:
                await tx.end(commit=False)
                raise
            await tx.end(commit=True)
            self.availability.worked(changed=tx.changed)

    async def reading(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        """``read`` in one hop: for work that awaits nothing but its statements."""
        async with self._admitted(self._reading):
            return await AtOnce(self._reader, self._threads).hop(work, commit=False)

    async def writing(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        """``write`` in one hop: for work that awaits nothing but its statements.

        Done again where the database broke a ring of transactions that waited for each other by failing it.
        """
        async with self._admitted(self._writing):
            left = _TRIES
            while True:
                tx = AtOnce(self._writer, self._threads, self._announce)
                try:
                    done = await tx.hop(work, commit=True)
                except OperationalError as error:
                    left -= 1
                    if not left or not _is_deadlock(error):
                        raise
                else:
                    self.availability.worked(changed=tx.changed)
                    return done

    async def ping(self) -> None:
        """Have the database answer; raises when it does not."""
        async with self.read() as tx:
            await tx.execute(text("SELECT 1"))

    async def close(self, within: float = CLOSES_WITHIN) -> None:
        """Begin no transaction any more, let those under way end within that many seconds, and disconnect.

        A pool must not be emptied under a thread that is about to take a connection from it: it waited for
        one of its old connections for half a minute, and the process with it.
        """
        self._closing = True
        try:
            async with asyncio.timeout(within):
                await asyncio.gather(self._reading.close(), self._writing.close())
        except TimeoutError:
            log.warning("the database is still at work; it is left so")
        else:
            self._reader.dispose()
            self._writer.dispose()
        self._threads.shutdown(wait=False)
