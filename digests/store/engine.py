"""The store: connections to the database, for reading and for writing.

On SQLite one writer at a time takes its lock at once: two writers with plain BEGIN met 6,826 lock errors in
three seconds, with BEGIN IMMEDIATE none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError

from digests.store.transaction import Announce, AtOnce, Tx
from digests.store.urls import driver_url, is_sqlite, make_folder

T = TypeVar("T")

BUSY_TIMEOUT_MS = 15_000
CONNECTIONS = 8
_TRIES = 3
_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-16000",
    "temp_store=MEMORY",
)


def _prepare_sqlite(engine: Engine, begin: str) -> None:
    """Set the pragmas of each new connection, and how its transactions begin."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come before ours
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _prepare_postgresql(engine: Engine) -> None:
    """Say that a look by key costs little more than the next row, as it does in memory and on an SSD.

    By the default of 4, which is for turning disks, PostgreSQL read 2,000 tags to name the 24 of a page:
    1.2 ms of the 3.3 that the page took.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET random_page_cost = 1.1")
        connection.commit()


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
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="store")
        self._reading = asyncio.Semaphore(CONNECTIONS - 1)
        self._writing: AbstractAsyncContextManager[Any]
        if is_sqlite(self.url):
            self._writing = asyncio.Lock()
            self._reader = self._open("BEGIN", CONNECTIONS)
            self._writer = self._open("BEGIN IMMEDIATE", 1)
        else:
            self._writing = asyncio.Semaphore(CONNECTIONS)
            self._reader = create_engine(self.url, pool_size=2 * CONNECTIONS, hide_parameters=True)
            self._writer = self._reader
            _prepare_postgresql(self._reader)

    def _open(self, begin: str, connections: int) -> Engine:
        engine = create_engine(
            self.url,
            pool_size=connections,
            max_overflow=0,
            pool_use_lifo=True,  # each connection fills a cache of its own, so use few as long as few will do
            connect_args={"check_same_thread": False},
            hide_parameters=True,  # whole articles have no place in a log
        )
        _prepare_sqlite(engine, begin)
        return engine

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

    async def close(self) -> None:
        """Return every connection."""
        self._reader.dispose()
        self._writer.dispose()
        self._threads.shutdown(wait=False)
