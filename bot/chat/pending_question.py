"""What a person was asked to type."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.services.notes import Notes

_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Awaited:
    """What is awaited (``times`` or ``zone``), the place of the screen that asked, and whom it was about.

    ``about`` is a subscriber, 0 for that of the chat; ``edition`` one of its digests, 0 for the first.
    """

    kind: str
    place: str
    about: int = 0
    edition: int = 0


class Pending:
    """One question a person and chat; whatever the person does next ends it."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def expect(self, chat: int, user: int, awaited: Awaited, now: datetime) -> None:
        """Remember a question for a quarter of an hour."""
        value = json.dumps([awaited.kind, awaited.place, awaited.about, awaited.edition])
        await self._notes.put(_name(chat, user), value, now, _FOR)

    async def take(self, chat: int, user: int, now: datetime) -> Awaited | None:
        """The question that is open, which is thereby closed."""
        value = await self._notes.take(_name(chat, user), now)
        return Awaited(*json.loads(value)) if value is not None else None


def _name(chat: int, user: int) -> str:
    return f"awaited:{chat}:{user}"
