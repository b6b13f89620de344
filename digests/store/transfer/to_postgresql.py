"""Moves a living installation from SQLite to PostgreSQL.

All is read in one transaction, so that the copy is of one moment although the bot goes on. The tables are
compared a stretch at a time; what differs is written, read back and compared again. So a move that was broken
off goes on where it stopped, and a second one, once the bot is stopped, only takes what has changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, Table, create_engine, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from digests.errors import BadInput, StoreError
from digests.store.columns import EPOCH
from digests.store.migrate import current, head, upgrade
from digests.store.tables import feed, lease, post, subscriber
from digests.store.transfer.rows import (
    Key,
    Stretch,
    checksum,
    count,
    drop,
    key_of,
    next_stretch,
    same_stretch,
    tables,
)
from digests.store.urls import driver_url, is_sqlite

Progress = Callable[[str, int, int], None]
"""Told of a table how many rows of how many are there."""

_MARK = "copied from"


@dataclass(slots=True)
class Moved:
    """What a move did: rows that are there, those of them that had to be written, and whether they agree."""

    rows: int = 0
    written: int = 0
    tables: int = 0


def move(source_url: str, target_url: str, progress: Progress) -> Moved:
    """Make the target equal to the source. Raises ``BadInput`` when that must not be, ``StoreError``."""
    source, target = _engines(source_url, target_url)
    try:
        with source.connect() as reading:
            reading.exec_driver_sql(
                "BEGIN"
            )  # the driver begins none by itself, and each query would see more
            _check_target(target, str(source.url.database))
            done = Moved()
            for table in tables():
                _move_table(reading, target, table, progress, done)
                done.tables += 1
        _set_sequences(target)
    except DBAPIError as error:
        raise StoreError("database", reason=str(error.orig).strip().partition("\n")[0]) from error
    finally:
        source.dispose()
        target.dispose()
    return done


def _engines(source_url: str, target_url: str) -> tuple[Engine, Engine]:
    if not is_sqlite(driver_url(source_url)) or is_sqlite(driver_url(target_url)):
        raise BadInput("copy_direction")
    if (found := current(source_url)) != head():
        raise BadInput("copy_outdated", found=found or "-", head=head())
    upgrade(target_url)
    return (
        create_engine(driver_url(source_url), poolclass=NullPool),
        create_engine(driver_url(target_url), poolclass=NullPool),
    )


def _check_target(target: Engine, source: str) -> None:
    """Refuse a database in which another installation lives; remember whose copy this one is."""
    mark = blake2b(source.encode(), digest_size=16).hexdigest()
    with target.begin() as tx:
        found = tx.execute(select(lease.c.holder).where(lease.c.name == _MARK)).scalar()
        if found == mark:
            return
        if found or any(count(tx, table) for table in (feed, post, subscriber)):
            raise BadInput("copy_not_empty")
        tx.execute(insert(lease).values(name=_MARK, holder=mark, until=EPOCH))


def _move_table(reading: Connection, target: Engine, table: Table, progress: Progress, done: Moved) -> None:
    total, there, after = count(reading, table), 0, None
    while True:
        stretch = next_stretch(reading, table, after)
        with target.begin() as tx:
            done.written += _agree(tx, table, stretch)
        there += len(stretch.rows)
        progress(table.name, there, total)
        if stretch.last is None:
            break
        after = stretch.last
    done.rows += there
    with target.begin() as tx:
        if count(tx, table) != total:
            raise StoreError("copy_differs", table=table.name)


def _agree(tx: Connection, table: Table, stretch: Stretch) -> int:
    """Make a stretch of the target equal; how many rows were written. ``StoreError`` if it stays other."""
    wanted, found = checksum(stretch.rows), same_stretch(tx, table, stretch)
    if checksum(found) == wanted:
        return 0
    here = {key_of(table, row): row for row in stretch.rows}
    there = {key_of(table, row): row for row in found}
    drop(tx, table, [key for key in there if key not in here])
    changed = [row for key, row in here.items() if there.get(key) != row]
    _write(tx, table, changed)
    if checksum(same_stretch(tx, table, stretch)) != wanted:
        raise StoreError("copy_differs", table=table.name)
    return len(changed)


def _write(tx: Connection, table: Table, rows: Sequence[Key]) -> None:
    if not rows:
        return
    names = [column.name for column in table.columns]
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    if changes:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changes)
    tx.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])


def _set_sequences(target: Engine) -> None:
    """Ids were given, so what gives the next ones has to follow."""
    with target.begin() as tx:
        for table in tables():
            key = list(table.primary_key)
            if len(key) == 1 and key[0].name == "id":
                _follow(tx, table)


def _follow(tx: Connection, table: Table) -> None:
    names: dict[str, Any] = {"name": table.name}
    sequence = tx.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), names).scalar()
    newest = tx.execute(select(func.max(table.c.id))).scalar()
    if sequence and newest:
        tx.execute(
            text("SELECT setval(CAST(:sequence AS regclass), :n)"), {"sequence": sequence, "n": newest}
        )
