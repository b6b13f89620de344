"""A database with the town's first feeds in it: read once a process, and copied for each of its tests.

To read fifteen entries takes a tenth of a second of the processor, which is most of what a town costs.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from digests.store import Store


class Begun:
    """``place`` is where it is kept."""

    def __init__(self, migrated: Path, place: Path) -> None:
        self._migrated = migrated
        self._template = place / "begun.db"

    async def put_into(self, store: Store, read: Callable[[Store], Awaitable[None]]) -> bool:
        """Put there what ``read`` makes of an empty one; False where it is no SQLite database as migrated."""
        path = Path(store.url.database or "")
        if store.url.get_backend_name() != "sqlite" or not self._as_migrated(path):
            return False
        if not self._template.exists():
            await self._make(read)
        shutil.copy(self._template, path)
        return True

    def _as_migrated(self, path: Path) -> bool:
        """Whether nobody has it open, nor has written into it."""
        return not Path(f"{path}-wal").exists() and filecmp.cmp(path, self._migrated, shallow=False)

    async def _make(self, read: Callable[[Store], Awaitable[None]]) -> None:
        making = self._template.with_suffix(".new")
        shutil.copy(self._migrated, making)
        store = Store(f"sqlite:///{making}")
        await read(store)
        await store.close()
        making.rename(self._template)
