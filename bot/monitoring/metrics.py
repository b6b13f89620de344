"""What the bot counts and times, for Prometheus. No label holds a feed, host or chat: they are too many."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from digests.model import Attempt, Backlog
from digests.runtime.queues.inline import Due

log = logging.getLogger(__name__)

Look = Callable[[], Awaitable[Backlog]]

PATIENCE = 2.0  # seconds for the database; the counters are shown without it
_QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LONG = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Meter(Protocol):
    """What the transport and the limiter tell."""

    def sent(self, outcome: str, seconds: float, *, ambiguous: bool = False) -> None:
        """A message of a digest was tried: ``sent``, or the name of its failure."""
        ...

    def waited(self, kind: str, seconds: float) -> None:
        """An ``answer`` or a ``digest`` waited so long for the limits."""
        ...

    def flooded(self) -> None:
        """Telegram said that it was too much."""
        ...


class Unmetered:
    """A meter that nobody reads."""

    def sent(self, outcome: str, seconds: float, *, ambiguous: bool = False) -> None:
        """Nothing."""

    def waited(self, kind: str, seconds: float) -> None:
        """Nothing."""

    def flooded(self) -> None:
        """Nothing."""


class Metrics:
    """The meters of one process; ``look`` is set once there is a database to look at."""

    def __init__(self) -> None:
        made = self.registry = CollectorRegistry()
        self.look: Look | None = None
        self._fetches = Counter("digestbot_fetches", "Fetches of feeds", ["outcome"], registry=made)
        self._fetching = Histogram(
            "digestbot_fetch_seconds", "Time of a fetch, storing included", registry=made, buckets=_LONG
        )
        self._bytes = Counter("digestbot_fetched_bytes", "Bytes of feeds, inflated", registry=made)
        self._sends = Counter("digestbot_sends", "Messages of digests", ["outcome"], registry=made)
        self._sending = Histogram(
            "digestbot_send_seconds", "Time until Telegram's answer", registry=made, buckets=_QUICK
        )
        self._ambiguous = Counter(
            "digestbot_ambiguous_sends", "Messages whose answer never came", registry=made
        )
        self._waits = Histogram(
            "digestbot_limit_wait_seconds", "Wait for the limits", ["kind"], registry=made, buckets=_QUICK
        )
        self._floods = Counter("digestbot_floods", "Answers with 429", registry=made)
        self._steps = Histogram(
            "digestbot_step_seconds", "Rounds with work to do", ["step"], registry=made, buckets=_LONG
        )
        self._faults = Counter("digestbot_step_failures", "Rounds that failed", ["step"], registry=made)
        self._open = Gauge("digestbot_deliveries_open", "Deliveries not yet sent", ["rank"], registry=made)
        self._oldest = Gauge(
            "digestbot_delivery_oldest_due_seconds", "Since when the oldest one is due", registry=made
        )
        self._feeds_due = Gauge("digestbot_feeds_due", "Feeds that are due", registry=made)
        self._feed_oldest = Gauge(
            "digestbot_feed_oldest_due_seconds", "Since when the oldest one is due", registry=made
        )
        self._erring = Gauge("digestbot_feeds_erring", "Feeds whose latest fetch failed", registry=made)
        self._unindexed = Gauge("digestbot_posts_unindexed", "Posts not in the search yet", registry=made)
        self._unjudged = Gauge(
            "digestbot_posts_unjudged", "Posts whose story is not judged yet", registry=made
        )
        self._judging_late = Gauge(
            "digestbot_judging_late_seconds", "Since when the oldest new one of them waits", registry=made
        )
        self._alert_late = Gauge(
            "digestbot_alert_late_seconds", "Since when the oldest alert should be under way", registry=made
        )
        self._subscribers = Gauge("digestbot_subscribers", "Chats that get digests", registry=made)
        self._jobs = Gauge("digestbot_jobs", "Jobs of the queue", ["queue", "status"], registry=made)

    # ----------------------------------------------------------------- what is told

    def fetched(self, attempt: Attempt) -> None:
        """A fetch ended."""
        self._fetches.labels(attempt.outcome).inc()
        self._fetching.observe(attempt.milliseconds / 1000)
        self._bytes.inc(attempt.size)

    def sent(self, outcome: str, seconds: float, *, ambiguous: bool = False) -> None:
        """See ``Meter``."""
        self._sends.labels(outcome).inc()
        self._sending.observe(seconds)
        if ambiguous:
            self._ambiguous.inc()

    def waited(self, kind: str, seconds: float) -> None:
        """See ``Meter``."""
        self._waits.labels(kind).observe(seconds)

    def flooded(self) -> None:
        """See ``Meter``."""
        self._floods.inc()

    def timed(self, step: str, due: Due) -> Due:
        """The same rounds, timed where they found something to do."""
        seconds, faults = self._steps.labels(step), self._faults.labels(step)

        async def measured() -> int:
            begun = time.perf_counter()
            with faults.count_exceptions():
                found = await due()
            if found:
                seconds.observe(time.perf_counter() - begun)
            return found

        return measured

    # ----------------------------------------------------------------- what is shown

    def routes(self) -> list[web.RouteDef]:
        """For an aiohttp application."""
        return [web.get("/metrics", self.show)]

    async def show(self, _request: web.Request) -> web.Response:
        """All of it in Prometheus' text form."""
        await self._look()
        body = generate_latest(self.registry)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _look(self) -> None:
        if self.look is None:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                self._set(await self.look())
        except Exception as error:  # the database is away: the counters are worth showing all the same
            log.warning("metrics: the database was not looked at: %s", type(error).__name__)

    def _set(self, depth: Backlog) -> None:
        for rank, count in depth.deliveries.items():
            self._open.labels(rank.name.lower()).set(count)
        for (queue, status), count in depth.jobs.items():
            self._jobs.labels(queue, status).set(count)
        self._oldest.set(depth.delivery_late)
        self._feeds_due.set(depth.feeds_due)
        self._feed_oldest.set(depth.feed_late)
        self._erring.set(depth.feeds_erring)
        self._unindexed.set(depth.unindexed)
        self._unjudged.set(depth.unjudged)
        self._judging_late.set(depth.judging_late)
        self._alert_late.set(depth.alert_late)
        self._subscribers.set(depth.subscribers)
