"""Set a chat up as another one shared it: in the place of what it has, or beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as replace_fields
from datetime import datetime
from typing import Any

from digests.decisions.schedule import next_due
from digests.model import (
    FIRST,
    Edition,
    FollowKind,
    Schedule,
    SharedDigest,
    SharedFollow,
    SharedSetup,
    Status,
    Subscriber,
    label_key,
)
from digests.services.activation import get, next_of
from digests.services.editions.editions import MOST
from digests.store import Tx
from digests.store.posts import posts
from digests.store.search import standing
from digests.store.subscribers import editions, schedules, subscribers, subscriptions


async def take(tx: Tx, subscriber_id: int, setup: SharedSetup, now: datetime, *, replace: bool) -> None:
    """Follow all of a setup in its digests; ``replace`` drops what there was, and takes its settings too.

    Without, what is followed already stays where it is.
    """
    first, *further = setup.digests
    if replace:
        await _clear(tx, subscriber_id)
        await _set_first(tx, await get(tx, subscriber_id), first, setup.query, now)
    me = await get(tx, subscriber_id)
    await _follow(tx, me, first.follows, FIRST, now)
    for each in further:
        await _follow(tx, me, each.follows, await _place_for(tx, me, each, now), now)


async def _clear(tx: Tx, subscriber_id: int) -> None:
    for edition in await editions.listed(tx, subscriber_id):
        await editions.drop(tx, subscriber_id, edition.id)
    for one in await subscriptions.of(tx, subscriber_id):
        await subscriptions.unfollow(tx, subscriber_id, one.kind, one.target)


def _schedule(wanted: SharedDigest, me: Subscriber) -> Schedule:
    return replace_fields(me.schedule, times=wanted.times, weekdays=wanted.weekdays)


async def _set_first(tx: Tx, me: Subscriber, first: SharedDigest, query: str, now: datetime) -> None:
    schedule = _schedule(first, me)
    values: dict[str, Any] = {"size": first.size, "points": first.points, "layout": first.layout}
    values["query_id"] = await standing.keep(tx, query, now) if query else 0
    if me.status is Status.ACTIVE:
        values["next_due"] = next_of(me, schedule, now)
    await subscribers.change(tx, me.id, **(values | schedules.schedule_columns(schedule)))


async def _place_for(tx: Tx, me: Subscriber, wanted: SharedDigest, now: datetime) -> int:
    """The digest of that name, made where there is none; the first one where there are as many as may be."""
    there = await editions.listed(tx, me.id)
    for each in there:
        if label_key(each.title) == label_key(wanted.title):
            return each.id
    if len(there) >= MOST:
        return FIRST
    schedule = _schedule(wanted, me)
    due = next_due(schedule, now) if me.status is Status.ACTIVE else None
    cursor = me.cursor or await posts.newest_id(tx)
    form = (schedule, wanted.size, wanted.points, wanted.layout)
    return await editions.add(tx, me.id, Edition(0, wanted.title, *form, cursor, due))


async def _follow(
    tx: Tx, me: Subscriber, wanted: Iterable[SharedFollow], edition: int, now: datetime
) -> None:
    for one in wanted:
        target = await standing.keep(tx, one.title, now) if one.kind is FollowKind.SEARCH else one.target
        if await subscriptions.follow(tx, me.id, one.kind, target):
            query = await standing.keep(tx, one.query, now) if one.query else 0
            await editions.put(tx, me.id, one.kind, target, edition, query_id=query)
