"""How a subscriber comes to be active: it begins, goes on after a pause, or can be reached again."""

from __future__ import annotations

from datetime import datetime

from digests.decisions.review import next_review
from digests.decisions.schedule import next_due
from digests.errors import BadInput
from digests.model import Schedule, Status, Subscriber
from digests.store import Tx
from digests.store.delivery import missed_notices
from digests.store.subscribers import editions, subscribers, subscriptions


async def get(tx: Tx, subscriber_id: int) -> Subscriber:
    """One subscriber; ``BadInput("no_subscriber")`` when there is none."""
    found = await subscribers.get(tx, subscriber_id)
    if found is None:
        raise BadInput("no_subscriber")
    return found


async def activate(tx: Tx, subscriber: Subscriber, now: datetime) -> Subscriber:
    """Who begins, or was suspended, is due at once; who paused at the next time of its schedule."""
    at_once = subscriber.status in (Status.NEW, Status.SUSPENDED)
    due = now if at_once else next_of(subscriber, subscriber.schedule, now)
    review = next_review(subscriber.review, subscriber.schedule.zone, now)
    values = {"status": Status.ACTIVE, "reason": "", "next_due": due, "next_review": review}
    values["forget_after"] = None
    await subscribers.change(tx, subscriber.id, **values)
    if subscriber.status is Status.SUSPENDED:  # what was missed meanwhile comes at once
        await editions.due_by(tx, subscriber.id, lambda each: now)
    else:
        await editions_due(tx, subscriber, now)
    return await get(tx, subscriber.id)


async def come_back(tx: Tx, suspended: Subscriber, now: datetime) -> Subscriber:
    """A suspended subscriber can be reached again: it is active, and due, and hears what it was to be told.

    Who never chose anything is a newcomer again: a cursor of 0 without subscriptions says that no digest was
    ever made for it, and none was asked for.
    """
    await missed_notices.send_again(tx, suspended.id, now)
    if suspended.cursor or await subscriptions.of(tx, suspended.id):
        return await activate(tx, suspended, now)
    await subscribers.change(tx, suspended.id, status=Status.NEW, reason="")
    return await get(tx, suspended.id)


async def editions_due(tx: Tx, subscriber: Subscriber, now: datetime) -> None:
    """Further digests come at the next of their own times, in the zone that the chat has by now."""
    await editions.due_by(tx, subscriber.id, lambda each: next_of(each.of(subscriber), each.schedule, now))


def next_of(subscriber: Subscriber, schedule: Schedule, now: datetime) -> datetime:
    """When the next digest is due: what is due already stays so."""
    waiting = subscriber.next_due
    return waiting if waiting is not None and waiting <= now else next_due(schedule, now)
