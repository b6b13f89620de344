"""What the bot did, as the server accepted or refused it, in order."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.state import Message

KEPT_REFUSALS = 1000


@dataclass(slots=True, frozen=True)
class Accepted:
    """One accepted change of a chat, as it was at that moment; ``time`` is seconds since 1970.

    It stands here whether or not the bot ever got the answer.
    """

    number: int
    time: float
    method: str
    chat: int
    thread: int
    message: int
    text: str
    entities: list[dict[str, Any]]
    markup: dict[str, Any] | None
    silent: bool = False
    file: str = ""

    def to_json(self) -> dict[str, Any]:
        """For a reader in another process."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(slots=True, frozen=True)
class Refused:
    """One refused call."""

    time: float
    method: str
    chat: str
    code: int
    description: str


@dataclass(slots=True)
class Record:
    """Everything accepted, the newest refusals, and counts of both by method and status."""

    accepted: list[Accepted] = field(default_factory=list)
    refused: deque[Refused] = field(default_factory=lambda: deque(maxlen=KEPT_REFUSALS))
    calls: Counter[tuple[str, int]] = field(default_factory=Counter)

    def accept(self, method: str, message: Message) -> None:
        """A message was sent, edited or deleted."""
        entry = Accepted(
            len(self.accepted) + 1,
            time.time(),
            method,
            message.chat.id,
            message.thread,
            message.id,
            message.text,
            message.entities,
            message.markup,
            message.silent,
            message.file.name if message.file else "",
        )
        self.accepted.append(entry)

    def refuse(self, method: str, chat: str, code: int, description: str) -> None:
        """A call was refused."""
        self.refused.append(Refused(time.time(), method, chat, code, description))

    def sent(self, chat: int | None = None) -> Iterator[Accepted]:
        """The new messages among the accepted, of one chat or of all."""
        for entry in self.accepted:
            if entry.method.startswith("send") and chat in (None, entry.chat):
                yield entry

    def clear(self) -> None:
        """Start anew."""
        self.accepted.clear()
        self.refused.clear()
        self.calls.clear()
