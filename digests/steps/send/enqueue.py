"""Call: has the queue remember every chat for which something is due, whatever became of its jobs.

Deliveries bring their jobs along in the commit that makes them. This is for those whose next try has come,
whose worker died, or whose job somebody threw away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from digests.store import Store
from digests.store.delivery import claims
from digests.store.delivery.claims import Due

AT_ONCE = 1000
"""Deliveries of a transport that a round looks at: 36 seconds of sending to all chats together."""


class Enqueue:
    """The step that walks through what is due, a stretch each time, and begins anew at the end.

    ``silent`` tells of each transport how many seconds it is to say nothing. Each has a walk of its own, so
    that what waits for one stands in the way of no other.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], silent: Mapping[str, Callable[[], float]]
    ) -> None:
        self._store = store
        self._now = now
        self._silent = silent
        self._last: dict[str, Due | None] = {}

    async def due(self) -> int:
        """One stretch of each; always 0, for the next one has time."""
        for transport, silent in self._silent.items():
            if not silent():
                await self._stretch(transport)
        return 0

    async def _stretch(self, transport: str) -> None:
        last = self._last.get(transport)
        self._last[transport] = await self._store.writing(
            lambda tx: claims.announce(tx, transport, self._now(), last, AT_ONCE)
        )
