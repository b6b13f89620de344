"""Refresh: read a feed, keep what it states, record how that went."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from digests.decisions import polling
from digests.errors import BadInput, DigestbotError, SourceError, Unreachable
from digests.model import Attempt, Batch, Feed, FeedState
from digests.ports import Source
from digests.runtime import log_context
from digests.runtime.host_limits import Hosts
from digests.steps.full_posts import FullPosts
from digests.steps.refresh.fetch_pool import LEASE, FetchPool
from digests.steps.refresh.full_text import FullText
from digests.steps.refresh.identify import Identify
from digests.steps.refresh.outcomes import Outcomes
from digests.steps.refresh.store_batch import Detect, Refreshed, StoreBatch
from digests.store import Store
from digests.store.feeds import due_feeds, feeds
from digests.store.feeds.due_feeds import Claimed

log = logging.getLogger(__name__)

_ASK_AGAIN = timedelta(seconds=0.3)
_RENEW = 60.0  # seconds
AT_ONCE = 32
MOST_FRESH = 50

Progress = Callable[[int, int], None]


class Refresh:
    """The step that keeps feeds' posts up to date.

    Of a new feed ``backlog`` posts count as new, of one fetch of another ``most_fresh``. ``at_once`` bounds
    the fetches of ``due``, ``hosts`` paces them. ``full_text`` fetches articles of feeds that ask for it.
    ``fetched`` is told of each fetch.
    """

    def __init__(
        self,
        store: Store,
        source: Source,
        articles: FullPosts,
        *,
        backlog: int,
        detect: Detect,
        most_fresh: int = MOST_FRESH,
        hosts: Hosts | None = None,
        at_once: int = AT_ONCE,
        full_text: FullText | None = None,
        fetched: Callable[[Attempt], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._source = source
        self._articles = articles
        self._backlog = backlog
        self._most_fresh = most_fresh
        self._full_text = full_text
        self._identify = Identify(store)
        self._keep = StoreBatch(store, detect)
        self._outcomes = Outcomes(store, fetched)
        self._pool = FetchPool(store, self._quietly, hosts or Hosts(), at_once)

    async def __call__(self, feed_id: int, now: datetime, progress: Progress | None = None) -> Refreshed:
        """Refresh one feed now; record the outcome; raise ``SourceError`` when it could not be read."""
        return await self._run(await self._claim(feed_id, now), now, progress)

    async def due(self, now: datetime) -> int:
        """Go on with the feeds that are due; 0 when there are none, and none is under way."""
        return await self._pool.due(now)

    async def _claim(self, feed_id: int, now: datetime) -> Claimed:
        """Take the feed; where another refresh has it, wait for its end."""
        for _ in range(int(LEASE / _ASK_AGAIN)):
            async with self._store.write() as tx:
                taken = await due_feeds.take(tx, [feed_id], now, now + LEASE)
                there = await feeds.get(tx, feed_id)
            if taken:
                return taken[0]
            if there is None or there.state is FeedState.REMOVED:
                raise BadInput("unknown_feed", id=feed_id)
            await asyncio.sleep(_ASK_AGAIN.total_seconds())
        raise Unreachable("busy")

    async def _quietly(self, claimed: Claimed, now: datetime) -> None:
        """One of many: its failure is recorded and stops nobody."""
        try:
            await self._run(claimed, now, None)
        except DigestbotError as error:
            log.warning("feed %d: %s", claimed.feed.id, error)
        except Exception:
            log.exception("feed %d", claimed.feed.id)

    async def _run(self, claimed: Claimed, now: datetime, progress: Progress | None) -> Refreshed:
        with log_context.following(feed=claimed.feed.id):
            return await self._follow_up(claimed, now, progress)

    async def _follow_up(self, claimed: Claimed, now: datetime, progress: Progress | None) -> Refreshed:
        began = time.monotonic()
        try:
            done, last = await self._read(claimed, now, progress)
        except (SourceError, BadInput) as error:
            await self._outcomes.failed(claimed.feed, error, now, began)
            raise
        except Exception:
            await self._outcomes.failed(claimed.feed, Unreachable("internal"), now, began)
            raise
        await self._outcomes.succeeded(claimed.feed, done, last, now, began)
        if done.fresh:
            await self._articles.alone(done.fresh)  # their points are wanted soon; make them now
        return done

    async def _read(
        self, claimed: Claimed, now: datetime, progress: Progress | None
    ) -> tuple[Refreshed, Batch]:
        feed, done, last = claimed.feed, Refreshed(), Batch()
        most = polling.fresh_of(feed, self._backlog, self._most_fresh, now)
        began = renewed = time.monotonic()
        async for batch in self._source.read(feed, claimed.state):
            last = batch
            if not _is_empty(batch):
                await self._keep_batch(feed, batch, now, max(0, most - len(done.fresh)), done)
            if time.monotonic() - renewed > _RENEW:
                renewed = time.monotonic()
                await self._renew(feed, now + timedelta(seconds=renewed - began))
            if progress:
                progress(batch.done, batch.total)
        return done, last

    async def _keep_batch(self, feed: Feed, batch: Batch, now: datetime, left: int, done: Refreshed) -> None:
        await self._identify(feed, batch, now)
        if self._full_text is None or not feed.full_text:
            await self._keep.batch(feed, batch, now, left, done)
            return
        filled = await self._full_text.fill(feed, batch)
        await self._keep.batch(feed, filled.batch, now, left, done)
        await self._full_text.remember(feed, filled)
        done.same += filled.skipped

    async def _renew(self, feed: Feed, now: datetime) -> None:
        async with self._store.write() as tx:
            await feeds.change(tx, feed.id, leased=now + LEASE)


def _is_empty(batch: Batch) -> bool:
    """Whether a batch says that nothing has changed: then there is nothing to write."""
    return not (batch.entries or batch.gone or batch.problems) and batch.state is None and not batch.title
