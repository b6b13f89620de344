"""Flood waits in force: who was told to be silent until when, and how often somebody was not."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERYBODY = 0
"""The scope of a ban on all chats; any other scope is the id of the one chat that it holds for."""


class Bans:
    """Bans of one server; ``clock`` gives seconds. ``broken`` counts the calls that came within one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.broken = 0
        self._clock = clock
        self._until: dict[int, float] = {}

    def start(self, scope: int, seconds: float) -> None:
        """From now on, for so many seconds."""
        self._until[scope] = self._clock() + seconds

    def left(self, chat: int) -> float:
        """Seconds until a call to the chat would not come within a ban, 0 when that is now."""
        now = self._clock()
        return max(0.0, *(self._until.get(scope, now) - now for scope in (EVERYBODY, chat)))

    def meets(self, chat: int) -> float:
        """The same for a call that was made, which counts when it came within one."""
        left = self.left(chat)
        self.broken += left > 0
        return left

    def any(self) -> bool:
        """Whether one is in force."""
        return any(until > self._clock() for until in self._until.values())
