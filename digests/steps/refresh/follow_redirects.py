"""Follow: a feed whose redirects are believed takes its new address, unless something stands against it."""

from __future__ import annotations

from datetime import datetime

from digests.decisions import redirects
from digests.model import EventKind, Feed, FeedState, Move
from digests.store import Store, Tx
from digests.store.feeds import access, feeds
from digests.store.monitoring import audit, events

OURSELVES = "digestbot"


class FollowRedirects:
    """Changes addresses, and says what it did or why it did not."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, feed: Feed, move: Move, now: datetime) -> Move:
        """Follow a settled move; what is to be remembered of it afterwards."""
        async with self._store.write() as tx:
            other = await feeds.by_address(tx, move.to)
            secret = (await access.of(tx, [feed.id])).get(feed.id)
            if not redirects.may_follow(feed.address, move.to, bool(secret and secret.is_secret)):
                return await _hold(tx, feed, move, now)
            if other is None:
                return await _change(tx, feed, move, now)
            if other.state is FeedState.ACTIVE:
                return await _pause(tx, feed, other, move, now)
            return await _hold(tx, feed, move, now)


async def _change(tx: Tx, feed: Feed, move: Move, now: datetime) -> Move:
    await feeds.move(tx, feed.id, move.to)
    said = {"from": feed.address, "to": move.to}
    await events.add(tx, EventKind.MOVED, feed.id, now, said)
    before, after = {"address": feed.address}, {"address": move.to}
    await audit.record(tx, OURSELVES, "move", f"feed:{feed.id}", now, before, after)
    return Move()


async def _pause(tx: Tx, feed: Feed, other: Feed, move: Move, now: datetime) -> Move:
    """Both would bring the same posts. The one whose address is only a redirect rests; its posts stay."""
    await feeds.change(tx, feed.id, state=FeedState.PAUSED)
    said = {"from": feed.address, "to": move.to, "other": other.id, "title": other.title}
    await events.add(tx, EventKind.DOUBLED, feed.id, now, said)
    before, after = {"state": feed.state}, {"state": FeedState.PAUSED}
    await audit.record(tx, OURSELVES, "pause", f"feed:{feed.id}", now, before, after)
    return Move()


async def _hold(tx: Tx, feed: Feed, move: Move, now: datetime) -> Move:
    """It is read through its redirect as before; an admin may replace the address."""
    said = {"from": feed.address, "to": move.to}
    await events.add_once(tx, EventKind.HELD, feed.id, now, move.since, said)
    return move
