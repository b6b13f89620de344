"""A database of the version before: who was a subscriber stays one, with the choices that were made."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import create_engine, text

from bot.sandbox import Room, Sandbox
from digests.store import Store
from digests.store.columns import EPOCH
from digests.store.migrate import upgrade
from digests.store.urls import driver_url
from tests.bot.conftest import Town, an_entry, running, settings_for
from tests.conftest import NOW
from tests.digests.store.test_migrations import _upgrade_to, empty_url
from tests.flow.own.conftest import come

__all__ = ["empty_url"]

BEFORE = "0016"
CATEGORIES = "INSERT INTO category (id, slug, title) VALUES (1, 'tech', 'Technology'), (2, 'world', 'World')"
SUBSCRIBER = """
    INSERT INTO subscriber (id, transport, address, kind, title, language, zone, times, weekdays, size,
    points, status, cursor, next_due, created, told, review)
    VALUES ({n}, 'telegram', '{address}', '{kind}', '', '{lang}', 'Asia/Shanghai', '{times}', '{days}',
    {size}, {points}, '{status}', 0, {due}, :now, '', '{review}')
"""
FOLLOWS = """
    INSERT INTO subscription (subscriber_id, kind, target_id, position, fresh)
    VALUES (1, 'category', 2, 0, true), (1, 'category', 1, 1, true), (2, 'category', 1, 0, true)
"""
ONE = {"kind": "private", "lang": "en", "times": "07:15,19:00", "days": "12345", "size": 3, "points": 1}
TWO = {"kind": "group", "lang": "zh", "times": "08:00", "days": "1234567", "size": 8, "points": 3}


def old(url: str, reader: Room, group: Room) -> list[tuple[object, ...]]:
    """A database as the version before left it; what stands of its subscribers."""
    _upgrade_to(url, BEFORE)
    moment = (NOW - EPOCH) // timedelta(milliseconds=1)
    due = moment + 3 * 3_600_000  # 19:00 in Shanghai
    run(
        url,
        moment,
        CATEGORIES,
        SUBSCRIBER.format(n=1, address=reader.id, status="active", due=due, review="6 09:00", **ONE),
        SUBSCRIBER.format(n=2, address=group.id, status="paused", due="NULL", review="", **TWO),
        FOLLOWS,
    )
    return chosen(url)


def run(url: str, moment: int, *statements: str) -> None:
    engine = create_engine(driver_url(url))
    with engine.begin() as connection:
        for each in statements:
            connection.execute(text(each), {"now": moment} if ":now" in each else {})
    engine.dispose()


def chosen(url: str) -> list[tuple[object, ...]]:
    """What was chosen, by the columns of before."""
    columns = "id, address, kind, language, zone, times, weekdays, size, points, status, review, next_due"
    engine = create_engine(driver_url(url))
    with engine.connect() as connection:
        found = [
            tuple(row)
            for asked in (
                f"SELECT {columns} FROM subscriber ORDER BY id",
                "SELECT subscriber_id, kind, target_id, position FROM subscription ORDER BY 1, 4",
            )
            for row in connection.execute(text(asked))
        ]
    engine.dispose()
    return found


async def test_nobodys_choices_change(sandbox: Sandbox, empty_url: str) -> None:
    reader = sandbox.private("Ann", language="en", started=True)
    group = sandbox.group("News")
    before = old(empty_url, reader, group)
    upgrade(empty_url)
    assert chosen(empty_url) == before
    store = Store(empty_url)
    async with running(Town(sandbox, store, settings_for(sandbox))) as town:
        await town.publish("tech", [an_entry(n) for n in range(1, 6)])
        await town.publish("world", [an_entry(n) for n in range(6, 9)])
        screen = await reader.ask("/settings")
        labels = ["Content: World, Technology", "Times: 07:15, 19:00", "Look: 3 stories, 1 point"]
        assert [*screen.labels[:3], "⏸ Pause" in screen.labels] == [*labels, True]
        assert "None is set" in (await reader.ask("/filter")).text
        assert (await reader.ask("/digests")).labels[0] == "+ Another digest", "there is the first one alone"
        assert "0 of 2" in (await reader.ask("/alerts")).text
        assert "▶ 恢复" in str((await group.ask("/settings")).labels)
        town.now += timedelta(hours=3)
        [digest] = await come(town, reader)
        assert digest.count("•") == 3, "three stories with a point each"
        assert reader.last.rich is None
    await store.close()
