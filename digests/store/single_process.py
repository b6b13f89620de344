"""One bot a file: on SQLite a second one would fetch, build and send beside the first, unknown to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digests.errors import StoreError
from digests.store.urls import driver_url, is_sqlite, make_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(database_url: str) -> Iterator[None]:
    """Inside, no other process is ``alone`` with the same SQLite file. Raises ``StoreError``.

    A lock of the system on a file beside it, which ends with its process however that ends. Several processes
    may share a PostgreSQL, and a disk that takes no such file keeps no bot from running.
    """
    place = lock_file(database_url)
    held = _open(place) if place is not None and fcntl is not None else None
    if held is None:
        yield
        return
    try:
        _lock(held, database_url)
        yield
    finally:
        os.close(held)


def lock_file(database_url: str) -> Path | None:
    """Where the lock of an SQLite file stands; None where there is no file."""
    url = driver_url(database_url)
    if not is_sqlite(url) or not url.database or url.database == ":memory:":
        return None
    make_folder(url)
    return Path(f"{url.database}.lock").absolute()


def _open(place: Path) -> int | None:
    try:
        return os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


def _lock(held: int, database_url: str) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        by = os.pread(held, 20, 0).decode("ascii", "replace").strip()
        raise StoreError("already_runs", file=driver_url(database_url).database, process=by) from error
    except OSError:  # a file system without locks
        return
    try:
        os.ftruncate(held, 0)
        os.pwrite(held, f"{os.getpid()}\n".encode(), 0)
    except OSError:  # a full disk: then the other one cannot say who it is
        return
