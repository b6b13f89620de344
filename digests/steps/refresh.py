"""Refresh: read a feed, keep what it states, record how that went."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from digests import polling
from digests.articles import Articles
from digests.errors import BadInput, SourceError, Unreachable, pack
from digests.model import Feed, FeedState
from digests.ports import Source
from digests.steps.keep import Detect, Keep, Refreshed
from digests.store import Store, feeds

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # renewed with each batch
_ASK_AGAIN = timedelta(seconds=0.3)

Progress = Callable[[int, int], None]


class Refresh:
    """The step that keeps a feed's posts up to date."""

    def __init__(
        self, store: Store, source: Source, articles: Articles, *, backlog: int, detect: Detect
    ) -> None:
        self._store = store
        self._source = source
        self._articles = articles
        self._backlog = backlog
        self._keep = Keep(store, detect)

    async def __call__(self, feed_id: int, now: datetime, progress: Progress | None = None) -> Refreshed:
        """Refresh one feed now; record the outcome; raise ``SourceError`` when it could not be read."""
        return await self._run(await self._claim(feed_id, now), now, progress)

    async def _claim(self, feed_id: int, now: datetime) -> Feed:
        """Take the feed; where another refresh has it, wait for its end."""
        for _ in range(int(LEASE / _ASK_AGAIN)):
            async with self._store.write() as tx:
                feed = await feeds.claim(tx, feed_id, now, now + LEASE)
                there = await feeds.get(tx, feed_id)
            if feed is not None:
                return feed
            if there is None or there.state is FeedState.REMOVED:
                raise BadInput("unknown_feed", id=feed_id)
            await asyncio.sleep(_ASK_AGAIN.total_seconds())
        raise Unreachable("busy")

    async def due(self, now: datetime) -> int:
        """Refresh the due feed that has waited longest; its failure is recorded and stops nobody."""
        async with self._store.write() as tx:
            feed = await feeds.claim_due(tx, now, now + LEASE)
        if feed is None:
            return 0
        try:
            await self._run(feed, now, None)
        except SourceError as error:
            log.warning("feed %d: %s", feed.id, error)
        except Exception:
            log.exception("feed %d", feed.id)
        return 1

    async def _run(self, feed: Feed, now: datetime, progress: Progress | None) -> Refreshed:
        try:
            done = await self._read(feed, now, progress)
        except SourceError as error:
            await self._record_failure(feed, error, now)
            raise
        except Exception:
            await self._record_failure(feed, Unreachable("internal"), now)
            raise
        await self._record_success(feed, now)
        await self._articles.read(done.fresh)  # their points are wanted soon; make them now
        return done

    async def _read(self, feed: Feed, now: datetime, progress: Progress | None) -> Refreshed:
        done, started = Refreshed(), time.monotonic()
        async with self._store.read() as tx:
            state = await feeds.state(tx, feed.id)
        first = feed.last_success is None
        async for batch in self._source.read(feed, state):
            left = max(0, self._backlog - len(done.fresh)) if first else None
            await self._keep.batch(feed, batch, now, left, done)
            elapsed = timedelta(seconds=time.monotonic() - started)
            await self._renew(feed, now + elapsed)
            if progress:
                progress(batch.done, batch.total)
        return done

    async def _renew(self, feed: Feed, now: datetime) -> None:
        async with self._store.write() as tx:
            await feeds.change(tx, feed.id, leased=now + LEASE)

    async def _record_success(self, feed: Feed, now: datetime) -> None:
        async with self._store.write() as tx:
            times = await feeds.recent_times(tx, feed.id, now - timedelta(days=28))
            interval = polling.interval(times, now)
            at = polling.next_fetch(now, interval, feed.id)
            seconds = int(interval.total_seconds())
            await feeds.succeeded(tx, feed.id, now=now, next_fetch=at, interval=seconds)

    async def _record_failure(self, feed: Feed, error: SourceError, now: datetime) -> None:
        wait = error.retry_after if isinstance(error, Unreachable) else None
        at = polling.after_error(now, feed.failures + 1, feed.id, retry_after=wait)
        async with self._store.write() as tx:
            packed = pack(error.code, error.params)
            await feeds.failed(tx, feed.id, error=packed, now=now, next_fetch=at)
