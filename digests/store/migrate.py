"""Brings the database to the schema that this version of the code expects."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from digests.errors import StoreError
from digests.store.urls import driver_url, make_file

MIGRATIONS = Path(__file__).parent / "migrations"


def head() -> str:
    """The newest revision: the number in front of the last file in ``migrations/versions``."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def current(database_url: str) -> str:
    """The revision that the database is at, or an empty string for a new one."""
    engine = create_engine(driver_url(database_url))
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
    finally:
        engine.dispose()


def upgrade(database_url: str) -> tuple[str, str]:
    """Apply the missing migrations; return the revisions before and after.

    Raises ``StoreError`` for a database that cannot be opened, and for one of a newer version.
    """
    try:
        url = driver_url(database_url)
        make_file(url)
        before = current(database_url)
        if before > head():  # an update that was taken back: the tables may have what this version destroys
            raise StoreError("database_newer", found=before, head=head())
        if before != head():
            _run(url)
    except OSError as error:
        raise StoreError("database", reason=f"{error.filename}: {error.strerror}") from error
    except (DBAPIError, ArgumentError) as error:
        said = str(getattr(error, "orig", None) or error).strip()
        raise StoreError("database", reason=said.partition("\n")[0]) from error
    return before, head()


def _run(url: URL) -> None:
    # Imported here: a start on an up-to-date database should not pay for it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    command.upgrade(config, "head")


async def migrate(database_url: str) -> tuple[str, str]:
    """``upgrade`` without blocking the event loop."""
    return await asyncio.to_thread(upgrade, database_url)
