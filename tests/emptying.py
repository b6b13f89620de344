"""A copy of a PostgreSQL database that each test has as new, and how it becomes so again.

TRUNCATE takes sixty milliseconds, since it makes new files for a table, for each of its indexes, and for all
that refers to it. Deleting the few rows of a test and giving back their space takes seven, and leaves a table
as empty: rows stand in it in the order in which they come, and nothing is known of its size.
"""

from __future__ import annotations

from collections.abc import Collection
from graphlib import TopologicalSorter
from typing import Any

import psycopg

GROWN = 64
"""Pages of 8 kB, beyond which a table is truncated all the same."""

_END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
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
# Tables in which there ever was a row since they were made or truncated, and their pages.
_TOUCHED = """
SELECT quote_ident(relname), pg_relation_size(oid) / 8192 FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""
_TABLES = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
# A vacuum notes how large a table is, and plans are made by that; since version 18 it can be forgotten.
_FORGET = """
SELECT pg_clear_relation_stats('public', relname) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND quote_ident(relname) = ANY(%s)
"""
CAN_FORGET = 180000
_REFERENCES = """
SELECT quote_ident(of_it.relname), quote_ident(to_it.relname) FROM pg_constraint
JOIN pg_class of_it ON of_it.oid = conrelid JOIN pg_class to_it ON to_it.oid = confrelid
WHERE contype = 'f' AND conrelid <> confrelid
"""
# Ids begin at 1 again.
_FIRST_IDS = """
SELECT count(setval(format('%I', sequencename), start_value, false)) FROM pg_sequences
WHERE last_value IS NOT NULL
"""


class Copy:
    """One database, with a connection that outlives the tests: what it has looked up stays known."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self._url = url
        self._connection = self._connect()
        self._schema = self._rows(_SCHEMA)
        self._kept = {name for name, _ in self._rows(_TOUCHED)}  # what the migrations wrote
        self._order = self._children_first()

    def emptied(self) -> bool:
        """Whether it could be made as new: nobody is left in it, and its schema is what it was."""
        self._alone()
        if self._rows(_SCHEMA) != self._schema:
            return False
        self._truncate([name for name, pages in self._touched().items() if pages > GROWN])
        self._delete(self._touched())
        self._truncate(list(self._touched()))  # where a vacuum was in somebody's way
        self._rows(_FIRST_IDS)
        return True

    def close(self) -> None:
        """Leave the database."""
        self._connection.close()

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(self._url, autocommit=True, prepare_threshold=0)

    def _alone(self) -> None:
        try:
            self._rows(_END_OTHERS)
        except psycopg.OperationalError:  # a test has ended all connections, this one too
            self._connection = self._connect()
            self._rows(_END_OTHERS)

    def _touched(self) -> dict[str, int]:
        return {name: pages for name, pages in self._rows(_TOUCHED) if name not in self._kept}

    def _truncate(self, names: list[str]) -> None:
        if names:
            self._run(f"TRUNCATE {','.join(names)} CASCADE")

    def _delete(self, names: Collection[str]) -> None:
        """All rows of these tables, and the space that they took."""
        if not names:
            return
        self._run(";".join(f"DELETE FROM {name}" for name in self._order if name in names))
        self._run(f"VACUUM {','.join(names)}")
        if self._connection.info.server_version >= CAN_FORGET:
            self._connection.execute(_FORGET, [list(names)])

    def _run(self, statements: str) -> None:
        self._connection.execute(statements.encode(), prepare=False)

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement.encode()).fetchall()

    def _children_first(self) -> list[str]:
        """All tables, each behind those that refer to it."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for (name,) in self._rows(_TABLES):
            sorter.add(name)
        for child, parent in self._rows(_REFERENCES):
            sorter.add(parent, child)
        return list(sorter.static_order())
