"""What people can do about what they receive: arrive, follow, schedule, pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.decisions.review import next_review
from digests.decisions.schedule import next_due
from digests.errors import BadInput
from digests.model import Destination, FollowKind, Quiet, Schedule, Status, Subscriber, Subscription
from digests.store import Store, Tx
from digests.store.subscribers import due_editions, subscribers

SIZES = range(1, 21)
POINTS = range(1, 6)


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
                return await self._return(tx, there)
            return there

    async def _return(self, tx: Tx, there: Subscriber) -> Subscriber:
        """A cursor of 0 without subscriptions: no digest was ever made for it, and none was asked for."""
        if there.cursor or (await subscribers.following(tx, [there.id]))[there.id]:
            return await self._activate(tx, there, self._now())
        await subscribers.change(tx, there.id, status=Status.NEW, reason="")
        return await _get(tx, there.id)

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
            return await _get(tx, subscriber_id)

    async def following(self, subscriber_id: int) -> tuple[Subscription, ...]:
        """What a subscriber follows, in its own order."""
        async with self._store.read() as tx:
            return (await subscribers.following(tx, [subscriber_id]))[subscriber_id]

    async def follow(self, subscriber_id: int, kind: FollowKind, target: int) -> bool:
        """Add a subscription; whether that changed anything."""
        async with self._store.write() as tx:
            return await subscribers.follow(tx, subscriber_id, kind, target)

    async def unfollow(self, subscriber_id: int, kind: FollowKind, target: int) -> bool:
        """Drop a subscription; whether that changed anything."""
        async with self._store.write() as tx:
            return await subscribers.unfollow(tx, subscriber_id, kind, target)

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
    ) -> Subscriber:
        """Change settings; the next due times follow the schedule, and ``review``: "" ends the weekly one."""
        values = _within(size=size, points=points)
        if review is not None:
            values["review"] = review
        if quiet is not None:
            values |= subscribers.quiet_columns(_sensible(quiet))
        if language is not None:
            values["language"] = language
        async with self._store.write() as tx:
            before = await _get(tx, subscriber_id)
            if schedule is not None:
                values |= subscribers.schedule_columns(schedule)
                await due_editions.settle_times(tx, subscriber_id, schedule.zone, now)
                if before.status is Status.ACTIVE:
                    values["next_due"] = _next(before, schedule, now)
            if review is not None or schedule is not None:
                zone = (schedule or before.schedule).zone
                values["next_review"] = next_review(before.review if review is None else review, zone, now)
            if values:
                await subscribers.change(tx, subscriber_id, **values)
            return await _get(tx, subscriber_id)

    async def activate(self, subscriber_id: int, now: datetime) -> Subscriber:
        """Begin, or go on after a pause.

        Who begins is due at once: the first digest does not depend on what else happens in this moment. After
        a pause the next digest comes at the next time of the schedule.
        """
        async with self._store.write() as tx:
            return await self._activate(tx, await _get(tx, subscriber_id), now)

    async def moved(self, transport: str, old: str, new: str) -> None:
        """The same people have a new address: all that was set up at the old one holds there."""
        async with self._store.write() as tx:
            await subscribers.move(tx, old, new, transport)

    async def returned(self, transport: str, address: str) -> None:
        """The people of an address let us in again: who was suspended there is active again, and due."""
        async with self._store.write() as tx:
            for there in await subscribers.suspended(tx, transport, address):
                await self._return(tx, there)

    async def _activate(self, tx: Tx, subscriber: Subscriber, now: datetime) -> Subscriber:
        at_once = subscriber.status in (Status.NEW, Status.SUSPENDED)
        due = now if at_once else _next(subscriber, subscriber.schedule, now)
        review = next_review(subscriber.review, subscriber.schedule.zone, now)
        values = {"status": Status.ACTIVE, "reason": "", "next_due": due, "next_review": review}
        values["forget_after"] = None
        if not at_once:  # what waits since then comes at once to those who come back
            await due_editions.settle_times(tx, subscriber.id, subscriber.schedule.zone, now)
        await subscribers.change(tx, subscriber.id, **values)
        return await _get(tx, subscriber.id)

    async def pause(self, subscriber_id: int) -> Subscriber:
        """Send nothing more until it is resumed; everything is kept."""
        async with self._store.write() as tx:
            await subscribers.change(tx, subscriber_id, status=Status.PAUSED, next_due=None)
            await due_editions.pause(tx, subscriber_id)
            return await _get(tx, subscriber_id)


async def _get(tx: Tx, subscriber_id: int) -> Subscriber:
    found = await subscribers.get(tx, subscriber_id)
    if found is None:
        raise BadInput("no_subscriber")
    return found


def _next(subscriber: Subscriber, schedule: Schedule, now: datetime) -> datetime:
    """When the next digest is due: what is due already stays so."""
    waiting = subscriber.next_due
    return waiting if waiting is not None and waiting <= now else next_due(schedule, now)


def _sensible(quiet: Quiet) -> Quiet:
    """Hours without an end would be every hour, and a week without a day none."""
    if (quiet.hours and quiet.hours[0] == quiet.hours[1]) or not quiet.days:
        raise BadInput("empty_quiet")
    return quiet


def _within(**values: int | None) -> dict[str, Any]:
    limits = {"size": SIZES, "points": POINTS}
    wanted = {name: value for name, value in values.items() if value is not None}
    for name, value in wanted.items():
        if value not in limits[name]:
            low, high = limits[name][0], limits[name][-1]
            raise BadInput("out_of_range", name=name, low=low, high=high)
    return dict(wanted)
