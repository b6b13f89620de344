"""URLs of databases: the driver that we use for each kind, and the form that PostgreSQL's library wants."""

from __future__ import annotations

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
    """Make the folder of an SQLite file."""
    if is_sqlite(url) and url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


def is_sqlite(url: URL) -> bool:
    """Whether this is the embedded database."""
    return url.get_backend_name() == "sqlite"


def libpq_url(database_url: str) -> str:
    """The URL in the form that PostgreSQL's own library understands, password included."""
    return driver_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
