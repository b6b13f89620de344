"""Connections: SQLAlchemy's plain engine, each statement or a whole transaction one hop into a thread.

An async driver for SQLite makes four hops a statement (cursor, execute, fetch, close), and a page of posts
cost 4.6 ms through it; it costs 2.9 with one hop a statement, less with one hop in all. On SQLite one writer
at a time takes its lock at once: two writers with plain BEGIN met 6,826 lock errors in three seconds, with
BEGIN IMMEDIATE none.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Executable, create_engine, event, make_url, text
from sqlalchemy.engine import URL, Connection, CursorResult, Engine

from digests.model import Rank

T = TypeVar("T")
Announce = Callable[[Any, Mapping[int, Rank]], None]
"""Told, in a transaction about to commit, of its plain connection and of whom deliveries wait for."""

Rows = CursorResult[*tuple[Any, ...]]

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
BUSY_TIMEOUT_MS = 15_000
CONNECTIONS = 8
_PRAGMAS = (
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "cache_size=-16000",
    "temp_store=MEMORY",
)


def driver_url(database_url: str) -> URL:
    """The URL with the driver that we use, whatever driver or none was named."""
    url = make_url(database_url)
    name = url.drivername.partition("+")[0]
    return url.set(drivername=DRIVERS.get(name, url.drivername))


def make_folder(url: URL) -> None:
    """Make the folder of an SQLite file."""
    if is_sqlite(url) and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def is_sqlite(url: URL) -> bool:
    """Whether this is the embedded database."""
    return url.get_backend_name() == "sqlite"


def libpq_url(database_url: str) -> str:
    """The URL in the form that PostgreSQL's own library understands, password included."""
    return driver_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)


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


class Tx:
    """A transaction: services pass it on, only this package looks inside."""

    def __init__(self, engine: Engine, threads: ThreadPoolExecutor, announce: Announce | None = None) -> None:
        self._engine = engine
        self._threads = threads
        self._connection: Connection | None = None
        self._announce = announce
        self._waiting: dict[int, Rank] = {}
        self.dialect = engine.dialect

    def announce(self, subscribers: Iterable[int], rank: Rank) -> None:
        """Something is due for these subscribers once this transaction is committed."""
        if self._announce is not None:
            for each in subscribers:
                self._waiting[each] = min(rank, self._waiting.get(each, rank))

    async def execute(self, statement: Executable, parameters: Any = None) -> Rows:
        """Run one statement and fetch its rows."""
        return await self._hop(lambda: self._execute(statement, parameters))

    def _execute(self, statement: Executable, parameters: Any) -> Rows:
        if self._connection is None:
            self._connection = self._engine.connect()
        result = self._connection.execute(statement, parameters)
        return cast("Rows", result.freeze()()) if result.returns_rows else result

    async def end(self, *, commit: bool) -> None:
        """Commit or roll back, and return the connection."""
        if self._connection is not None:
            await self._hop(lambda: self._end(commit))

    def _end(self, commit: bool) -> None:
        if self._connection is None:
            return
        try:
            if commit:
                self._tell(self._connection)
                self._connection.commit()
        finally:
            self._connection.close()
            self._connection = None

    def _tell(self, connection: Connection) -> None:
        if self._announce is not None and self._waiting:
            self._announce(connection.connection.driver_connection, self._waiting)

    async def _hop(self, call: Callable[[], T]) -> T:
        """Run in a thread. A cancelled caller waits all the same: the connection must not be used twice."""
        future = asyncio.get_running_loop().run_in_executor(self._threads, call)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            while not future.done():
                try:
                    await asyncio.wait([future])
                except asyncio.CancelledError:
                    continue
            raise


class AtOnce(Tx):
    """A transaction whose whole work runs inside one hop: its statements do not hop themselves."""

    async def execute(self, statement: Executable, parameters: Any = None) -> Rows:
        """Run one statement here and now."""
        return self._execute(statement, parameters)

    def run(self, work: Callable[[Tx], Coroutine[Any, Any, T]], *, commit: bool) -> T:
        """Do the work from its beginning to its end; commit, or roll back when it raises."""
        try:
            done = _drive(work(self))
        except BaseException:
            self._end(commit=False)
            raise
        self._end(commit)
        return done

    async def hop(self, work: Callable[[Tx], Coroutine[Any, Any, T]], *, commit: bool) -> T:
        """``run`` in a thread."""
        return await self._hop(lambda: self.run(work, commit=commit))


def _drive(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that waits for nothing but its transaction."""
    try:
        work.send(None)
    except StopIteration as end:
        return cast("T", end.value)
    work.close()
    raise RuntimeError("work on a transaction may wait for its statements only")


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
            self._reader = self._writer = create_engine(
                self.url, pool_size=2 * CONNECTIONS, hide_parameters=True
            )

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
        """A consistent view; nothing is written."""
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
        """``write`` in one hop: for work that awaits nothing but its statements."""
        async with self._writing:
            return await AtOnce(self._writer, self._threads, self._announce).hop(work, commit=True)

    async def ping(self) -> None:
        """Have the database answer; raises SQLAlchemy's error when it does not."""
        async with self.read() as tx:
            await tx.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Return every connection."""
        self._reader.dispose()
        self._writer.dispose()
        self._threads.shutdown(wait=False)
