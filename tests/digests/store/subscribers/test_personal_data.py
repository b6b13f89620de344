"""What belongs to a subscriber is found wherever it stands, and goes with it."""

from __future__ import annotations

from datetime import timedelta

from digests.model import Destination, Rank
from digests.store import Store, tables
from digests.store.subscribers import notes, personal_data, subscribers
from digests.store.tables import metadata
from tests.conftest import NOW
from tests.digests.store.rows import a_subscriber

HERE = Destination("telegram", "1")


def test_whatever_names_a_subscriber_goes_with_it() -> None:
    left = [
        key.parent.table.name
        for table in metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table is tables.subscriber and key.ondelete != "CASCADE"
    ]
    assert left == []
    assert {"subscription", "delivery", "delivery_part"} <= set(personal_data.tables())


async def test_everything_is_read_and_goes(store: Store) -> None:
    async with store.write() as tx:
        mine, other = await a_subscriber(tx), await a_subscriber(tx, "11")
        await notes.put(tx, "awaited:1:5", "[]", NOW, NOW + timedelta(days=1))
        await notes.put(tx, "awaited:11:5", "[]", NOW, NOW + timedelta(days=1))
        for n, who in enumerate((mine, other), 1):
            digest = {"due": NOW, "created": NOW, "language": "en", "zone": "UTC", "size": 1, "points": 1}
            await tx.execute(tables.digest.insert().values(id=n, first=False, since=0, upto=0, **digest))
            row = {
                "id": n,
                "subscriber_id": who,
                "digest_id": n,
                "slot": "a",
                "state": "sent",
                "rank": Rank.CLOCK,
            }
            await tx.execute(tables.delivery.insert().values(created=NOW, **row))
            await tx.execute(
                tables.delivery_part.insert().values(delivery_id=n, number=1, tries=1, message="7")
            )
    async with store.read() as tx:
        assert await personal_data.ids_at(tx, HERE) == [mine]
        found = await personal_data.read(tx, mine)
        assert {name: len(rows) for name, rows in found.items()} == {
            "subscriber": 1, "delivery": 1, "delivery_part": 1,
        }  # fmt: skip
        assert found["delivery"][0]["created"] == NOW.isoformat()
        assert [note["name"] for note in await personal_data.notes_of(tx, HERE)] == ["awaited:1:5"]
    async with store.write() as tx:
        await personal_data.mark(tx, [mine], NOW)
        assert await personal_data.due(tx, NOW - timedelta(seconds=1), 9) == []
        assert await personal_data.due(tx, NOW, 9) == [(mine, HERE)]
        await personal_data.forget(tx, mine, HERE)
        assert await subscribers.get(tx, mine) is None
        assert await subscribers.get(tx, other) is not None
        for table in (tables.delivery, tables.delivery_part, tables.note):
            assert len((await tx.execute(table.select())).all()) == 1, table.name
