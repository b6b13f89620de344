"""When to fetch a feed next: as often as it really posts, and ever more rarely while it fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from zlib import crc32

from digests.model import NO_WISHES, Feed, FetchHints, Pace

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24) / 1.1  # with its jitter of a tenth at most a day
UNKNOWN = timedelta(minutes=15)
FIRST_PAUSE = timedelta(minutes=15)
FAILING_AFTER = timedelta(hours=6)
FAILING_ERRORS = 5
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
# Nights and weekends are no silence: what posts each ten minutes in office hours rests from Friday to Monday.
_SILENCE = timedelta(days=3)
_SILENT_GAPS = 10
_SILENT_POSTS = 5  # fewer say nothing of what is usual
_BARS = "▁▂▃▄▅▆▇"


def interval(pace: Pace, now: datetime) -> timedelta:
    """Half the usual gap between the latest posts, from 5 minutes to a day.

    The silence since the last post counts as a gap, so that a feed that falls silent is asked less often.
    """
    if not pace.posts or pace.first is None:
        return UNKNOWN
    span = max(now - pace.first, timedelta(0))
    return min(max(span / pace.posts / 2, SHORTEST), LONGEST)


def every(feed: Feed, pace: Pace, wishes: FetchHints, fresh_for: float, now: datetime) -> timedelta:
    """How long to wait after a fetch that worked: what an admin chose, else what the feed's rhythm says.

    What its document and its server ask for (``fresh_for`` seconds) makes that longer, up to a day, and never
    shorter: to come more often than a feed posts serves nobody.
    """
    if feed.every:
        return timedelta(seconds=feed.every)
    asked = min(float(wishes.seconds) if wishes.seconds > fresh_for else fresh_for, LONGEST.total_seconds())
    return max(interval(pace, now), timedelta(seconds=asked))


def next_fetch(now: datetime, pause: timedelta, feed_id: int, wishes: FetchHints = NO_WISHES) -> datetime:
    """The next time, up to a tenth of the pause later, so that feeds do not fall into step.

    Hours and days in which the feed wants no visit are passed over where that takes no longer than a day.
    """
    at = now + pause * (1 + _spread(feed_id, now) / 10)
    if not _unwanted(at, wishes):
        return at
    latest, later = now + _DAY, at
    while later < latest:
        later += _HOUR
        if not _unwanted(later, wishes):
            opens = later.replace(minute=0, second=0, microsecond=0)
            return max(at, min(opens + _HOUR * _spread(feed_id, now) / 2, latest))
    return max(at, latest)


def _unwanted(at: datetime, wishes: FetchHints) -> bool:
    there = at.astimezone(UTC)
    return there.hour in wishes.hours or there.weekday() in wishes.days


def after_error(now: datetime, failures: int, feed_id: int, *, retry_after: float | None = None) -> datetime:
    """The next time after the ``failures``-th error in a row: 15 minutes, doubling to a day.

    A server's own Retry-After (seconds) is kept where it is longer, up to a day.
    """
    pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST)
    if retry_after is not None:
        pause = max(pause, timedelta(seconds=min(retry_after, LONGEST.total_seconds())))
    return next_fetch(now, pause, feed_id)


def is_failing(failures: int, since: datetime | None, now: datetime) -> bool:
    """A hiccup is not death: five errors in a row, over at least six hours."""
    return failures >= FAILING_ERRORS and since is not None and now - since >= FAILING_AFTER


def is_silent(pace: Pace, now: datetime) -> bool:
    """Whether no post came in ten times the usual gap, and in three days at least."""
    if pace.posts < _SILENT_POSTS or pace.last is None or pace.gap is None:
        return False
    return now - pace.last > max(_SILENT_GAPS * pace.gap, _SILENCE)


def most_fresh(limit: int, pace: Pace, since: datetime | None, now: datetime) -> int:
    """How many posts of one fetch may count as new: ``limit``, or three times what the pace leads to expect.

    A feed that posts a hundred times a day and could not be read for a day brings a hundred, and that is no
    flood.
    """
    if since is None or not pace.gap:
        return limit
    return max(limit, ceil(min(3 * ((now - since) / pace.gap), 100_000)))


def fresh_of(feed: Feed, backlog: int, limit: int, now: datetime) -> int:
    """How many posts of its next fetch may count as new: of the first ``backlog``, else ``most_fresh``."""
    if feed.last_success is None:
        return backlog
    return most_fresh(limit, feed.pace, feed.last_success, now)


def bars(counts: Sequence[int]) -> str:
    """Counts as a line of small bars, the largest full; a zero is the lowest bar."""
    top = max(counts, default=0)
    return "".join(_BARS[round(count / top * (len(_BARS) - 1)) if top else 0] for count in counts)


def _spread(feed_id: int, now: datetime) -> float:
    """A number in 0..1, the same for the same feed and time: no hidden chance in a decision."""
    return crc32(f"{feed_id}:{now.isoformat()}".encode()) / 2**32
