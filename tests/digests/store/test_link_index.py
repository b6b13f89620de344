"""The index of links is built while posts go on being stored, by one of several that start at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from digests.store.migrate import MIGRATIONS, current, head, upgrade
from digests.store.urls import driver_url
from tests.digests.store.test_migrations import _upgrade_to
from tests.examples import long
from tests.postgres import Postgres

_INDEX = """
    SELECT am.amname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am am ON am.oid = c.relam WHERE c.relname = 'ix_post_link'
"""


@pytest.fixture
def before(postgres_server: Postgres) -> Iterator[str]:
    """A PostgreSQL database of the version before."""
    with postgres_server.database(_to_before) as url:
        yield url


def _to_before(url: str) -> None:
    _upgrade_to(url, "0021")


def index_of(url: str) -> list[tuple[str, bool]]:
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        rows = [(row[0], row[1]) for row in connection.execute(text(_INDEX))]
    engine.dispose()
    return rows


@pytest.mark.parametrize("processes", [2, long(3)])
def test_several_processes_build_it_once(before: str, processes: int) -> None:
    code = "import sys; from digests.store.migrate import upgrade; print(upgrade(sys.argv[1])[1])"
    command_line = [sys.executable, "-c", code, before]
    started = [subprocess.Popen(command_line, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    assert {each.communicate(timeout=120)[0].strip() for each in started} == {head()}
    assert current(before) == head()
    assert index_of(before) == [("hash", True)]


def test_it_waits_for_nobody_who_only_stores_posts(before: str) -> None:
    """A transaction that has written to ``post`` and is open would hold up a usual index, and be held up."""
    engine = create_engine(driver_url(before))
    with engine.connect() as connection:
        connection.execute(text("LOCK TABLE post IN ROW EXCLUSIVE MODE"))
        with ThreadPoolExecutor(1) as pool:
            building = pool.submit(upgrade, before)
            other = create_engine(driver_url(before))
            with other.connect() as writing:
                for _ in range(20):
                    writing.execute(text("SET LOCAL lock_timeout = '2s'"))
                    writing.execute(text("LOCK TABLE post IN ROW EXCLUSIVE MODE"))
                    writing.rollback()
            other.dispose()
            connection.rollback()
            building.result(timeout=60)
    engine.dispose()
    assert index_of(before) == [("hash", True)]


def test_what_a_broken_attempt_left_is_made_anew(before: str) -> None:
    engine = create_engine(driver_url(before))
    with engine.begin() as connection:
        connection.execute(text("CREATE INDEX ix_post_link ON post (title)"))
    engine.dispose()
    upgrade(before)
    assert index_of(before) == [("hash", True)]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_it_goes_again(database: str, database_url: str, request: pytest.FixtureRequest) -> None:
    url = database_url if database == "sqlite" else request.getfixturevalue("postgres_url")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = driver_url(url)
    command.downgrade(config, "-1")
    assert current(url) != head()
    assert upgrade(url)[1] == head()
