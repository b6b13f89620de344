"""What tests of the bot begin with stands in the database as if all had been done that led there."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from bot.sandbox import Room, Sandbox
from digests.store import Store, tables
from tests.bot.begun import Begun
from tests.bot.conftest import Town, publish_all, running, settings_for

TIMED = {"milliseconds"}  # how long a fetch took


async def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    async with store.read() as tx:
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name not in TIMED}
                for row in await tx.execute(table.select())
            ]
            for table in tables.metadata.sorted_tables
        }


async def test_it_is_as_if_the_feeds_had_been_read(
    sandbox: Sandbox, store: Store, begun: Begun, migrated: Path, tmp_path: Path
) -> None:
    async def read(empty: Store) -> None:
        await publish_all(Town(sandbox, empty, settings_for(sandbox, admin_ids="42")))

    assert await begun.put_into(store, "first", read)
    copied = await everything(store)
    assert len(copied["post"]) == 15
    assert not await begun.put_into(store, "first", read), "somebody has used it"
    another = Store(f"sqlite:///{shutil.copy(migrated, tmp_path / 'another.db')}")
    await read(another)
    assert copied == await everything(another)
    await another.close()


async def through_start(_town: Town, room: Room, *categories: str) -> None:
    """What ``Town.ready`` stands for."""
    await room.ask("/start")
    for each in categories:
        await room.tap(each)
    await room.tap("Next")
    await room.wait_until(lambda: "08:00" in room.last.labels or None)
    await room.tap("08:00")
    await room.wait_reply()


async def left_by(arrive: Callable[..., Awaitable[None]], database: str) -> dict[str, list[dict[str, Any]]]:
    """What stands in the database once somebody has come there."""
    sandbox, store = Sandbox(), Store(database)
    await sandbox.start()
    async with running(Town(sandbox, store, settings_for(sandbox))) as town:
        await publish_all(town)
        await arrive(town, sandbox.private(), "World", "Technology")
        await town.settled()
        found = await everything(store)
    await store.close()
    await sandbox.stop()
    return found


async def test_who_is_ready_has_been_through_start(migrated: Path, tmp_path: Path) -> None:
    ready, been = [
        await left_by(arrive, f"sqlite:///{shutil.copy(migrated, tmp_path / f'{n}.db')}")
        for n, arrive in enumerate((Town.ready, through_start))
    ]
    assert [part.pop("message") for part in ready["delivery_part"] + been["delivery_part"]] == ["1", "3"]
    assert {name: len(ready[name]) for name in ("subscription", "digest", "delivery")} == {
        "subscription": 2,
        "digest": 1,
        "delivery": 1,
    }
    assert ready == been
