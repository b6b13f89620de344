"""Fixtures for every test: a real database, migrated once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from bot.sandbox import Sandbox
from digests.store import Store
from digests.store.migrate import upgrade
from tests.careless import careless_of_power_cuts
from tests.examples import ALL, examples
from tests.garbage import ignore_what_stays, pytest_runtestloop
from tests.postgres import Postgres, postgres
from tests.scheduling import (
    compute_in_one_thread,
    pytest_collection_modifyitems,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)
from tests.statements import compiled_once

__all__ = [
    "pytest_collection_modifyitems",
    "pytest_runtestloop",
    "pytest_xdist_auto_num_workers",
    "pytest_xdist_make_scheduler",
]
ignore_what_stays()
compute_in_one_thread()

# How long an example takes says nothing on a shared machine. Continuous integration tries the same examples
# each time, so that it judges the change and not chance; whoever works on the code tries new ones, and fewer.
settings.register_profile("untimed", deadline=None, derandomize=ALL, max_examples=examples(100))
settings.load_profile("untimed")

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def databases() -> Iterator[None]:
    with compiled_once(), careless_of_power_cuts():
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def database_url(migrated: Path, tmp_path: Path) -> str:
    path = tmp_path / "digestbot.db"
    shutil.copy(migrated, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A pretended Telegram."""
    opened = Sandbox()
    await opened.start()
    yield opened
    await opened.stop()


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = Store(database_url)
    yield opened
    await opened.close()
