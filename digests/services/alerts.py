"""Alerts: of which of what is followed one is told at once, and how often in an hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.alerts.pacing import CHOICES, HOUR
from digests.decisions.alerts.telling import NOWHERE
from digests.errors import BadInput
from digests.model import FollowedStory, FollowKind, Subscriber, Subscription
from digests.services.activation import get
from digests.store import Store, Tx
from digests.store.alerts import readers, switches
from digests.store.delivery import digests as digest_rows
from digests.store.posts import posts
from digests.store.stories import reports
from digests.store.subscribers import story_follows, subscribers, subscriptions

MOST_STORIES = 40


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be told at once; each says itself whether it is. ``sent``: alerts of the last hour."""

    subscriptions: tuple[Subscription, ...]
    stories: tuple[FollowedStory, ...]
    sent: int = 0

    @property
    def on(self) -> int:
        """How many of them are."""
        return sum(one.alert for one in self.subscriptions) + sum(one.alert for one in self.stories)


class Alerts:
    """What can be done about alerts."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def rules(self, subscriber_id: int) -> Rules:
        """All that a subscriber follows."""

        async def read(tx: Tx) -> Rules:
            following = await subscriptions.of(tx, subscriber_id)
            stories = await story_follows.listed(tx, subscriber_id, MOST_STORIES)
            people = (await subscribers.several(tx, [subscriber_id])).values()
            sent = await readers.sent(tx, people, self._now() - HOUR)
            return Rules(following, stories, len(sent.get(subscriber_id, ())))

        return await self._store.reading(read)

    async def asked_for(self, subscriber_id: int, digest_id: int) -> Rules:
        """Those of them that asked for an alert; ``BadInput`` when there is no such."""
        found = await self.rules(subscriber_id)

        async def read(tx: Tx) -> Rules:
            row = await digest_rows.get(tx, digest_id)
            if row is None:
                raise BadInput("dead_button")
            picks = await digest_rows.picks(tx, digest_id, 0, row.size)
            asked = {pick.section for pick in picks}
            told = await reports.stories_of(tx, [pick.post for pick in picks if pick.section == NOWHERE])
            return Rules(
                tuple(one for one in found.subscriptions if (one.kind, one.target) in asked),
                tuple(one for one in found.stories if one.story in told.values()),
                found.sent,
            )

        return await self._store.reading(read)

    async def switch(self, subscriber_id: int, kind: FollowKind, target: int, *, on: bool) -> bool:
        """Tell of a subscription at once, from the next post on, or no more; False where there is none."""

        async def work(tx: Tx) -> bool:
            after = await posts.newest_id(tx) if on else 0
            return await switches.subscribed(tx, subscriber_id, kind, target, on=on, after=after)

        return await self._store.writing(work)

    async def switch_story(self, subscriber_id: int, post_id: int, *, on: bool) -> bool:
        """The same of a followed story, by a post of it."""

        async def work(tx: Tx) -> bool:
            after = await posts.newest_id(tx) if on else 0
            return await switches.followed(tx, subscriber_id, post_id, on=on, after=after)

        return await self._store.writing(work)

    async def is_on(self, subscriber_id: int, post_id: int) -> bool:
        """Whether the story of a post is followed with alerts."""
        return await self._store.reading(lambda tx: switches.is_followed(tx, subscriber_id, post_id))

    async def limit(self, subscriber_id: int, most: int) -> Subscriber:
        """At most so many an hour; ``BadInput`` for a number that nobody may choose."""
        if most not in CHOICES:
            raise BadInput("dead_button")

        async def work(tx: Tx) -> Subscriber:
            await subscribers.change(tx, subscriber_id, alerts=most)
            return await get(tx, subscriber_id)

        return await self._store.writing(work)
