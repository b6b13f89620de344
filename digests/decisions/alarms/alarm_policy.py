"""Which events admins are told of now: at once, but never one message each when many come together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from digests.model import Event, EventKind

COMPANY = timedelta(seconds=60)
"""An event waits this long for others, so that what has one cause is one message."""

_TEN_MINUTES, _HOUR = timedelta(minutes=10), timedelta(hours=1)
PAUSES = {
    EventKind.FAILING: _HOUR,
    EventKind.RECOVERED: _HOUR,
    EventKind.ENDED: _TEN_MINUTES,
    EventKind.MOVED: _TEN_MINUTES,
    EventKind.DOUBLED: _TEN_MINUTES,
    EventKind.HELD: _TEN_MINUTES,
    EventKind.FLOODED: _TEN_MINUTES,
    EventKind.SILENT: _TEN_MINUTES,
}
"""The first of a kind is told at once, and what follows in a trickle is gathered for so long."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to tell, and what needs no telling; the rest waits."""

    tell: tuple[Event, ...] = ()
    drop: tuple[Event, ...] = ()


def choose(
    untold: Sequence[Event],
    told: Mapping[EventKind, datetime],
    now: datetime,
    *,
    outage: bool = False,
    over: datetime | None = None,
) -> Choice:
    """``told``: when each kind was told last. ``outage``: it was told, and lasts; ``over``: when one ended.

    While an outage lasts, the feeds that join it are part of what was told, and so are those that return.
    """
    drop = {each.id for each in untold if _is_part(each, outage=outage, over=over)} | _came_and_went(untold)
    left = [each for each in untold if each.id not in drop]
    dropped = tuple(each for each in untold if each.id in drop)
    tell = tuple(each for each in left if not _waits(each, told, now))
    alone = not tell or now - tell[0].at < COMPANY
    return Choice(() if alone else tell, dropped)


def _is_part(event: Event, *, outage: bool, over: datetime | None) -> bool:
    """Whether an outage says it already."""
    if event.kind is EventKind.FAILING:
        return outage
    if event.kind is not EventKind.RECOVERED:
        return False
    since = event.params.get("since", "")
    return outage or bool(over and since and datetime.fromisoformat(since) < over)


def _came_and_went(untold: Sequence[Event]) -> set[int]:
    """A feed that failed and is well again before anybody was told: that is told only where failing was."""
    failed: dict[int | None, int] = {}
    gone: set[int] = set()
    for each in untold:
        if each.kind is EventKind.FAILING:
            failed[each.feed_id] = each.id
        elif each.kind is EventKind.RECOVERED and each.feed_id in failed:
            gone |= {each.id, failed.pop(each.feed_id)}
    return gone


def _waits(event: Event, told: Mapping[EventKind, datetime], now: datetime) -> bool:
    last = told.get(event.kind)
    return last is not None and now - last < PAUSES.get(event.kind, timedelta(0))
