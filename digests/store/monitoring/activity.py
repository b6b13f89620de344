"""Signs of life: what was due, and what was done, whoever does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, case, func, or_, select

from digests.decisions import polling
from digests.model import Activity, DeliveryState, FeedKind, FeedState
from digests.store.alerts import waiting as alerts
from digests.store.delivery import pauses
from digests.store.tables import delivery, feed, feed_attempt
from digests.store.transaction import Tx

_ACTIVE = feed.c.state == FeedState.ACTIVE
_ERRING = and_(_ACTIVE, feed.c.failures > 0)
_YOUNG = timedelta(days=2)
_LATEST = 200_000
"""Deliveries that are looked at for the last one sent: no index leads to it."""


async def read(tx: Tx, now: datetime, patience: timedelta, scope: str) -> Activity:
    """The signs of life; what has not waited for ``patience`` does not count as waiting.

    ``scope`` is the name of a pause that holds for all of a transport.
    """
    feeds = (await tx.execute(_feeds(now))).one()
    overdue = await _overdue(tx, now, patience)
    sending = await _sending(tx, now, patience, scope)
    return Activity(
        active=feeds.active or 0,
        erring=feeds.erring or 0,
        young=feeds.young or 0,
        failing=feeds.failing or 0,
        together=feeds.together or 0,
        hosts=feeds.hosts or 0,
        erring_since=feeds.erring_since,
        succeeded=feeds.succeeded,
        overdue=overdue,
        attempted=await _attempted(tx) if overdue else None,
        alerting=await alerts.oldest(tx, now),
        **sending._asdict(),
    )


def _feeds(now: datetime) -> Any:
    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    long_ago = feed.c.failing_since <= now - polling.FAILING_AFTER
    failing = and_(_ERRING, feed.c.failures >= polling.FAILING_ERRORS, long_ago)
    young = and_(_ERRING, feed.c.failing_since > now - _YOUNG)
    last = select(func.max(feed.c.last_success)).where(_ACTIVE, feed.c.kind != FeedKind.FOLDER)
    read = last.scalar_subquery()
    together = and_(_ERRING, or_(read.is_(None), feed.c.failing_since > read))
    return select(
        count(_ACTIVE).label("active"),
        count(_ERRING).label("erring"),
        count(young).label("young"),
        count(failing).label("failing"),
        count(together).label("together"),
        func.count(func.distinct(case((together, feed.c.host)))).label("hosts"),
        func.min(case((together, feed.c.failing_since))).label("erring_since"),
        read.label("succeeded"),
    )


async def _overdue(tx: Tx, now: datetime, patience: timedelta) -> datetime | None:
    """A feed that somebody is reading is not overdue, however long that takes."""
    free = or_(feed.c.leased.is_(None), feed.c.leased <= now)
    query = select(func.min(feed.c.next_fetch)).where(_ACTIVE, free, feed.c.next_fetch <= now - patience)
    value: datetime | None = (await tx.execute(query)).scalar()
    return value


async def _attempted(tx: Tx) -> datetime | None:
    value: datetime | None = (await tx.execute(select(func.max(feed_attempt.c.at)))).scalar()
    return value


class _Sending(NamedTuple):
    """The signs of a transport."""

    transport: str = ""
    waiting: datetime | None = None
    sent: datetime | None = None
    silent_until: datetime | None = None


async def _sending(tx: Tx, now: datetime, patience: timedelta, scope: str) -> _Sending:
    """Of the transport that has kept somebody waiting for longest, or of one that is silent."""
    silent = await pauses.until(tx, scope)
    late = [
        _Sending(name, since, await _sent(tx, name), silent.get(name))
        for name, since in await _waiting(tx, now, patience)
    ]
    if late:
        return min(late, key=lambda one: max(at for at in one[1:] if at is not None))
    return max((_Sending(name, silent_until=end) for name, end in silent.items()), default=_Sending())


async def _waiting(tx: Tx, now: datetime, patience: timedelta) -> Sequence[tuple[str, datetime]]:
    """Deliveries that nobody took, and those that failed on the way to their transport again and again.

    Since when, by transports. Of one subscriber the oldest counts. A fault of ours in one delivery says
    nothing of the others.
    """
    older = delivery.alias("older")
    held_up = select(older.c.id).where(
        older.c.subscriber_id == delivery.c.subscriber_id,
        older.c.id < delivery.c.id,
        older.c.next_try.is_not(None),
    )
    then = now - patience
    failed = and_(delivery.c.failing_since <= then, delivery.c.reason.not_like('["internal"%'))
    since = case((failed, delivery.c.failing_since), else_=delivery.c.next_try)
    late = (delivery.c.next_try.is_not(None), or_(delivery.c.next_try <= then, failed), ~held_up.exists())
    of = delivery.c.transport
    rows = await tx.execute(select(of, func.min(since)).where(*late).group_by(of).order_by(of))
    return [(row[0], row[1]) for row in rows]


async def _sent(tx: Tx, transport: str) -> datetime | None:
    """When the transport last took or refused something: both are answers."""
    states = [DeliveryState.SENT, DeliveryState.SUSPENDED]
    answered = (delivery.c.transport == transport, delivery.c.state.in_(states))
    newest = select(func.max(delivery.c.id)).scalar_subquery()
    query = select(func.max(delivery.c.finished)).where(*answered, delivery.c.id > newest - _LATEST)
    value: datetime | None = (await tx.execute(query)).scalar()
    return value
