"""Retell: make the points of stories that reports have joined, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from digests.steps.tellings import Tellings
from digests.store import Store
from digests.store.stories import story_points

BATCH = 32
_SINCE = timedelta(days=3)  # before a start: older stories are told when somebody opens them
_LATE = timedelta(minutes=1)  # a joining may be committed that long after the time that it names
_MOST = 5_000


class Retell:
    """The step that brings the points of stories to their present reports, before anybody asks for them."""

    def __init__(self, store: Store, tellings: Tellings, now: Callable[[], datetime]) -> None:
        self._store = store
        self._tellings = tellings
        self._now = now
        self._since: datetime | None = None
        self._seen: frozenset[story_points.Joining] = frozenset()
        self._waiting: dict[int, None] = {}  # stories, the newest joined first

    async def due(self) -> int:
        """Tell one batch; how many stories it held, 0 when nothing has joined any."""
        await self._look()
        batch = list(self._waiting)[:BATCH]
        if batch:
            await self._tellings.read(batch)
            for story in batch:
                del self._waiting[story]
        return len(batch)

    async def _look(self) -> None:
        """Take in what has joined stories since the last look."""
        since = self._since or self._now() - _SINCE
        found = await self._store.reading(lambda tx: story_points.joined(tx, since, _MOST))
        fresh = [each.story for each in found if each not in self._seen]
        self._waiting = dict.fromkeys(fresh) | self._waiting
        if found:
            self._since = max(since, found[0].decided - _LATE)
            self._seen = frozenset(found)
