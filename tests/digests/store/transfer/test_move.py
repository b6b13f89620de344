"""Moving from SQLite to PostgreSQL: whole, again, after a kill, and while the bot goes on."""

from __future__ import annotations

import asyncio
import random
import sys

import pytest
from sqlalchemy import create_engine, insert, select, text

from digests.errors import BadInput, StoreError
from digests.model import CategoryName, FeedKind
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.posts import categories
from digests.store.tables import feed, lease, post, query, subscriber
from digests.store.transfer import rows as copied
from digests.store.transfer import to_postgresql as moving
from digests.store.transfer.to_postgresql import move
from digests.store.urls import driver_url
from tests.conftest import NOW
from tests.digests.steps.world import World, an_entry
from tests.digests.store.rows import a_post, a_subscriber
from tests.flow.process import ROOT

ODD = ["", "NUL \0 inside", "🎉 emoji ﷽", "עברית \u202e reversed", "'quoted\" \\ %s :name", "一二三" * 400]


def ignore(*_: object) -> None:
    """No progress is shown."""


@pytest.fixture
def target(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def world(store: Store) -> World:
    """A small installation that has lived: posts, copies, subscribers, digests, some of them sent."""
    made = World(store)
    one, other = await made.feed(), await made.feed("https://example.org/other", "sport")
    await made.comes_in(one, "https://example.org/rss", *[an_entry(n) for n in range(12)])
    await made.comes_in(other, "https://example.org/other", an_entry(3, uid="copy"), an_entry(20))
    await made.reader("news", "sport")
    await made.reader("sport", address="2")
    await made.a_day_later()
    async with store.write() as tx:
        for n, words in enumerate(ODD):
            await a_post(tx, one, f"odd {n}", tags=(f"标签 {n}",), title=words or "-", text=words)
    return made


def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        found = {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in copied.tables()
        }
    engine.dispose()
    return found


def without_nul(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: [tuple(v.replace("\0", "") if isinstance(v, str) else v for v in row) for row in rows]
        for name, rows in found.items()
    }


async def test_everything_arrives_as_it_was(world: World, database_url: str, target: str) -> None:
    done = await asyncio.to_thread(move, database_url, target, ignore)
    before = everything(database_url)
    assert everything(target) == without_nul(before)
    assert done.rows == done.written == sum(map(len, before.values()))
    assert {"feed", "post", "post_tag", "subscriber", "delivery", "digest_part", "summary"} <= {
        name for name, rows in before.items() if rows
    }


async def test_the_bot_goes_on_there(world: World, database_url: str, target: str) -> None:
    """New rows get new numbers, and the next digest has what came since, and nothing twice."""
    await asyncio.to_thread(move, database_url, target, ignore)
    there = World(moved := Store(target))
    there.now = world.now
    one = min(each.id for each in await there_feeds(moved))
    await there.comes_in(one, "https://example.org/rss", *[an_entry(n) for n in range(30, 33)])
    await there.a_day_later()
    await moved.close()
    told = {each for each in there.transport.payloads if each.startswith("Story")}
    assert told, "what came since"
    assert told <= {"Story 30", "Story 31", "Story 32"}, "and nothing twice"


async def there_feeds(store: Store) -> list[object]:
    async with store.read() as tx:
        return list(await tx.execute(select(feed.c.id)))


@pytest.mark.long
async def test_a_second_move_takes_only_what_has_changed(
    world: World, database_url: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copied, "STRETCH", 5)
    await asyncio.to_thread(move, database_url, target, ignore)
    again = await asyncio.to_thread(move, database_url, target, ignore)
    assert again.written == 0
    async with world.store.write() as tx:
        await tx.execute(text("UPDATE post SET title = 'corrected' WHERE id = 3"))
        await tx.execute(text("DELETE FROM post_tag WHERE post_id = (SELECT max(post_id) FROM post_tag)"))
        await a_subscriber(tx, "new")
    last = await asyncio.to_thread(move, database_url, target, ignore)
    assert last.written == 2
    assert everything(target) == without_nul(everything(database_url))


@pytest.mark.long
async def test_what_somebody_changed_in_the_target_is_mended(
    world: World, database_url: str, target: str
) -> None:
    await asyncio.to_thread(move, database_url, target, ignore)
    there = Store(target)
    async with there.write() as tx:
        await tx.execute(text("UPDATE subscriber SET title = 'not mine'"))
        await tx.execute(insert(query).values(id=77, text="left over", asked=NOW))
    await there.close()
    await asyncio.to_thread(move, database_url, target, ignore)
    assert everything(target) == without_nul(everything(database_url))


async def test_a_copy_is_of_one_moment(
    world: World, database_url: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot goes on: what it writes after the beginning is not there, and nothing is half there."""
    monkeypatch.setattr(copied, "STRETCH", 5)
    before = without_nul(everything(database_url))
    engine = create_engine(driver_url(database_url))
    written = random.Random(1)

    def meanwhile(*_: object) -> None:
        with engine.begin() as connection:
            connection.execute(text("UPDATE post SET title = :t"), {"t": str(written.random())})
            connection.execute(text("DELETE FROM delivery_part"))

    await asyncio.to_thread(move, database_url, target, meanwhile)
    assert everything(target) == before
    engine.dispose()


async def test_a_move_that_was_killed_goes_on(world: World, database_url: str, target: str) -> None:
    script = (
        "import os, sys\n"
        "from digests.store.transfer import rows\n"
        "rows.STRETCH = 3\n"
        "from digests.store.transfer.to_postgresql import move\n"
        "def die(table, here, of):\n"
        "    if table == 'post' and here > 8:\n"
        "        os.kill(os.getpid(), 9)\n"
        "move(sys.argv[1], sys.argv[2], die)\n"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, database_url, target, cwd=ROOT
    )
    assert await process.wait() == -9
    there = everything(target)
    assert there["feed"]
    assert 0 < len(there["post"]) < len(everything(database_url)["post"])
    assert there["summary"] == []
    done = await asyncio.to_thread(move, database_url, target, ignore)
    assert done.written < done.rows
    assert everything(target) == without_nul(everything(database_url))


async def test_another_installation_is_never_overwritten(
    world: World, database_url: str, target: str
) -> None:
    there = Store(target)
    async with there.write() as tx:
        ids = await categories.ensure(tx, [CategoryName("mine")])
        await feeds.add(
            tx,
            address="https://example.com/mine",
            kind=FeedKind.WEB,
            title="",
            category_id=ids["mine"],
            now=NOW,
            next_fetch=NOW,
        )
    await there.close()
    with pytest.raises(BadInput) as caught:
        await asyncio.to_thread(move, database_url, target, ignore)
    assert caught.value.code == "copy_not_empty"
    assert len(everything(target)["feed"]) == 1


async def test_the_wrong_way_round_is_refused(database_url: str, target: str) -> None:
    for source, to in ((target, database_url), (database_url, database_url), (target, target)):
        with pytest.raises(BadInput) as caught:
            await asyncio.to_thread(move, source, to, ignore)
        assert caught.value.code == "copy_direction"


async def test_a_source_of_before_is_named_with_what_to_do(database_url: str, target: str) -> None:
    engine = create_engine(driver_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    engine.dispose()
    with pytest.raises(BadInput) as caught:
        await asyncio.to_thread(move, database_url, target, ignore)
    assert (caught.value.code, caught.value.params["found"]) == ("copy_outdated", "0003")


async def test_a_target_that_differs_after_writing_is_not_called_moved(
    world: World, database_url: str, target: str
) -> None:
    there = Store(target)
    async with there.write() as tx:
        await tx.execute(
            text(
                "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN NEW.title := 'spoilt'; RETURN NEW; END $$"
            )
        )
        await tx.execute(
            text("CREATE TRIGGER spoil BEFORE INSERT ON post FOR EACH ROW EXECUTE FUNCTION spoil()")
        )
    await there.close()
    with pytest.raises(StoreError) as caught:
        await asyncio.to_thread(move, database_url, target, ignore)
    assert (caught.value.code, caught.value.params["table"]) == ("copy_differs", "post")


def test_nothing_is_left_out_but_what_is_made_anew() -> None:
    from digests.store.tables import metadata

    assert set(metadata.tables) - {table.name for table in copied.tables()} == copied.LEFT_OUT
    assert lease.name in copied.LEFT_OUT
    assert {post.name, feed.name, subscriber.name} <= {table.name for table in copied.tables()}
    assert moving.head()
