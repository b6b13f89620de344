"""What people can do about what they receive: arrive, follow, schedule, pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.decisions.review import next_review
from digests.decisions.subscriber_settings import given, sensible, signed, within
from digests.errors import BadInput
from digests.model import Destination, FollowKind, Layout, Quiet, Schedule, Status, Subscriber, Subscription
from digests.services import activation
from digests.services.activation import activate, come_back, get
from digests.store import Store
from digests.store.subscribers import editions, schedules, subscribers, subscriptions


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a new subscriber starts with."""

    zone: str = "Asia/Shanghai"
    size: int = 8
    points: int = 3


class Subscriptions:
    """Subscribers and what they follow."""

    def __init__(self, store: Store, defaults: Defaults, now: Callable[[], datetime]) -> None:
        self._store = store
        self._defaults = defaults
        self._now = now

    async def arrive(self, destination: Destination, *, language: str, title: str = "") -> Subscriber:
        """Find or make the subscriber of a destination; one that was suspended is active again, and due.

        Who never chose anything, such as an admin whom a notice could not reach, is a newcomer again.
        """
        async with self._store.write() as tx:
            there = await subscribers.at(tx, destination)
            if there is None:
                await subscribers.add(tx, self._newcomer(destination, language, title), self._now())
                there = await subscribers.at(tx, destination)
            if there is None:  # the row was there or was made above, in this transaction
                raise BadInput("no_subscriber")
            if there.status is Status.SUSPENDED:
                return await come_back(tx, there, self._now())
            return there

    def _newcomer(self, destination: Destination, language: str, title: str) -> Subscriber:
        schedule = Schedule(zone=self._defaults.zone)
        size, points = self._defaults.size, self._defaults.points
        return Subscriber(0, destination, language, schedule, size, points, title=title)

    async def find(self, destination: Destination) -> Subscriber | None:
        """The subscriber of a destination, if it ever arrived."""
        async with self._store.read() as tx:
            return await subscribers.at(tx, destination)

    async def get(self, subscriber_id: int) -> Subscriber:
        """One subscriber; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            return await get(tx, subscriber_id)

    async def following(self, subscriber_id: int) -> tuple[Subscription, ...]:
        """What a subscriber follows, in its own order."""
        async with self._store.read() as tx:
            return await subscriptions.of(tx, subscriber_id)

    async def threads(self, transport: str, address: str) -> tuple[int, ...]:
        """The places at an address that have a subscriber, by their threads; 0 is the address as a whole."""
        return await self._store.reading(lambda tx: subscribers.threads(tx, transport, address))

    async def follow(self, subscriber_id: int, kind: FollowKind, target: int) -> bool:
        """Add a subscription; whether that changed anything."""
        async with self._store.write() as tx:
            return await subscriptions.follow(tx, subscriber_id, kind, target)

    async def unfollow(self, subscriber_id: int, kind: FollowKind, target: int) -> bool:
        """Drop a subscription; whether that changed anything."""
        async with self._store.write() as tx:
            return await subscriptions.unfollow(tx, subscriber_id, kind, target)

    async def change(
        self,
        subscriber_id: int,
        now: datetime,
        *,
        language: str | None = None,
        schedule: Schedule | None = None,
        size: int | None = None,
        points: int | None = None,
        review: str | None = None,
        quiet: Quiet | None = None,
        signature: str | None = None,
        hashtags: bool | None = None,
        layout: Layout | None = None,
    ) -> Subscriber:
        """Change settings; the next due times follow the schedule, and ``review``: "" ends the weekly one.

        ``signature``: one line, "" for none; ``BadInput("long_signature")`` for more than ``LONGEST``.
        """
        values = within(size=size, points=points) | given(signature=signed(signature), hashtags=hashtags)
        values |= given(language=language, review=review, layout=layout)
        if quiet is not None:
            values |= schedules.quiet_columns(sensible(quiet))
        async with self._store.write() as tx:
            before = await get(tx, subscriber_id)
            values |= _times(before, schedule, review, now)
            if values:
                await subscribers.change(tx, subscriber_id, **values)
            after = await get(tx, subscriber_id)
            if after.status is Status.ACTIVE and after.schedule.zone != before.schedule.zone:
                await activation.editions_due(tx, after, now)
            return after

    async def activate(self, subscriber_id: int, now: datetime) -> Subscriber:
        """Begin, or go on after a pause.

        Who begins is due at once: the first digest does not depend on what else happens in this moment. After
        a pause the next digest comes at the next time of the schedule.
        """
        async with self._store.write() as tx:
            return await activate(tx, await get(tx, subscriber_id), now)

    async def moved(self, transport: str, old: str, new: str) -> None:
        """The same people have a new address: all that was set up at the old one holds there."""
        async with self._store.write() as tx:
            await subscribers.move(tx, old, new, transport)

    async def returned(self, transport: str, address: str) -> None:
        """The people of an address let us in again: who was suspended there is active again, and due."""
        async with self._store.write() as tx:
            for there in await subscribers.suspended(tx, transport, address):
                await come_back(tx, there, self._now())

    async def pause(self, subscriber_id: int) -> Subscriber:
        """Send nothing more until it is resumed; everything is kept."""
        async with self._store.write() as tx:
            await subscribers.change(tx, subscriber_id, status=Status.PAUSED, next_due=None)
            await editions.silence(tx, subscriber_id)
            return await get(tx, subscriber_id)


def _times(
    before: Subscriber, schedule: Schedule | None, review: str | None, now: datetime
) -> dict[str, Any]:
    """A schedule as columns, and when the next digest and the next review are due."""
    if schedule is None and review is None:
        return {}
    values: dict[str, Any] = {}
    if schedule is not None:
        values |= schedules.schedule_columns(schedule)
        if before.status is Status.ACTIVE:
            values["next_due"] = activation.next_of(before, schedule, now)
    weekly, zone = before.review if review is None else review, (schedule or before.schedule).zone
    return values | {"next_review": next_review(weekly, zone, now)}
