"""Subscribers who are due, as building sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.model.own import PLAIN, USUAL, Look, Own
from digests.model.subscribers import Follow, Schedule


@dataclass(frozen=True, slots=True)
class Profile:
    """All of a due subscriber that decides its digest: who agrees in it is built for together.

    ``follows`` is in the subscriber's order; a digest has the form of one ``transport``. ``told`` are the
    digests that it was given lately, as the subscriber has them; ``followed`` are the stories it follows.
    ``edition`` is the one that is due, 0 for the first: cursor, times, size and look are those of it.
    """

    follows: tuple[Follow, ...]
    cursor: int
    language: str
    schedule: Schedule
    size: int
    points: int
    next_due: datetime
    transport: str
    told: str = ""
    followed: tuple[int, ...] = ()
    own: Own = PLAIN
    look: Look = USUAL
    edition: int = 0
