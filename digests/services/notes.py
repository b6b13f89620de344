"""Notes: what somebody is in the middle of. They outlive a process, and all processes of a bot see them."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.store import Store
from digests.store.subscribers import notes


class Notes:
    """Values by name, each for a while."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, name: str, value: str, now: datetime, keep: timedelta) -> None:
        """Keep a value in the place of what had its name."""
        await self._store.writing(lambda tx: notes.put(tx, name, value, now, now + keep))

    async def get(self, name: str, now: datetime) -> str | None:
        """A value, None when there is none any more."""
        return await self._store.reading(lambda tx: notes.get(tx, name, now))

    async def under(self, beginning: str, now: datetime) -> dict[str, str]:
        """The values whose names begin so, each by the rest of its name."""
        return await self._store.reading(lambda tx: notes.under(tx, beginning, now))

    async def take(self, name: str, now: datetime) -> str | None:
        """A value, which is thereby used up: of several who take it one has it."""
        if await self.get(name, now) is None:  # most ask in vain, and need not wait for those who write
            return None
        return await self._store.writing(lambda tx: notes.take(tx, name, now))
