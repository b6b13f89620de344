"""Insert-or-update, in the dialect of the connection."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from digests.store.transaction import Tx


def insert_into(tx: Tx, table: Table) -> Any:
    """An INSERT that knows ``on_conflict_do_…`` on the database at hand."""
    return insert_of(tx.dialect.name, table)


def insert_of(dialect: str, table: Table) -> Any:
    """The same, where only the name of the dialect is at hand."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


async def upsert(tx: Tx, table: Table, row: dict[str, Any]) -> None:
    """Insert ``row``, or update the row with the same primary key."""
    await upsert_all(tx, table, [row])


async def upsert_all(tx: Tx, table: Table, rows: list[dict[str, Any]]) -> None:
    """``upsert`` for rows of the same columns, in one statement."""
    if not rows:
        return
    statement = insert_into(tx, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    await tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


async def insert_new(tx: Tx, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose unique keys are not there yet."""
    if rows:
        await tx.execute(insert_into(tx, table).on_conflict_do_nothing(), rows)
