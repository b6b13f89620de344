"""What a person was asked to type. In memory: after a restart the words are read as any others are."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

_MOST = 10_000
_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is awaited (``times`` or ``zone``), and the place of the screen that asked."""

    kind: str
    place: str
    since: datetime


class Pending:
    """One question a person and chat; whatever the person does next ends it."""

    def __init__(self) -> None:
        self._awaited: OrderedDict[tuple[int, int], Awaited] = OrderedDict()

    def expect(self, chat: int, user: int, awaited: Awaited) -> None:
        """Remember a question; the oldest ones are forgotten when there are too many."""
        self._awaited[chat, user] = awaited
        self._awaited.move_to_end((chat, user))
        while len(self._awaited) > _MOST:
            self._awaited.popitem(last=False)

    def take(self, chat: int, user: int, now: datetime) -> Awaited | None:
        """The question that is open, which is thereby closed."""
        awaited = self._awaited.pop((chat, user), None)
        return awaited if awaited and now - awaited.since < _FOR else None
