"""What comes next: when, and what it would hold by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from digests.decisions.quiet_hours import arrives
from digests.decisions.schedule import next_due
from digests.model import Digest, Status, Subscriber
from digests.steps.build.draft import draft
from digests.steps.build.pick import choice_of, profile_of
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.store.posts import posts
from digests.store.subscribers import subscribers


class Upcoming:
    """Looks ahead; nothing is stored, and nothing counts as had."""

    def __init__(self, store: Store, articles: FullPosts) -> None:
        self._store = store
        self._articles = articles

    async def preview(self, subscriber: Subscriber, now: datetime) -> Digest | None:
        """The next digest of a subscriber as it stands now; None when nothing new has come in.

        What comes in until then may change it. Who is paused has one all the same: what would come.
        """
        following = (await self._store.reading(lambda tx: subscribers.following(tx, [subscriber.id])))[
            subscriber.id
        ]
        upto = await self._store.reading(posts.newest_id)
        due = next(_from(subscriber, now))
        choice = choice_of(profile_of(subscriber, following, due), due)
        drafted = await draft(self._store, self._articles, choice, upto)
        return drafted.compose(0) if drafted.picks else None


def times(subscriber: Subscriber, now: datetime, count: int) -> list[datetime]:
    """The next ``count`` times at which digests come; none while they are paused.

    Those that wait for the same quiet hours to end come as several, at that moment.
    """
    if subscriber.status is not Status.ACTIVE or subscriber.next_due is None:
        return []
    zone = subscriber.schedule.zone
    return [arrives(subscriber.quiet, zone, at) for at in islice(_from(subscriber, now), count)]


def _from(subscriber: Subscriber, now: datetime) -> Iterator[datetime]:
    """What is due already comes by itself in a moment, and is no time to wait for."""
    at = subscriber.next_due
    if at is not None and at > now:
        yield at
    at = max(at or now, now)
    while True:
        at = next_due(subscriber.schedule, at)
        yield at
