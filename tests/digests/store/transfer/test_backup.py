"""Safety copies: of one moment, checked, and put back with the one before kept."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from digests.errors import BadInput, StoreError
from digests.store import Store
from digests.store.posts import posts
from digests.store.transfer.backup import backup, place_of, restore
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post


def ignore(*_: object) -> None:
    """No progress is shown."""


async def with_posts(store: Store, count: int) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        for n in range(count):
            await a_post(tx, feed, f"post {n}")


def rights(file: Path) -> int:
    return file.stat().st_mode & 0o777


def titles(file: Path) -> set[str]:
    with sqlite3.connect(file) as connection:
        return {row[0] for row in connection.execute("SELECT title FROM post")}


async def test_a_copy_made_while_the_bot_writes_is_whole(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    await with_posts(store, 3)
    shown: list[tuple[int, int]] = []
    size = backup(database_url, tmp_path / "copy.db", lambda *at: shown.append(at))
    assert titles(tmp_path / "copy.db") == {"Title post 0", "Title post 1", "Title post 2"}
    assert size == (tmp_path / "copy.db").stat().st_size
    assert shown[-1][0] == shown[-1][1] > 0
    assert [name for name in os.listdir(tmp_path) if name.startswith("copy")] == ["copy.db"], (
        "nothing lies beside it"
    )


async def test_a_copy_is_read_by_its_owner_alone_and_one_put_back_keeps_its_rights(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    copy, place = tmp_path / "copy.db", place_of(database_url)
    backup(database_url, copy, ignore)
    assert rights(copy) == 0o600
    await store.close()
    place.chmod(0o640)
    aside = restore(database_url, copy, NOW, ignore)
    assert aside is not None
    assert (rights(place), rights(aside)) == (0o640, 0o600)


async def test_it_comes_back_and_what_was_there_is_kept(
    store: Store, database_url: str, tmp_path: Path
) -> None:
    await with_posts(store, 1)
    backup(database_url, tmp_path / "copy.db", ignore)
    async with store.write() as tx:
        await a_post(tx, 1, "later")
    await store.close()
    aside = restore(database_url, tmp_path / "copy.db", NOW, ignore)
    place = Path(database_url.removeprefix("sqlite:///"))
    assert titles(place) == {"Title post 0"}
    assert aside is not None
    assert titles(aside) == {"Title post 0", "Title later"}
    again = Store(database_url)
    async with again.write() as tx:
        await a_post(tx, 1, "goes on")
    await again.close()


async def test_to_a_place_where_nothing_is(database_url: str, tmp_path: Path) -> None:
    backup(database_url, tmp_path / "copy.db", ignore)
    fresh = tmp_path / "new" / "place" / "bot.db"
    assert restore(f"sqlite:///{fresh}", tmp_path / "copy.db", NOW, ignore) is None
    assert titles(fresh) == set()


async def test_not_while_a_bot_runs(store: Store, database_url: str, tmp_path: Path) -> None:
    """However it receives its updates, and also one that only has the database open."""
    backup(database_url, tmp_path / "copy.db", ignore)
    await with_posts(store, 1)
    with pytest.raises(BadInput) as caught:
        restore(database_url, tmp_path / "copy.db", NOW, ignore)
    assert caught.value.code == "bot_runs"
    assert await store.reading(posts.newest_id) == 1, "and it goes on"
    await store.close()
    restore(database_url, tmp_path / "copy.db", NOW, ignore)


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\0" * 4000])
async def test_what_is_no_database_of_ours_is_refused(
    content: bytes, database_url: str, tmp_path: Path
) -> None:
    (tmp_path / "wrong.db").write_bytes(content)
    with pytest.raises(BadInput) as caught:
        restore(database_url, tmp_path / "wrong.db", NOW, ignore)
    assert caught.value.code == "no_database"
    with pytest.raises(BadInput):
        restore(database_url, tmp_path / "missing.db", NOW, ignore)


async def test_a_folder_that_is_not_there_is_named(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        backup(database_url, tmp_path / "nowhere" / "copy.db", ignore)
    assert (caught.value.code, caught.value.params["folder"]) == ("no_folder", str(tmp_path / "nowhere"))


async def test_one_of_a_newer_version_is_refused(database_url: str, tmp_path: Path) -> None:
    backup(database_url, tmp_path / "copy.db", ignore)
    with sqlite3.connect(tmp_path / "copy.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BadInput) as caught:
        restore(database_url, tmp_path / "copy.db", NOW, ignore)
    assert caught.value.code == "backup_newer"


async def test_a_damaged_one_is_refused(store: Store, database_url: str, tmp_path: Path) -> None:
    await with_posts(store, 50)
    backup(database_url, tmp_path / "copy.db", ignore)
    content = bytearray((tmp_path / "copy.db").read_bytes())
    for n in range(4096 * 4, len(content), 4096):
        content[n : n + 64] = b"\xff" * 64
    (tmp_path / "copy.db").write_bytes(content)
    with pytest.raises((BadInput, StoreError)):
        restore(database_url, tmp_path / "copy.db", NOW, ignore)


async def test_no_file_is_overwritten(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(BadInput) as caught:
        backup(database_url, tmp_path / "copy.db", ignore)
    assert caught.value.code == "file_exists"
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_for_postgresql_there_is_pg_dump(tmp_path: Path) -> None:
    for url in ("postgresql://me@host/name", "sqlite://"):
        with pytest.raises(BadInput) as caught:
            backup(url, tmp_path / "copy.db", ignore)
        assert caught.value.code == "use_pg_dump"
