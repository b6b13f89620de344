"""URLs of databases: the driver that we use for each kind, and the form that PostgreSQL's library wants."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.engine import URL

DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def driver_url(database_url: str) -> URL:
    """The URL with the driver that we use, whatever driver or none was named."""
    url = make_url(database_url)
    name = url.drivername.partition("+")[0]
    return url.set(drivername=DRIVERS.get(name, url.drivername))


def make_folder(url: URL) -> None:
    """Make the folder of an SQLite file; raises ``OSError``."""
    if place := sqlite_place(url):
        place.parent.mkdir(parents=True, exist_ok=True)


def make_file(url: URL) -> None:
    """Make an SQLite file and its folder where they are missing; raises ``OSError``."""
    make_folder(url)
    if place := sqlite_place(url):
        make_private(place)


def make_private(place: Path) -> None:
    """Make an empty file that only its owner may read, since logins of feeds stand in it; raises ``OSError``.

    One that is there keeps its rights, and is not even opened: closing it would end SQLite's locks on it in
    this process. SQLite gives the files beside it (``-wal``, ``-shm``) the same rights.
    """
    with suppress(FileExistsError):
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def sqlite_place(url: URL) -> Path | None:
    """The file of an SQLite database, None for any other."""
    named = is_sqlite(url) and url.database and url.database != ":memory:"
    return Path(str(url.database)) if named else None


def is_sqlite(url: URL) -> bool:
    """Whether this is the embedded database."""
    return url.get_backend_name() == "sqlite"


def libpq_url(database_url: str) -> str:
    """The URL in the form that PostgreSQL's own library understands, password included."""
    return driver_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
