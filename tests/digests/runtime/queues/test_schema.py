"""The queue's tables: new, up to date, and from an older release of procrastinate."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from digests.errors import StoreError
from digests.runtime.queues import schema
from digests.runtime.queues.database import prepare
from digests.store.urls import libpq_url
from tests.postgres import Postgres

FUNCTIONS = """
    SELECT proname, md5(prosrc) FROM pg_proc WHERE proname LIKE 'procrastinate%' ORDER BY 1, 2
"""


def functions(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq_url(url)) as connection:
        return connection.execute(FUNCTIONS).fetchall()


def test_an_older_schema_is_brought_up_to_date(postgres_server: Postgres) -> None:
    with postgres_server.database() as new, postgres_server.database() as old:
        schema.upgrade(new)
        older = [file for file in schema._migrations() if file.name < "03.04"]
        with psycopg.connect(libpq_url(old)) as connection:
            for file in older:
                schema._run(connection, file.read_text("utf-8"))
            connection.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{older[-1].name}'".encode())
        assert functions(old) != functions(new)
        schema.upgrade(old)
        assert functions(old) == functions(new)
        schema.upgrade(old)
        assert functions(old) == functions(new)


def test_several_that_start_at_once_make_it_once(postgres_server: Postgres) -> None:
    with postgres_server.database() as url, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(schema.upgrade, [url] * 4)) == [None] * 4
        assert functions(url)


async def test_sqlite_needs_none(tmp_path: object) -> None:
    await prepare(f"sqlite:///{tmp_path}/none.db")


async def test_a_database_that_is_away_is_named_without_its_password() -> None:
    with pytest.raises(StoreError) as caught:
        await prepare("postgresql://somebody:hunter2@127.0.0.1:1/nothing")
    assert "hunter2" not in str(caught.value.params)
