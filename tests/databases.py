"""The fixtures by which the tests of a folder run on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import Postgres


@contextmanager
def _database(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        path = tmp_path / "digestbot.db"
        shutil.copy(migrated, path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[str]:
    """A migrated database of each kind in turn."""
    with _database(request, migrated, tmp_path) as url:
        yield url


@pytest.fixture(name="database_url", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.long)])
def sqlite_first(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[str]:
    """SQLite in each run; PostgreSQL, which takes twice as long, with what takes long."""
    with _database(request, migrated, tmp_path) as url:
        yield url
