"""When to fetch a feed next: as often as it really posts, and ever more rarely while it fails."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zlib import crc32

SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(hours=24) / 1.1  # with its jitter of a tenth at most a day
UNKNOWN = timedelta(minutes=15)
FIRST_PAUSE = timedelta(minutes=15)
FAILING_AFTER = timedelta(hours=6)
FAILING_ERRORS = 5
_RECENT = 20
_BARS = "▁▂▃▄▅▆▇"


def interval(times: Sequence[datetime], now: datetime) -> timedelta:
    """Half the usual gap between the latest 20 posts, from 5 minutes to a day; ``times`` oldest first.

    The silence since the last post counts as a gap, so that a feed that falls silent is asked less often.
    """
    recent = list(times[-_RECENT:])
    if not recent:
        return UNKNOWN
    span = max(now - recent[0], timedelta(0))
    return min(max(span / len(recent) / 2, SHORTEST), LONGEST)


def next_fetch(now: datetime, every: timedelta, feed_id: int) -> datetime:
    """The next time, moved by up to a tenth of the interval, so that feeds do not fall into step."""
    return now + every * (1 + _spread(feed_id, now) / 10)


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


def bars(counts: Sequence[int]) -> str:
    """Counts as a line of small bars, the largest full; a zero is the lowest bar."""
    top = max(counts, default=0)
    return "".join(_BARS[round(count / top * (len(_BARS) - 1)) if top else 0] for count in counts)


def _spread(feed_id: int, now: datetime) -> float:
    """A number in 0..1, the same for the same feed and time: no hidden chance in a decision."""
    return crc32(f"{feed_id}:{now.isoformat()}".encode()) / 2**32
