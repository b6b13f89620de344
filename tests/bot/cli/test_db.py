"""``db``: what it says, and what it leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Digestbot
from tests.postgres import Postgres

SOURCE = "sqlite:///data/digestbot.db"


def test_a_safety_copy_and_the_way_back(digestbot: Digestbot, installation: Path) -> None:
    said = digestbot("db", "backup", "copy.db")
    assert (said.code, said.err) == (0, "")
    assert "copy.db" in said.out
    assert digestbot("feeds", "remove", "1", "--yes").code == 0
    said = digestbot("db", "restore", "copy.db", "--yes")
    assert (said.code, said.err) == (0, "")
    assert ".before-" in said.out
    assert [feed["id"] for feed in digestbot("feeds", "list", "--json").json] == [1]


def test_without_a_yes_nothing_is_restored(
    digestbot: Digestbot, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digestbot("db", "backup", "copy.db")
    monkeypatch.setattr("typer.confirm", lambda _: False)
    before = (installation / "data" / "digestbot.db").read_bytes()
    assert digestbot("db", "restore", "copy.db").code == 0
    assert (installation / "data" / "digestbot.db").read_bytes() == before


def test_a_second_copy_to_the_same_file_is_refused(digestbot: Digestbot, installation: Path) -> None:
    assert digestbot("db", "backup", "copy.db").code == 0
    said = digestbot("--lang", "zh", "db", "backup", "copy.db")
    assert said.code == 1
    assert "已经存在" in said.err


def test_to_postgresql_and_again(
    digestbot: Digestbot, installation: Path, postgres_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres_server.database() as target:
        said = digestbot("db", "copy", SOURCE, target)
        assert (said.code, said.err) == (0, "")
        assert "search index" in said.out
        assert "; 0 of them" in digestbot("db", "copy", SOURCE, target).out
        monkeypatch.setenv("DATABASE_URL", target)
        assert [feed["id"] for feed in digestbot("feeds", "list", "--json").json] == [1]
        assert "pg_dump" in digestbot("db", "backup", "copy.db").err


def test_the_wrong_way_round_is_one_line_without_the_password(digestbot: Digestbot, empty: Path) -> None:
    said = digestbot("db", "copy", "postgresql://me:hunter2@127.0.0.1/x", SOURCE)
    assert said.code == 1
    assert "from SQLite to PostgreSQL" in said.err
    assert "hunter2" not in said.err
    assert len(said.err.splitlines()) == 1


def test_a_server_that_is_away_is_one_line_without_the_password(digestbot: Digestbot, empty: Path) -> None:
    said = digestbot("db", "copy", SOURCE, "postgresql://me:hunter2@127.0.0.1:1/x")
    assert said.code == 1
    assert "hunter2" not in said.err
