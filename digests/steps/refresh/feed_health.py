"""Health: what admins should hear of, written down the moment it happens, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from digests.decisions import polling
from digests.model import EventKind, Feed
from digests.steps.refresh.store_batch import Refreshed
from digests.store import Store
from digests.store.feeds import feed_health, feed_memory
from digests.store.monitoring import events

UNDO = timedelta(minutes=10)
KEPT = timedelta(days=180)
_QUIET = timedelta(days=3)


class Health:
    """Turns outcomes into events."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def succeeded(self, feed: Feed, done: Refreshed, now: datetime) -> None:
        """A feed that was failing is well again; one that brings too many posts at once floods."""
        flooded = done.stale > 0 and feed.last_success is not None
        if feed.failures < polling.FAILING_ERRORS and not flooded:
            return
        async with self._store.write() as tx:
            if feed.failures and await events.happened(tx, EventKind.FAILING, feed.id, feed.failing_since):
                since = {"since": feed.failing_since.isoformat() if feed.failing_since else ""}
                await events.add(tx, EventKind.RECOVERED, feed.id, now, since)
            if flooded:
                said = {"new": done.new, "fresh": len(done.fresh)}
                await events.add(tx, EventKind.FLOODED, feed.id, now, said)

    async def failed(self, feed: Feed, error: str, now: datetime, *, ended: bool) -> None:
        """A feed has ended, or has failed for so long that it is no hiccup."""
        since = feed.failing_since or now
        if not ended and not polling.is_failing(feed.failures + 1, since, now):
            return
        async with self._store.write() as tx:
            if ended:
                await events.add(tx, EventKind.ENDED, feed.id, now, {"error": error})
            else:
                await events.add_once(tx, EventKind.FAILING, feed.id, now, since, {"error": error})

    async def watch(self, now: datetime) -> int:
        """What no fetch shows: feeds gone silent; and what need not be kept is dropped. Returns 0: done."""
        async with self._store.write() as tx:
            for feed in await feed_health.silent(tx, now - _QUIET):
                if polling.is_silent(feed.pace, now):
                    last = feed.pace.last
                    said = {"last": last.isoformat() if last else ""}
                    await events.add_once(tx, EventKind.SILENT, feed.id, now, last, said)
            await feed_memory.forget_removed(tx, now - UNDO)
            await events.prune(tx, now - KEPT)
        return 0
