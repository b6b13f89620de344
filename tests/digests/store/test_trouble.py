"""Trouble with a real database is told from our own faults, and passes."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from digests.errors import Unavailable
from digests.store import Store
from digests.store.subscribers import subscribers
from digests.store.trouble import AWAY, BROKEN, FULL, LOCKED, READ_ONLY, trouble_of
from tests.digests.store.rows import a_subscriber


def of_sqlite(code: int | None) -> DBAPIError:
    error = sqlite3.OperationalError("what it says")
    if code is not None:
        error.sqlite_errorcode = code
    return OperationalError("SELECT 1", {}, error)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_FULL, FULL),
        (sqlite3.SQLITE_BUSY, LOCKED),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LOCKED),
        (sqlite3.SQLITE_LOCKED, LOCKED),
        (sqlite3.SQLITE_READONLY, READ_ONLY),
        (sqlite3.SQLITE_READONLY_DBMOVED, READ_ONLY),
        (sqlite3.SQLITE_IOERR_WRITE, BROKEN),
        (sqlite3.SQLITE_CANTOPEN, AWAY),
        (sqlite3.SQLITE_ERROR, ""),
        (sqlite3.SQLITE_CORRUPT, ""),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, ""),
        (None, ""),
    ],
)
def test_by_sqlite_s_codes(code: int | None, expected: str) -> None:
    assert trouble_of(of_sqlite(code)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (psycopg.errors.DiskFull, FULL),
        (psycopg.errors.ReadOnlySqlTransaction, READ_ONLY),
        (psycopg.errors.LockNotAvailable, LOCKED),
        (psycopg.errors.IoError, BROKEN),
        (psycopg.errors.ConnectionFailure, AWAY),
        (psycopg.errors.TooManyConnections, AWAY),
        (psycopg.errors.AdminShutdown, AWAY),
        (psycopg.errors.CannotConnectNow, AWAY),
        (psycopg.OperationalError, AWAY),
        (psycopg.errors.ConnectionTimeout, AWAY),
        (psycopg.errors.DeadlockDetected, ""),
        (psycopg.errors.QueryCanceled, ""),
        (psycopg.errors.UniqueViolation, ""),
        (psycopg.errors.UndefinedTable, ""),
        (psycopg.ProgrammingError, ""),
        (psycopg.InterfaceError, ""),
    ],
)
def test_by_postgresql_s_codes(kind: type[Exception], expected: str) -> None:
    assert trouble_of(DBAPIError("SELECT 1", {}, kind("what it says"))) == expected


def test_a_connection_that_broke_is_away() -> None:
    broke = DBAPIError("SELECT 1", {}, psycopg.InterfaceError("closed"), connection_invalidated=True)
    assert trouble_of(broke) == AWAY


@pytest.fixture
def database_url(tmp_path: Path, migrated: Path) -> str:
    """SQLite: what is done to it here PostgreSQL does not know."""
    path = tmp_path / "digestbot.db"
    path.write_bytes(migrated.read_bytes())
    return f"sqlite:///{path}"


async def write(store: Store, name: str) -> None:
    async with store.write() as tx:
        await a_subscriber(tx, name * 1000)


async def test_a_file_that_may_not_grow_is_full_until_it_may(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    most = ["1"]

    @event.listens_for(store._writer, "checkout")
    def _limit(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={most[0]}")

    async def fill() -> None:
        for n in range(200):
            await write(store, f"{n} ")

    with pytest.raises(Unavailable) as caught:
        await fill()
    assert caught.value.trouble == store.availability.trouble == FULL
    with pytest.raises(Unavailable):
        await store.writing(lambda tx: a_subscriber(tx, "at once"))
    await store.reading(subscribers.counts)  # goes on
    most[0] = "1000000"
    store.availability._next_try = 0.0
    await store.writing(lambda tx: a_subscriber(tx, "later"))
    assert store.availability.trouble == ""
    assert [each.levelname for each in caplog.records] == ["ERROR", "WARNING"]


async def test_a_lock_that_outlasts_our_patience(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digests.store.engine.PATIENCE", 0.1)
    monkeypatch.setattr("digests.store.engine.PATIENCE_IN_TROUBLE", 0.0)
    await write(store, "before")
    other = sqlite3.connect(str(store.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as caught:
        await write(store, "one")
    assert caught.value.trouble == LOCKED
    other.execute("ROLLBACK")
    store.availability._next_try = 0.0
    await write(store, "two")
    assert store.availability.trouble == ""
    other.close()


async def test_a_lock_that_is_given_up_in_time_is_no_trouble(store: Store) -> None:
    await write(store, "before")
    other = sqlite3.connect(str(store.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    writing = asyncio.create_task(write(store, "one"))
    await asyncio.sleep(0.8)  # longer than SQLite's own patience
    assert not writing.done()
    other.execute("ROLLBACK")
    await writing
    assert store.availability.settled
    other.close()


async def test_a_fault_of_ours_is_none_of_the_database_s(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as tx:
            await tx.execute(text("INSERT INTO subscriber (id) VALUES (1)"))
    assert store.availability.settled
