"""Outcomes: how the reading of a feed went, and when it is read next. ``began`` is on the monotonic clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from digests.decisions import polling, redirects
from digests.errors import BadInput, Gone, SourceError, Unreachable, pack
from digests.model import NO_WISHES, Attempt, Batch, Feed, Move, Pace, usual
from digests.runtime import log_context
from digests.steps.refresh.feed_health import Health
from digests.steps.refresh.fetch_log import FetchLog
from digests.steps.refresh.follow_redirects import FollowRedirects
from digests.steps.refresh.store_batch import Refreshed
from digests.store import Store
from digests.store.feeds import feeds
from digests.store.feeds.fetches import Failure, Success


class Outcomes:
    """Records each, for the feed and for who looks after it; ``fetched`` is told as well."""

    def __init__(self, store: Store, fetched: Callable[[Attempt], None]) -> None:
        self._store = store
        self._fetched = fetched
        self._record = FetchLog(store)
        self._follow = FollowRedirects(store)
        self._health = Health(store)

    async def succeeded(self, feed: Feed, done: Refreshed, last: Batch, now: datetime, began: float) -> None:
        """It was read: when next, at which pace, and whether it has moved."""
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

    async def failed(self, feed: Feed, error: SourceError | BadInput, now: datetime, began: float) -> None:
        """It was not: when to try again, if ever."""
        ended = isinstance(error, Gone)
        wait = error.retry_after if isinstance(error, Unreachable) else None
        at = None if ended else polling.after_error(now, feed.failures + 1, feed.id, retry_after=wait)
        status = error.params.get("status", "410" if ended else "0")
        packed = pack(error.code, error.params)
        attempt = Attempt(now, error.code, int(status), _milliseconds(began), error=packed)
        await self._record(Failure(feed.id, attempt, at, ended))
        self._fetched(attempt)
        await self._health.failed(feed, packed, now, ended=ended)


def _milliseconds(began: float) -> int:
    return int(1000 * (time.monotonic() - began))
