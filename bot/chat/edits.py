"""Changes to messages that were sent: of several that wait for one message, only the newest is made.

People tap faster than a chat may be changed (one a second, in a group one in four). Each tap is answered at
once; the message catches up with the last of them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.telegram.screen import Screen

Key = tuple[int, int]


class Edits:
    """The screens that wait, by chat and message."""

    def __init__(self) -> None:
        self._waiting: dict[Key, Screen] = {}
        self._busy: set[Key] = set()

    def put(self, key: Key, screen: Screen) -> bool:
        """Let a message show a screen; True when nobody works on it yet and the caller is to run ``work``."""
        self._waiting[key] = screen
        idle = key not in self._busy
        self._busy.add(key)
        return idle

    def idle(self, key: Key) -> bool:
        """Whether nothing of a message is about to change."""
        return key not in self._busy

    async def work(self, key: Key, edit: Callable[[Screen], Awaitable[None]]) -> None:
        """Make the changes of one message until none waits."""
        try:
            while (screen := self._waiting.pop(key, None)) is not None:
                await edit(screen)
        finally:
            self._busy.discard(key)
            self._waiting.pop(key, None)
