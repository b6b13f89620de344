"""Whether the database can be used: a circuit breaker, and the one who says so in the log.

With a full disk every write fails, and each of them would say so with a traceback; with a locked database
each would wait for the lock. So after one has failed the others fail at once, and now and then one tries.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from digests.errors import Unavailable
from digests.store.trouble import AWAY, LOCKED

log = logging.getLogger(__name__)

TRY_EVERY = 1.0  # seconds
SAY_EVERY = 60.0  # seconds
SETTLING = 3.0
"""Seconds after the trouble in which every process of a bot writes down what it has kept in its memory."""


class Availability:
    """Of one database, as one process sees it; ``now`` gives seconds of a clock that is never set.

    ``trouble`` names what is wrong (``digests/store/trouble.py``), "" when nothing is.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self.trouble = ""
        self._now = now
        self._began = self._next_try = self._ended = self._said = float("-inf")

    def check(self) -> None:
        """Raise ``Unavailable`` at once while there is trouble and nobody need try yet."""
        if self.trouble and self._now() < self._next_try:
            raise Unavailable(self.trouble)

    def failed(self, trouble: str, detail: str = "") -> None:
        """Somebody met trouble. Said at once, and again each minute while it lasts."""
        now = self._now()
        if not self.trouble:
            self._began = now
        self.trouble, self._next_try = trouble, now + TRY_EVERY
        if now - self._said >= SAY_EVERY:
            self._said = now
            log.error("the database cannot be used (%s): %s; what is known waits in memory", trouble, detail)

    def worked(self, *, changed: bool) -> None:
        """A transaction was committed; one that changed nothing says nothing about room on the disk."""
        if self.trouble and (changed or self.trouble in (AWAY, LOCKED)):
            self.trouble, self._ended = "", self._now()
            log.warning("the database can be used again, after %.0f s", self._ended - self._began)

    @property
    def lasts(self) -> float:
        """For how many seconds there has been trouble, 0 without."""
        return self._now() - self._began if self.trouble else 0.0

    @property
    def settled(self) -> bool:
        """Whether there is no trouble, nor was any a moment ago."""
        return not self.trouble and self._now() - self._ended >= SETTLING
