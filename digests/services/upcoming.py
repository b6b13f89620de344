"""What comes next: when, and what it would hold by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from digests.decisions.quiet_hours import arrives
from digests.decisions.review import next_review
from digests.decisions.schedule import next_due
from digests.model import FIRST, Digest, Status, Subscriber
from digests.steps import Build


class Upcoming:
    """Looks ahead; nothing is stored, and nothing counts as had."""

    def __init__(self, build: Build) -> None:
        self._build = build

    async def preview(self, subscriber: Subscriber, now: datetime, edition: int = FIRST) -> Digest | None:
        """The next digest of a subscriber as it stands now; None when nothing new has come in.

        What comes in until then may change it. Who is paused has one all the same: what would come. Of an
        ``edition`` the subscriber has the times.
        """
        drafted = await self._build.ahead(subscriber.id, now, next(_from(subscriber, now)), edition)
        return None if drafted is None or drafted.is_empty else drafted.compose(0)


def times(subscriber: Subscriber, now: datetime, count: int) -> list[datetime]:
    """The next ``count`` times at which digests come; none while they are paused.

    Those that wait for the same quiet hours to end come as several, at that moment.
    """
    if subscriber.status is not Status.ACTIVE or subscriber.next_due is None:
        return []
    zone = subscriber.schedule.zone
    return [arrives(subscriber.quiet, zone, at) for at in islice(_from(subscriber, now), count)]


def put_off(subscriber: Subscriber, now: datetime, count: int) -> list[tuple[datetime, datetime]]:
    """Which of these times quiet hours move, each with when it comes instead."""
    if subscriber.status is not Status.ACTIVE or subscriber.next_due is None:
        return []
    zone = subscriber.schedule.zone
    moved = ((at, arrives(subscriber.quiet, zone, at)) for at in islice(_from(subscriber, now), count))
    return [(due, at) for due, at in moved if due != at]


def review(subscriber: Subscriber, now: datetime) -> datetime | None:
    """When the next weekly review comes; None while there is none, or digests are paused."""
    zone = subscriber.schedule.zone
    if subscriber.status is not Status.ACTIVE:
        return None
    due = next_review(subscriber.review, zone, now)
    return arrives(subscriber.quiet, zone, due) if due else None


def _from(subscriber: Subscriber, now: datetime) -> Iterator[datetime]:
    """What is due already comes by itself in a moment, and is no time to wait for."""
    at = subscriber.next_due
    if at is not None and at > now:
        yield at
    at = max(at or now, now)
    while True:
        at = next_due(subscriber.schedule, at)
        yield at
