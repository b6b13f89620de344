"""Call: has the queue remember every chat for which something is due, whatever became of its jobs.

Deliveries bring their jobs along in the commit that makes them. This is for those whose next try has come,
whose worker died, or whose job somebody threw away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from digests.store import Store
from digests.store.delivery import claims
from digests.store.delivery.claims import Due

AT_ONCE = 1000
"""Deliveries a round looks at: 36 seconds of sending to all chats together."""


class Enqueue:
    """The step that walks through what is due, a stretch each time, and begins anew at the end."""

    def __init__(self, store: Store, now: Callable[[], datetime], silent: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._silent = silent
        self._last: Due | None = None

    async def due(self) -> int:
        """One stretch; always 0, for the next one has time."""
        if not self._silent():
            self._last = await self._store.writing(
                lambda tx: claims.announce(tx, self._now(), self._last, AT_ONCE)
            )
        return 0
