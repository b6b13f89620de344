"""Refresh: read a feed, keep what it states, record how that went."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from digests.decisions import polling, redirects
from digests.errors import BadInput, DigestbotError, Gone, SourceError, Unreachable, pack
from digests.model import NO_WISHES, Attempt, Batch, Feed, FeedState, Move, Pace, usual
from digests.ports import Source
from digests.runtime import log_context
from digests.runtime.host_limits import Hosts
from digests.steps.full_posts import FullPosts
from digests.steps.refresh.feed_health import Health
from digests.steps.refresh.fetch_log import FetchLog
from digests.steps.refresh.fetch_pool import LEASE, FetchPool
from digests.steps.refresh.follow_redirects import FollowRedirects
from digests.steps.refresh.full_text import FullText
from digests.steps.refresh.identify import Identify
from digests.steps.refresh.store_batch import Detect, Refreshed, StoreBatch
from digests.store import Store
from digests.store.feeds import feeds, fetches
from digests.store.feeds.fetches import Claimed, Failure, Success

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
        self._fetched = fetched
        self._identify = Identify(store)
        self._keep = StoreBatch(store, detect)
        self._record = FetchLog(store)
        self._follow = FollowRedirects(store)
        self._health = Health(store)
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
                taken = await fetches.take(tx, [feed_id], now, now + LEASE)
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
            await self._failed(claimed.feed, error, now, began)
            raise
        except Exception:
            await self._failed(claimed.feed, Unreachable("internal"), now, began)
            raise
        await self._succeeded(claimed.feed, done, last, now, began)
        if done.fresh:
            await self._articles.alone(done.fresh)  # their points are wanted soon; make them now
        return done

    async def _read(
        self, claimed: Claimed, now: datetime, progress: Progress | None
    ) -> tuple[Refreshed, Batch]:
        feed, done, last = claimed.feed, Refreshed(), Batch()
        most = self._backlog
        if feed.last_success is not None:
            most = polling.most_fresh(self._most_fresh, feed.pace, feed.last_success, now)
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

    async def _succeeded(self, feed: Feed, done: Refreshed, last: Batch, now: datetime, began: float) -> None:
        pace = await self._new_pace(feed, done)
        wishes = feed.wishes if last.wishes is None else last.wishes
        pause = polling.every(feed, pace or feed.pace, wishes, last.fresh_for, now)
        at = polling.next_fetch(now, pause, feed.id, wishes if not feed.every else NO_WISHES)
        move = await self._moved(feed, last, now)
        outcome = "read" if done.new or done.changed or done.gone else "unchanged"
        attempt = Attempt(now, outcome, last.status, _milliseconds(began), last.size)
        await self._record(Success(feed.id, attempt, at, int(pause.total_seconds()), move, pace))
        self._fetched(attempt)
        if done.new:
            log_context.note("stored", new=done.new, posts=done.fresh)
        await self._health.succeeded(feed, done, now)

    async def _new_pace(self, feed: Feed, done: Refreshed) -> Pace | None:
        """The pace where it may have changed; it stands beside the feed for all other times."""
        if not done.new and (feed.pace.posts or not feed.posts):
            return None
        return usual(await self._store.reading(lambda tx: feeds.latest_times(tx, feed.id, 20)))

    async def _moved(self, feed: Feed, last: Batch, now: datetime) -> Move:
        move = redirects.seen(feed.move, last.address if last.address != feed.address else "", now)
        if move.to and redirects.is_settled(move, now):
            return await self._follow(feed, move, now)
        return move

    async def _failed(self, feed: Feed, error: SourceError | BadInput, now: datetime, began: float) -> None:
        ended = isinstance(error, Gone)
        wait = error.retry_after if isinstance(error, Unreachable) else None
        at = None if ended else polling.after_error(now, feed.failures + 1, feed.id, retry_after=wait)
        status = error.params.get("status", "410" if ended else "0")
        packed = pack(error.code, error.params)
        attempt = Attempt(now, error.code, int(status), _milliseconds(began), error=packed)
        await self._record(Failure(feed.id, attempt, at, ended))
        self._fetched(attempt)
        await self._health.failed(feed, packed, now, ended=ended)


def _is_empty(batch: Batch) -> bool:
    """Whether a batch says that nothing has changed: then there is nothing to write."""
    return not (batch.entries or batch.gone or batch.problems) and batch.state is None and not batch.title


def _milliseconds(began: float) -> int:
    return int(1000 * (time.monotonic() - began))
