"""Rows of a table in stretches of its primary key, with a checksum that is the same on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, delete, func, literal, select, tuple_

from digests.store.tables import metadata

# The index of words is of another kind on either database, and is made anew; leases are of processes.
LEFT_OUT = frozenset({"post_key", "unindexed", "word_index", "lease"})
STRETCH = 2_000

Key = tuple[Any, ...]


class Stretch(NamedTuple):
    """The rows with a key beyond ``after`` and up to ``last``; None is the beginning, and the end."""

    after: Key | None
    last: Key | None
    rows: Sequence[tuple[Any, ...]]


def tables() -> list[Table]:
    """What is moved, each after those that it refers to."""
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def count(connection: Connection, table: Table) -> int:
    """How many rows there are."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def next_stretch(connection: Connection, table: Table, after: Key | None) -> Stretch:
    """Up to ``STRETCH`` rows beyond a key; the last one also stands for all that might come beyond."""
    query = select(table).order_by(*table.primary_key).limit(STRETCH)
    if after is not None:
        query = query.where(tuple_(*table.primary_key) > tuple_(*_bound(table, after)))
    rows = [_clean(row) for row in connection.execute(query)]
    last = key_of(table, rows[-1]) if len(rows) == STRETCH else None
    return Stretch(after, last, rows)


def same_stretch(connection: Connection, table: Table, like: Stretch) -> list[tuple[Any, ...]]:
    """The rows between the same keys."""
    query = select(table).where(*_between(table, like)).order_by(*table.primary_key)
    return [_clean(row) for row in connection.execute(query)]


def drop(connection: Connection, table: Table, keys: Sequence[Key]) -> None:
    """Delete the rows with these keys."""
    for each in keys:
        where = (column == value for column, value in zip(table.primary_key, each, strict=True))
        connection.execute(delete(table).where(*where))


def checksum(rows: Sequence[tuple[Any, ...]]) -> bytes:
    """Equal for equal rows in the same order."""
    return blake2b(repr(rows).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def key_of(table: Table, row: Sequence[Any]) -> Key:
    """The primary key of a row."""
    places = {column.name: place for place, column in enumerate(table.columns)}
    return tuple(row[places[column.name]] for column in table.primary_key)


def _between(table: Table, stretch: Stretch) -> list[Any]:
    key = tuple_(*table.primary_key)
    where = []
    if stretch.after is not None:
        where.append(key > tuple_(*_bound(table, stretch.after)))
    if stretch.last is not None:
        where.append(key <= tuple_(*_bound(table, stretch.last)))
    return where


def _bound(table: Table, key: Key) -> list[Any]:
    return [literal(value, column.type) for column, value in zip(table.primary_key, key, strict=True)]


def _clean(row: Row[Any]) -> tuple[Any, ...]:
    """PostgreSQL keeps no NUL in a text, and nobody misses it."""
    return tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row)
