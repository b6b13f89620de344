"""Quiet hours: local times of a day, on some weekdays, in which nothing makes a sound, or nothing comes.

They are those of the weekday on which they begin: 22:00 to 07:00 on Fridays ends on Saturday morning. Where
one stretch begins as another ends, they are one.
"""

from __future__ import annotations

from datetime import datetime

from digests.decisions.schedule import next_due, zone_of
from digests.model import Quiet, Schedule

_ALL_DAYS = frozenset(range(1, 8))
_MOST = 8  # stretches that follow each other; those of a week go round


def ends(quiet: Quiet, zone: str, now: datetime) -> datetime | None:
    """When the quiet hours end that hold now; None when none do."""
    at = now
    for _ in range(_MOST):
        if quiet.hours is None or not _hold(quiet, zone, at):
            break
        at = next_due(Schedule((quiet.hours[1],), _ALL_DAYS, zone), at)
    return at if at > now else None


def _hold(quiet: Quiet, zone: str, at: datetime) -> bool:
    if quiet.hours is None:
        return False
    local = at.astimezone(zone_of(zone))
    begin, end = quiet.hours
    today, clock = local.isoweekday(), local.time()
    yesterday = (today + 5) % 7 + 1
    if begin < end:
        return today in quiet.days and begin <= clock < end
    return (today in quiet.days and clock >= begin) or (yesterday in quiet.days and clock < end)


def arrives(quiet: Quiet, zone: str, due: datetime) -> datetime:
    """When a digest comes that is due then: at the end of quiet hours that are waited for, else at once."""
    return (ends(quiet, zone, due) if quiet.waits else None) or due
