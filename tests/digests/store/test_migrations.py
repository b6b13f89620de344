"""The migrations make exactly the schema that the tables describe."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from digests.decisions.rates.rates import OVERALL
from digests.errors import StoreError
from digests.model import Destination, Pause
from digests.store import Store
from digests.store.columns import EPOCH
from digests.store.delivery import claims, pauses
from digests.store.migrate import MIGRATIONS, current, head, upgrade
from digests.store.posts import full_posts
from digests.store.stories import marks, membership
from digests.store.subscribers import subscribers
from digests.store.tables import metadata
from digests.store.urls import driver_url
from tests.conftest import NOW


def _schema(path: Path) -> dict[str, str]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {name: " ".join((sql or "").split()) for name, sql in rows if name != "alembic_version"}


def _upgrade_to(url: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = driver_url(url)
    command.upgrade(config, revision)


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


def test_a_new_database_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    place = tmp_path / "data" / "new.db"
    upgrade(f"sqlite:///{place}")
    assert place.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("place", ["/proc/nowhere/new.db", "/dev/null/new.db", "/"])
def test_a_file_that_cannot_be_made_is_named(place: str) -> None:
    with pytest.raises(StoreError) as caught:
        upgrade(f"sqlite:///{place}")
    assert caught.value.code == "database"


def test_a_database_of_a_newer_version_is_refused(database_url: str) -> None:
    _run(database_url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        upgrade(database_url)
    assert (caught.value.code, caught.value.params["found"]) == ("database_newer", "9999")
    assert current(database_url) == "9999"


def test_a_new_database_begins_empty(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'new.db'}"
    assert upgrade(url) == ("", head())


def test_logins_are_taken_out_of_addresses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    _upgrade_to(url, "0003")
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


@pytest.fixture
def empty_url(database_url: str, tmp_path: Path) -> Iterator[str]:
    """A database of each kind in which nothing is."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    _run(database_url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    yield database_url


def _run(url: str, *statements: str, **values: int) -> None:
    engine = create_engine(driver_url(url))
    with engine.begin() as connection:
        for each in statements:
            connection.execute(text(each), {"now": (NOW - EPOCH) // timedelta(milliseconds=1)} | values)
    engine.dispose()


SUBSCRIBER = """
    INSERT INTO subscriber (id, transport, address, kind, language, zone, times, weekdays, size, points,
    status, created) VALUES (1, 'telegram', '-1001', 'group', 'zh', 'UTC', '08:00', '1', 8, 3, 'active', :now)
"""
DIGEST = """
    INSERT INTO digest (id, due, created, language, zone, size, points, first, since, upto)
    VALUES (1, :now, :now, 'zh', 'UTC', 8, 3, false, 0, 9)
"""
PART = "INSERT INTO digest_part (digest_id, number, payload) VALUES (1, 1, 'part')"
DELIVERY = """
    INSERT INTO delivery (subscriber_id, digest_id, slot, state, rank, next_try, created)
    VALUES (1, 1, '{}', 'pending', 1, :now, :now)
"""
PAUSES = """
    INSERT INTO pause (scope, until, begun)
    VALUES ('overall', :now + 60000, :now), ('-1001', :now + 30000, :now)
"""


async def test_what_waited_before_transports_were_named_goes_on(empty_url: str) -> None:
    """Also what a process of the version before still writes: it knows nothing of the new columns."""
    _upgrade_to(empty_url, "0010")
    _run(empty_url, SUBSCRIBER, DIGEST, PART, DELIVERY.format("before"), PAUSES)
    assert upgrade(empty_url) == ("0010", head())
    _run(empty_url, DELIVERY.format("meanwhile"))
    store, lease = Store(empty_url), timedelta(seconds=60)
    async with store.write() as tx:
        [first] = await claims.claim(tx, "a", "telegram", NOW, lease, 9)
        assert first.destination == Destination("telegram", "-1001", kind=first.destination.kind)
        assert (first.slot, [part.payload for part in first.parts]) == ("before", ["part"])
        minute, half = NOW + timedelta(minutes=1), NOW + timedelta(seconds=30)
        found = await pauses.current(tx, NOW, "telegram")
        assert found == (Pause(OVERALL, minute, NOW, "telegram"), Pause("-1001", half, NOW, "telegram"))
        await tx.execute(text("UPDATE delivery SET next_try = NULL WHERE slot = 'before'"))
        [second] = await claims.claim(tx, "a", "telegram", NOW, lease, 9)
        assert second.slot == "meanwhile"
    await store.close()


async def test_what_was_given_lately_was_told_when_this_is_written_down(empty_url: str) -> None:
    """An upgrade tells nobody anything twice: also not what stood behind the button."""
    _upgrade_to(empty_url, "0013")
    now = datetime.now(UTC)
    days_ago = {1: 20, 2: 9, 3: 8, 4: 7, 5: 6, 6: 5}
    for n, days in days_ago.items():
        values = {"now": (now - timedelta(days=days) - EPOCH) // timedelta(milliseconds=1), "n": n}
        _run(empty_url, DIGEST.replace("(1, ", "(:n, ", 1), **values)
    _run(empty_url, SUBSCRIBER)
    given = "INSERT INTO delivery (subscriber_id, digest_id, slot, state, rank, created) "
    given += "VALUES (1, {}, '{}', '{}', 1, :now)"
    _run(empty_url, *[given.format(n, f"slot {n}", "sent") for n in (1, 2, 3)])
    _run(empty_url, given.format(2, "repeat:7", "sent"), given.format(4, "slot 4", "suspended"))
    _run(empty_url, "UPDATE digest SET kind = 'notice' WHERE id = 5", given.format(5, "notice", "sent"))
    upgrade(empty_url)
    store = Store(empty_url)
    async with store.read() as tx:
        one = await subscribers.get(tx, 1)
    await store.close()
    assert one is not None
    assert one.told == "3:999 2:999 "


async def test_limits_that_processes_share_outlive_the_naming_of_transports(
    empty_url: str,
) -> None:
    if empty_url.startswith("sqlite"):
        pytest.skip("SQLite has none")
    _upgrade_to(empty_url, "0010")
    _run(empty_url, "INSERT INTO rate (scope, tat, silent) VALUES ('overall', 1, 2)")
    upgrade(empty_url)
    _run(empty_url, "INSERT INTO rate (scope) VALUES ('" + 540 * "x" + "')")
    engine = create_engine(driver_url(empty_url))
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT scope, silent FROM rate WHERE silent > 0")).all()
    engine.dispose()
    assert [tuple(row) for row in rows] == [("telegram:overall", 2)]


FEED = """
    INSERT INTO feed (id, address, kind, state, created)
    VALUES (1, 'https://a.example/rss', 'web', 'active', :now)
"""
POST = """
    INSERT INTO post (id, feed_id, uid, story_id, published, stored, fresh, gone, length, content_key,
    simhash, version, lang, title, link, source, digest, text)
    VALUES ({id}, 1, 'uid-{id}', {story}, :now, :now, {true}, {gone}, 10, {id},
    0, '1', 'en', 'Title {id}', '', '', '', 'Text.')
"""


async def test_copies_of_before_are_articles_without_a_row_written_anew(empty_url: str) -> None:
    """A story of before was an article; the posts of the last days are judged in the background."""
    _upgrade_to(empty_url, "0012")
    known = {"true": "true", "false": "false"} if "postgres" in empty_url else {"true": "1", "false": "0"}
    posts = [(1, "1", "false"), (2, "1", "false"), (3, "3", "false"), (4, "NULL", "false"), (5, "5", "true")]
    rows = [POST.format(id=n, story=story, gone=known[gone], true=known["true"]) for n, story, gone in posts]
    _run(empty_url, FEED, *rows)
    assert upgrade(empty_url) == ("0012", head())
    store = Store(empty_url)
    async with store.write() as tx:
        found = await full_posts.read(tx, range(1, 6))
        assert {n: (each.article, each.story) for n, each in found.items()} == {
            1: (1, 1),
            2: (1, 1),
            3: (3, 3),
            4: (0, 0),
            5: (5, 5),
        }
        assert await marks.waiting(tx) == (0, None)
        assert await marks.begin(tx, NOW, NOW)
        assert not await marks.begin(tx, NOW, NOW)
        assert set(await marks.marked(tx, 9)) == {1, 2, 3}
        assert await marks.judged_upto(tx, 5, NOW, timedelta(minutes=2)) == 5
        made = await membership.regroup(tx, [1, 3], {3: 1})
        assert (made.stories, made.moved) == ({1: 1, 3: 1}, (3,))
        assert (await tx.execute(text("SELECT article_id FROM post ORDER BY id"))).scalars().all() == [
            None,
            None,
            3,
            None,
            None,
        ]
    await store.close()
