"""procrastinate's own tables: made, and brought to the version that is installed.

Its release notes ask to apply the files of its ``sql/migrations`` in their order. Which of them a database
has is written beside its table of jobs, where a dump takes it along.
"""

from __future__ import annotations

import asyncio
from importlib import resources
from pathlib import Path

import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql

from digests.errors import StoreError
from digests.store.locks import Lock
from digests.store.urls import libpq_url

_VERSION = "SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')"
_REMEMBER = sql.SQL("COMMENT ON TABLE procrastinate_jobs IS {}")


async def prepare(database_url: str) -> None:
    """``upgrade`` without blocking the event loop."""
    await asyncio.to_thread(upgrade, database_url)


def upgrade(database_url: str) -> None:
    """Make the queue's tables, or bring them up to date, in one transaction. Raises ``StoreError``."""
    try:
        with psycopg.connect(libpq_url(database_url)) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.SCHEMA])
            _upgrade(connection)
    except psycopg.Error as error:
        raise StoreError("database", reason=str(error).strip().partition("\n")[0]) from error


def _upgrade(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    files = _migrations()
    there = connection.execute("SELECT to_regclass('procrastinate_jobs')").fetchone()
    if there == (None,):
        _run(connection, SchemaManager.get_schema())
    else:
        row = connection.execute(_VERSION).fetchone()
        for file in missing(files, str(row[0]) if row and row[0] else files[-1].name):
            _run(connection, file.read_text("utf-8"))
    connection.execute(_REMEMBER.format(sql.Literal(files[-1].name)))


def _run(connection: psycopg.Connection[tuple[object, ...]], script: str) -> None:
    connection.execute(script.encode())


def _migrations() -> list[Path]:
    folder = Path(str(resources.files("procrastinate.sql") / "migrations"))
    return sorted(folder.glob("*.sql"))


def missing(files: list[Path], applied: str) -> list[Path]:
    """The files after the last one that was applied, in order."""
    return [file for file in files if file.name > applied]
