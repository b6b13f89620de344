"""Safety copies of an SQLite database while the bot goes on, and the way back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from shutil import copymode

from digests.errors import BadInput, StoreError
from digests.store.migrate import current, head
from digests.store.urls import driver_url, make_private, sqlite_place

PAGES = 2_000  # a step: 8 MB, then others get their turn
_PAUSE = 0.005  # seconds

Progress = Callable[[int, int], None]


def place_of(database_url: str) -> Path:
    """The file of an SQLite database. Raises ``BadInput`` for any other."""
    place = sqlite_place(driver_url(database_url))
    if place is None:
        raise BadInput("use_pg_dump")
    return place


def backup(database_url: str, file: Path, progress: Progress) -> int:
    """Copy the database as it is at one moment into a new file, and check it; its size in bytes."""
    place = place_of(database_url)
    if not place.exists():
        raise BadInput("no_database", file=str(place))
    if file.exists():
        raise BadInput("file_exists", file=str(file))
    if not file.parent.is_dir():
        raise BadInput("no_folder", folder=str(file.parent))
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    _copy(place, part, progress)
    part.rename(file)
    return file.stat().st_size


def restore(database_url: str, file: Path, now: datetime, progress: Progress) -> Path | None:
    """Put a safety copy in the place of the database; where the one before lies now, None if there was none.

    Raises ``BadInput`` while a bot runs on it, and for a file that is no database of ours or a newer one.
    """
    place = place_of(database_url)
    _check(file)
    aside = None
    if place.exists():
        _refuse_running(place)
        aside = place.with_name(f"{place.name}.before-{now:%Y%m%d-%H%M%S}")
        _copy(place, aside, lambda *_: None)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    _copy(file, part, progress)
    if aside is not None:  # an admin may have given rights to others
        copymode(place, part)
    for leftover in ("-wal", "-shm"):  # of the database that is replaced
        place.with_name(f"{place.name}{leftover}").unlink(missing_ok=True)
    part.replace(place)
    return aside


def _copy(source: Path, target: Path, progress: Progress) -> None:
    make_private(target)
    try:
        with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(
                writing,
                pages=PAGES,
                progress=lambda _, left, total: progress(total - left, total),
                sleep=_PAUSE,
            )
            writing.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
            _integrity(writing, target)
    except sqlite3.Error as error:
        raise StoreError("database", reason=str(error)) from error


def _integrity(connection: sqlite3.Connection, file: Path) -> None:
    (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise StoreError("backup_broken", file=str(file), reason=str(said))


def _check(file: Path) -> None:
    if not file.is_file():
        raise BadInput("no_database", file=str(file))
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            _integrity(connection, file)
        found = current(f"sqlite:///{file}")
    except (sqlite3.Error, StoreError) as error:
        raise BadInput("no_database", file=str(file)) from error
    if not found:
        raise BadInput("no_database", file=str(file))
    if found > head():
        raise BadInput("backup_newer", found=found, head=head())


def _refuse_running(place: Path) -> None:
    """Whoever has it open keeps its write-ahead log alive: then SQLite does not let that be given up."""
    with closing(sqlite3.connect(place, timeout=0)) as connection:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        except sqlite3.OperationalError as error:
            raise BadInput("bot_runs") from error
        if mode != "delete":
            raise BadInput("bot_runs")
