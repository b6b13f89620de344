"""Databases with the feeds in them that a town begins with: read once a process, and copied for each test.

To read fifteen entries takes a tenth of a second of the processor, which is most of what a town costs.
"""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from digests.store import Store


class Begun:
    """``place`` is where they are kept."""

    def __init__(self, migrated: Path, place: Path) -> None:
        self._migrated = migrated
        self._place = place

    async def put_into(self, store: Store, name: str, read: Callable[[Store], Awaitable[None]]) -> bool:
        """Put there what ``read`` makes of an empty one, which is known by that name.

        False where it is no SQLite database as migrated.
        """
        path = Path(store.url.database or "")
        if store.url.get_backend_name() != "sqlite" or not self._as_migrated(path):
            return False
        template = self._place / f"{name}.db"
        if not template.exists():
            await self._make(template, read)
        shutil.copy(template, path)
        return True

    def _as_migrated(self, path: Path) -> bool:
        """Whether nobody has it open, nor has written into it."""
        return not Path(f"{path}-wal").exists() and filecmp.cmp(path, self._migrated, shallow=False)

    async def _make(self, template: Path, read: Callable[[Store], Awaitable[None]]) -> None:
        making = template.with_suffix(".new")
        shutil.copy(self._migrated, making)
        store = Store(f"sqlite:///{making}")
        await read(store)
        await store.close()
        making.rename(template)
