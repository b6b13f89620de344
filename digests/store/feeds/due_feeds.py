"""Which feeds are fetched now: taken with a lease, so that each is fetched by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import or_, select, update

from digests.model import Feed, FeedState
from digests.store.feeds import access
from digests.store.feeds.feeds import feed_of, select_feeds
from digests.store.tables import feed, feed_state
from digests.store.transaction import Tx

_AT_IT = feed.alias("at_it")


class Waiting(NamedTuple):
    """A feed that is due, and the host that its fetch burdens."""

    id: int
    host: str


class Claimed(NamedTuple):
    """A feed that was taken, its host, and what its source remembered."""

    feed: Feed
    host: str
    state: str


def _free(now: datetime) -> Any:
    """No refresh has the feed, or its lease has passed."""
    return or_(feed.c.leased.is_(None), feed.c.leased <= now)


async def due(
    tx: Tx, now: datetime, limit: int, without: Collection[str] = (), ours: Collection[str] = ()
) -> list[Waiting]:
    """Active feeds that are due and free, longest waiting first, except those of some hosts.

    Where several processes fetch, each keeps the pace of the hosts that it is at (``ours``), and leaves alone
    those that another one is at: so a host meets one pace, however many there are.
    """
    where = [feed.c.state == FeedState.ACTIVE, feed.c.next_fetch <= now, _free(now)]
    if without:
        where.append(feed.c.host.not_in(without))
    if tx.dialect.name != "sqlite":
        busy = select(_AT_IT.c.id).where(_AT_IT.c.leased > now, _AT_IT.c.host == feed.c.host)
        where.append(or_(feed.c.host == "", feed.c.host.in_(ours), ~busy.exists()))
    query = select(feed.c.id, feed.c.host).where(*where).order_by(feed.c.next_fetch).limit(limit)
    if tx.dialect.name != "sqlite":
        query = query.with_for_update(skip_locked=True)
    return [Waiting(row.id, row.host) for row in await tx.execute(query)]


async def take(tx: Tx, ids: Sequence[int], now: datetime, until: datetime) -> list[Claimed]:
    """Take feeds that are free, in whatever state but removed, in the order of ``ids``."""
    if not ids:
        return []
    mine = update(feed).where(feed.c.id.in_(ids), feed.c.state != FeedState.REMOVED, _free(now))
    taken = [row.id for row in await tx.execute(mine.values(leased=until).returning(feed.c.id))]
    query = select_feeds().add_columns(feed_state.c.state.label("remembered"))
    query = query.outerjoin(feed_state, feed_state.c.feed_id == feed.c.id).where(feed.c.id.in_(taken))
    secrets = await access.of(tx, taken)
    found = {
        row.id: Claimed(feed_of(row, secrets.get(row.id)), row.host, row.remembered or "")
        for row in await tx.execute(query)
    }
    return [found[each] for each in ids if each in found]


async def release(tx: Tx, ids: Sequence[int]) -> None:
    """Give feeds back that were not fetched."""
    if ids:
        await tx.execute(update(feed).where(feed.c.id.in_(ids)).values(leased=None))
