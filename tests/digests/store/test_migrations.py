"""The migrations make exactly the schema that the tables describe."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from digests.store.migrate import MIGRATIONS, current, head, upgrade
from digests.store.tables import metadata
from digests.store.urls import driver_url


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


def test_logins_are_taken_out_of_addresses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = driver_url(url)
    command.upgrade(config, "0003")
    addresses = [
        "https://me:gehe%69m@a.example/rss",
        "https://b.example:8080/rss",
        "git+https://token@c.example/site.git#main:_posts",
        "https://you@b.example:8080/rss",
        "/srv/site",
    ]
    with sqlite3.connect(tmp_path / "old.db") as connection:
        for address in addresses:
            kind = "git" if address.startswith("git") else "folder" if address.startswith("/") else "web"
            row = (address, kind)
            connection.execute(
                "INSERT INTO feed (address, kind, state, created) VALUES (?, ?, 'active', 0)", row
            )
    upgrade(url)
    with sqlite3.connect(tmp_path / "old.db") as connection:
        feeds = connection.execute("SELECT address, host FROM feed ORDER BY id").fetchall()
        logins = connection.execute("SELECT * FROM feed_access ORDER BY feed_id").fetchall()
    assert feeds == [
        ("https://a.example/rss", "a.example"),
        ("https://b.example:8080/rss", "b.example"),
        ("git+https://c.example/site.git#main:_posts", "c.example"),
        ("https://you@b.example:8080/rss", "b.example"),  # else it would be the address of another feed
        ("/srv/site", ""),
    ]
    assert [row[:3] for row in logins] == [(1, "me", "geheim"), (3, "token", "")]
