"""A town that begins with a copied database stands where one does that reads its feeds."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from bot.sandbox import Sandbox
from digests.store import Store, tables
from tests.bot.begun import Begun
from tests.bot.conftest import Town, publish_first, settings_for

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
        await publish_first(Town(sandbox, empty, settings_for(sandbox, admin_ids="42")))

    assert await begun.put_into(store, read)
    copied = await everything(store)
    assert len(copied["post"]) == 15
    assert not await begun.put_into(store, read), "somebody has used it"
    another = Store(f"sqlite:///{shutil.copy(migrated, tmp_path / 'another.db')}")
    await read(another)
    assert copied == await everything(another)
    await another.close()
