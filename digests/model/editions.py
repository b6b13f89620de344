"""Editions: the further digests of a chat, each with a name, times and things it follows of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from digests.model.subscribers import Layout, Schedule, Subscriber

FIRST = 0
"""The chat's first digest, which stands in the subscriber itself."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A further digest of a chat; its schedule has the zone of the chat. ``cursor`` is as a subscriber's."""

    id: int
    title: str
    schedule: Schedule
    size: int = 8
    points: int = 3
    layout: Layout = Layout.FOLDED
    cursor: int = 0
    next_due: datetime | None = None

    def of(self, subscriber: Subscriber) -> Subscriber:
        """The subscriber as this digest has it: what is asked and shown of one holds for the other."""
        return replace(
            subscriber,
            schedule=self.schedule,
            size=self.size,
            points=self.points,
            layout=self.layout,
            cursor=self.cursor,
            next_due=self.next_due,
            review="",
        )
