"""What people can do about what they receive: arrive, follow, schedule, pause."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.decisions.review import next_review
from digests.decisions.schedule import next_due
from digests.errors import BadInput
from digests.model import Destination, FollowKind, Layout, Quiet, Schedule, Status, Subscriber, Subscription
from digests.store import Store, Tx
from digests.store.subscribers import editions, schedules, subscribers, subscriptions

SIZES = range(1, 21)
POINTS = range(1, 6)
LONGEST = 200  # characters of a signature


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
        if there.cursor or (await subscriptions.following(tx, [there.id]))[there.id]:
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
            return (await subscriptions.following(tx, [subscriber_id]))[subscriber_id]

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
        values = within(size=size, points=points) | _ending(signature, hashtags)
        values |= _given(language=language, review=review, layout=layout)
        if quiet is not None:
            values |= schedules.quiet_columns(_sensible(quiet))
        async with self._store.write() as tx:
            before = await _get(tx, subscriber_id)
            if schedule is not None:
                values |= schedules.schedule_columns(schedule)
                if before.status is Status.ACTIVE:
                    values["next_due"] = next_of(before, schedule, now)
            if review is not None or schedule is not None:
                zone = (schedule or before.schedule).zone
                values["next_review"] = next_review(before.review if review is None else review, zone, now)
            if values:
                await subscribers.change(tx, subscriber_id, **values)
            after = await _get(tx, subscriber_id)
            if after.status is Status.ACTIVE and after.schedule.zone != before.schedule.zone:
                await _editions_due(tx, after, now)
            return after

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
        due = now if at_once else next_of(subscriber, subscriber.schedule, now)
        review = next_review(subscriber.review, subscriber.schedule.zone, now)
        values = {"status": Status.ACTIVE, "reason": "", "next_due": due, "next_review": review}
        values["forget_after"] = None
        await subscribers.change(tx, subscriber.id, **values)
        if subscriber.status is Status.SUSPENDED:  # what was missed meanwhile comes at once
            await editions.due_by(tx, subscriber.id, lambda each: now)
        else:
            await _editions_due(tx, subscriber, now)
        return await _get(tx, subscriber.id)

    async def pause(self, subscriber_id: int) -> Subscriber:
        """Send nothing more until it is resumed; everything is kept."""
        async with self._store.write() as tx:
            await subscribers.change(tx, subscriber_id, status=Status.PAUSED, next_due=None)
            await editions.silence(tx, subscriber_id)
            return await _get(tx, subscriber_id)


async def _get(tx: Tx, subscriber_id: int) -> Subscriber:
    found = await subscribers.get(tx, subscriber_id)
    if found is None:
        raise BadInput("no_subscriber")
    return found


async def _editions_due(tx: Tx, subscriber: Subscriber, now: datetime) -> None:
    """Further digests come at the next of their own times, in the zone that the chat has by now."""
    await editions.due_by(tx, subscriber.id, lambda each: next_of(each.of(subscriber), each.schedule, now))


def next_of(subscriber: Subscriber, schedule: Schedule, now: datetime) -> datetime:
    """When the next digest is due: what is due already stays so."""
    waiting = subscriber.next_due
    return waiting if waiting is not None and waiting <= now else next_due(schedule, now)


def _sensible(quiet: Quiet) -> Quiet:
    """Hours without an end would be every hour, and a week without a day none."""
    if (quiet.hours and quiet.hours[0] == quiet.hours[1]) or not quiet.days:
        raise BadInput("empty_quiet")
    return quiet


def _ending(signature: str | None, hashtags: bool | None) -> dict[str, Any]:
    """What ends the posts of a channel, as columns."""
    if signature is not None and len(signature) > LONGEST:
        raise BadInput("long_signature", count=len(signature), most=LONGEST)
    return _given(signature=signature, hashtags=hashtags)


def within(**values: int | None) -> dict[str, Any]:
    """Those of ``size`` and ``points`` that are given; ``BadInput("out_of_range")`` beyond their limits."""
    limits = {"size": SIZES, "points": POINTS}
    wanted = _given(**values)
    for name, value in wanted.items():
        if value not in limits[name]:
            low, high = limits[name][0], limits[name][-1]
            raise BadInput("out_of_range", name=name, low=low, high=high)
    return wanted


def _given(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
