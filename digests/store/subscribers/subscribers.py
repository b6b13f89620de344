"""Subscribers and what they follow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, select, update

from digests.model import (
    ChatKind,
    Destination,
    FollowKind,
    Layout,
    Quiet,
    Schedule,
    Status,
    Subscriber,
    Subscription,
)
from digests.store.tables import category, feed, standing_query, subscriber, subscription, tag
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(
        id=row.id,
        destination=Destination(row.transport, row.address, row.thread, ChatKind(row.kind)),
        language=row.language,
        schedule=schedule_of(row.times, row.weekdays, row.zone),
        size=row.size,
        points=row.points,
        status=Status(row.status),
        reason=row.reason,
        cursor=row.cursor,
        next_due=row.next_due,
        title=row.title,
        told=row.told,
        review=row.review,
        forget_after=row.forget_after,
        quiet=quiet_of(row.quiet, row.quiet_days, row.quiet_waits, row.silent),
        query=row.query_id,
        floor=row.floor,
        alerts=row.alerts,
        layout=Layout(row.layout),
        signature=row.signature,
        hashtags=row.hashtags,
    )


@lru_cache(maxsize=1024)
def schedule_of(times: str, weekdays: str, zone: str) -> Schedule:
    """The inverse of ``schedule_columns``."""
    at = tuple(time.fromisoformat(each) for each in times.split(",") if each)
    return Schedule(at, frozenset(map(int, weekdays)), zone)


def schedule_columns(schedule: Schedule) -> dict[str, str]:
    """A schedule as columns."""
    return {
        "zone": schedule.zone,
        "times": ",".join(each.strftime("%H:%M") for each in schedule.times),
        "weekdays": "".join(str(day) for day in sorted(schedule.weekdays)),
    }


@lru_cache(maxsize=1024)
def quiet_of(hours: str, days: str, waits: bool, silent: bool) -> Quiet:
    """The inverse of ``quiet_columns``."""
    begin, _, end = hours.partition("-")
    between = (time.fromisoformat(begin), time.fromisoformat(end)) if hours else None
    return Quiet(between, frozenset(map(int, days)), waits, silent)


def quiet_columns(quiet: Quiet) -> dict[str, object]:
    """Quiet hours as columns."""
    hours = "-".join(f"{each:%H:%M}" for each in quiet.hours or ())
    days = "".join(str(day) for day in sorted(quiet.days))
    return {"quiet": hours, "quiet_days": days, "quiet_waits": quiet.waits, "silent": quiet.always}


def _at(destination: Destination) -> Any:
    return and_(
        subscriber.c.transport == destination.transport,
        subscriber.c.address == destination.address,
        subscriber.c.thread == destination.thread,
    )


async def add(tx: Tx, new: Subscriber, now: datetime) -> None:
    """Store a subscriber unless its destination has one; its id is the database's."""
    row = {
        "transport": new.destination.transport,
        "address": new.destination.address,
        "thread": new.destination.thread,
        "kind": new.destination.kind,
        "title": new.title[:300],
        "language": new.language,
        "size": new.size,
        "points": new.points,
        "status": new.status,
        "created": now,
    } | schedule_columns(new.schedule)
    await insert_new(tx, subscriber, [row])


async def at(tx: Tx, destination: Destination) -> Subscriber | None:
    """The subscriber of a destination."""
    row = (await tx.execute(select(subscriber).where(_at(destination)))).first()
    return _subscriber(row) if row else None


async def get(tx: Tx, subscriber_id: int) -> Subscriber | None:
    """One subscriber by id."""
    row = (await tx.execute(select(subscriber).where(subscriber.c.id == subscriber_id))).first()
    return _subscriber(row) if row else None


async def several(tx: Tx, ids: Collection[int]) -> dict[int, Subscriber]:
    """Subscribers by id; those that there are not are left out."""
    rows = await tx.execute(select(subscriber).where(subscriber.c.id.in_(ids)))
    return {row.id: _subscriber(row) for row in rows}


async def suspended(tx: Tx, transport: str, address: str) -> tuple[Subscriber, ...]:
    """The suspended subscribers of an address, whatever their threads."""
    there = (subscriber.c.transport == transport, subscriber.c.address == address)
    rows = await tx.execute(select(subscriber).where(*there, subscriber.c.status == Status.SUSPENDED))
    return tuple(_subscriber(row) for row in rows)


async def threads(tx: Tx, transport: str, address: str) -> tuple[int, ...]:
    """The threads of an address that have a subscriber, in order."""
    there = (subscriber.c.transport == transport, subscriber.c.address == address)
    rows = await tx.execute(select(subscriber.c.thread).where(*there).order_by(subscriber.c.thread))
    return tuple(row.thread for row in rows)


async def change(tx: Tx, subscriber_id: int, **values: Any) -> None:
    """Set columns of a subscriber."""
    await tx.execute(update(subscriber).where(subscriber.c.id == subscriber_id).values(values))


async def move(tx: Tx, old: str, new: str, transport: str) -> None:
    """Give all subscribers of an address its new one.

    A newcomer there that nobody has set up gives way; one that was set up stays as it is.
    """
    here = (subscriber.c.transport == transport, subscriber.c.address == old)
    there = (subscriber.c.transport == transport, subscriber.c.address == new)
    coming = select(subscriber.c.thread).where(*here)
    newcomers = (*there, subscriber.c.status == Status.NEW, subscriber.c.thread.in_(coming))
    await tx.execute(delete(subscriber).where(*newcomers))
    taken = select(subscriber.c.thread).where(*there)
    await tx.execute(update(subscriber).where(*here, subscriber.c.thread.not_in(taken)).values(address=new))


async def counts(tx: Tx) -> dict[str, int]:
    """How many subscribers have each status."""
    rows = await tx.execute(select(subscriber.c.status, func.count()).group_by(subscriber.c.status))
    return {row[0]: row[1] for row in rows}


# --------------------------------------------------------------------------- subscriptions


def _subscriptions() -> Select[Any]:
    of_category = and_(subscription.c.kind == FollowKind.CATEGORY, category.c.id == subscription.c.target_id)
    of_tag = and_(subscription.c.kind == FollowKind.TAG, tag.c.id == subscription.c.target_id)
    of_feed = and_(subscription.c.kind == FollowKind.FEED, feed.c.id == subscription.c.target_id)
    of_search = and_(
        subscription.c.kind == FollowKind.SEARCH, standing_query.c.id == subscription.c.target_id
    )
    return (
        select(
            subscription,
            category.c.title,
            category.c.slug,
            tag.c.name,
            feed.c.title.label("feed_title"),
            standing_query.c.text,
        )
        .outerjoin(category, of_category)
        .outerjoin(tag, of_tag)
        .outerjoin(feed, of_feed)
        .outerjoin(standing_query, of_search)
        .order_by(subscription.c.subscriber_id, subscription.c.position)
    )


async def following(tx: Tx, ids: Collection[int]) -> dict[int, tuple[Subscription, ...]]:
    """What each of these subscribers follows, in its own order."""
    found: dict[int, list[Subscription]] = {subscriber_id: [] for subscriber_id in ids}
    for row in await tx.execute(_subscriptions().where(subscription.c.subscriber_id.in_(ids))):
        title = row.title or row.name or row.feed_title or row.text or ""
        own = row.edition_id, row.query_id, row.alert
        one = Subscription(FollowKind(row.kind), row.target_id, title, row.slug or "", row.fresh, *own)
        found[row.subscriber_id].append(one)
    return {subscriber_id: tuple(each) for subscriber_id, each in found.items()}


async def follow(tx: Tx, subscriber_id: int, kind: FollowKind, target: int) -> bool:
    """Append a subscription; whether it is new."""
    mine = subscription.c.subscriber_id == subscriber_id
    there = (mine, subscription.c.kind == kind, subscription.c.target_id == target)
    if (await tx.execute(select(subscription.c.position).where(*there))).first():
        return False
    last = (await tx.execute(select(func.max(subscription.c.position)).where(mine))).scalar()
    row = {"subscriber_id": subscriber_id, "kind": kind, "target_id": target}
    await tx.execute(insert(subscription).values(row | {"position": (last or 0) + 1, "fresh": True}))
    return True


async def unfollow(tx: Tx, subscriber_id: int, kind: FollowKind, target: int) -> bool:
    """Drop a subscription; whether there was one."""
    where = (
        subscription.c.subscriber_id == subscriber_id,
        subscription.c.kind == kind,
        subscription.c.target_id == target,
    )
    return bool((await tx.execute(delete(subscription).where(*where))).rowcount)
