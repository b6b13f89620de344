"""Each test has a PostgreSQL database as new, whatever the one before did with it."""

from __future__ import annotations

import psycopg
import pytest

from digests.store.urls import libpq_url
from tests.emptying import CAN_FORGET, GROWN
from tests.postgres import Postgres


def used(server: Postgres, *statements: str) -> str:
    """A database in which these were run; the URL of it."""
    with server.database(_two_tables) as url:
        _run(url, *statements)
    return url


def _two_tables(url: str) -> None:
    _run(
        url,
        "CREATE TABLE parent (id serial PRIMARY KEY, text varchar)",
        "CREATE TABLE child (id serial PRIMARY KEY, parent_id int REFERENCES parent)",
        "CREATE TABLE kept (id int)",
        "INSERT INTO kept VALUES (7)",
    )


def _run(url: str, *statements: str) -> list[tuple[object, ...]]:
    with psycopg.connect(libpq_url(url), autocommit=True) as connection:
        for each in statements:
            cursor = connection.execute(each.encode())
        return cursor.fetchall() if cursor.description else []


BEGIN = ("INSERT INTO parent (text) VALUES ('a'), ('b')", "INSERT INTO child (parent_id) VALUES (1), (2)")
GROW = f"INSERT INTO parent (text) SELECT repeat('x', 1000) FROM generate_series(1, {GROWN * 8})"


@pytest.mark.parametrize("more", ["SELECT 1", GROW], ids=["few", "many"])
def test_rows_go_and_ids_begin_again_in_the_same_database(postgres_server: Postgres, more: str) -> None:
    before = used(postgres_server, *BEGIN, more)
    with postgres_server.database(_two_tables) as url:
        assert url == before
        assert _run(url, "SELECT id FROM parent UNION SELECT id FROM child") == []
        assert _run(url, "SELECT id FROM kept") == [(7,)]
        assert _run(url, "INSERT INTO parent (text) VALUES ('c') RETURNING id") == [(1,)]
        assert _run(url, "INSERT INTO child (parent_id) VALUES (1) RETURNING id") == [(1,)]


def test_a_table_has_no_pages_and_nothing_is_known_of_it(postgres_server: Postgres) -> None:
    """So rows stand in the order in which they come, and the same plans are made as for a new one."""
    known = "SELECT relpages, reltuples, pg_relation_size(oid) FROM pg_class WHERE relname = 'parent'"
    with postgres_server.database(_two_tables) as url:
        if _run(url, "SHOW server_version_num") < [(str(CAN_FORGET),)]:
            pytest.skip("needs PostgreSQL 18")
        assert _run(url, known) == [(0, -1, 0)]
        _run(url, *BEGIN)
    with postgres_server.database(_two_tables) as url:
        assert _run(url, known) == [(0, -1, 0)]


def test_an_open_transaction_and_the_end_of_all_connections_do_no_harm(postgres_server: Postgres) -> None:
    ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    before = used(postgres_server, *BEGIN, f"{ended} AND datname = current_database()")
    with postgres_server.database(_two_tables) as url:
        assert url == before
        left = psycopg.connect(libpq_url(url))
        left.execute("INSERT INTO parent (text) VALUES ('held')")
    with postgres_server.database(_two_tables) as url:
        assert url == before
        assert _run(url, "SELECT id FROM parent") == []
    left.close()


@pytest.mark.parametrize(
    "change", ["ALTER TABLE child ADD COLUMN more int", "CREATE FUNCTION f() RETURNS int RETURN 1"]
)
def test_a_changed_schema_is_thrown_away(postgres_server: Postgres, change: str) -> None:
    before = used(postgres_server, change)
    with postgres_server.database(_two_tables) as url:
        assert url != before
