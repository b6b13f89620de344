"""The migrations make exactly the schema that the tables describe."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine

from digests.store.migrate import current, head, upgrade
from digests.store.tables import metadata


def _schema(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {name: " ".join((sql or "").split()) for name, sql in rows if name != "alembic_version"}


def test_migrations_equal_the_tables(migrated: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'direct.db'}")
    metadata.create_all(engine)
    engine.dispose()
    direct = _schema(tmp_path / "direct.db")
    assert _schema(migrated).keys() == direct.keys()
    for name, sql in _schema(migrated).items():
        assert sorted(sql.replace(",", " ").split()) == sorted(direct[name].replace(",", " ").split()), name


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    assert current(database_url) == head()
    assert upgrade(database_url) == (head(), head())


def test_a_new_database_begins_empty(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'new.db'}"
    assert upgrade(url) == ("", head())
