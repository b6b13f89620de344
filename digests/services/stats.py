"""Numbers for those who run the bot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model import Pause, Progress, Slowdown
from digests.ports import Summaries
from digests.store import Store, Tx
from digests.store.delivery import broadcasts, delivery_counts, pauses, slowdown
from digests.store.feeds import feed_health
from digests.store.monitoring import sizes
from digests.store.posts import key_points
from digests.store.subscribers import subscribers


@dataclass(frozen=True, slots=True)
class Totals:
    """What is stored, who receives, and how deliveries fare; failures are those of the last seven days.

    ``condensed`` posts have key points, ``outdated`` of them from an earlier summarizer or weights.
    ``pauses`` are what the transport asks for now, the longest first.
    ``broadcast`` is the one under way. ``rate`` is how many messages a second may go out at
    most, ``slowdown`` what of it is used, None for all.
    """

    posts: int
    stories: int
    tags: int
    feeds_ok: int
    feeds_failing: int
    feeds_paused: int
    feeds_ended: int
    subscribers: dict[str, int]
    deliveries: dict[str, int]
    oldest_pending: datetime | None
    ambiguous: int
    faulty: int
    failures: tuple[tuple[str, int], ...]
    pauses: tuple[Pause, ...]
    broadcast: Progress | None
    size_bytes: int
    condensed: int
    outdated: int
    indexed: int = 0
    unindexed: int = 0
    unjudged: int = 0
    rate: float = 0.0
    slowdown: Slowdown | None = None


class Statistics:
    """Reads the totals."""

    def __init__(self, store: Store, summaries: Summaries, rate: float) -> None:
        self._rate = rate
        self._store = store
        self._summaries = summaries

    async def read(self, now: datetime) -> Totals:
        """The totals as of now."""
        async with self._store.read() as tx:
            ok, failing, paused, ended = await feed_health.counts(tx, now)
            stored = await sizes.stored(tx)
            made = await key_points.made_by(tx)
            return Totals(
                posts=stored.posts,
                stories=stored.stories,
                tags=stored.tags,
                feeds_ok=ok,
                feeds_failing=failing,
                feeds_paused=paused,
                feeds_ended=ended,
                subscribers=await subscribers.counts(tx),
                deliveries=await delivery_counts.counts(tx),
                oldest_pending=await delivery_counts.oldest_open(tx),
                ambiguous=await delivery_counts.ambiguous(tx),
                faulty=await delivery_counts.faulty(tx),
                failures=await delivery_counts.failures(tx, now - timedelta(days=7)),
                pauses=await pauses.current(tx, now),
                broadcast=await _broadcast(tx),
                size_bytes=stored.size_bytes,
                condensed=sum(made.values()),
                outdated=sum(made.values()) - made.get(self._summaries.version, 0),
                indexed=stored.indexed,
                unindexed=stored.unindexed,
                unjudged=stored.unjudged,
                rate=self._rate,
                slowdown=await slowdown.current(tx, now),
            )


async def _broadcast(tx: Tx) -> Progress | None:
    """The one under way."""
    one = await broadcasts.running(tx)
    return Progress(one, await broadcasts.fared(tx, one)) if one else None
