"""Schedules and quiet hours as columns hold them."""

from __future__ import annotations

from datetime import time
from functools import lru_cache

from digests.model import Quiet, Schedule


@lru_cache(maxsize=1024)
def schedule_of(times: str, weekdays: str, zone: str) -> Schedule:
    """The inverse of ``schedule_columns``."""
    at = tuple(time.fromisoformat(each) for each in times.split(",") if each)
    return Schedule(at, frozenset(map(int, weekdays)), zone)


def schedule_columns(schedule: Schedule) -> dict[str, str]:
    """A schedule as columns."""
    return {
        "zone": schedule.zone,
        "times": ",".join(each.strftime("%H:%M") for each in schedule.times),
        "weekdays": "".join(str(day) for day in sorted(schedule.weekdays)),
    }


@lru_cache(maxsize=1024)
def quiet_of(hours: str, days: str, waits: bool, silent: bool) -> Quiet:
    """The inverse of ``quiet_columns``."""
    begin, _, end = hours.partition("-")
    between = (time.fromisoformat(begin), time.fromisoformat(end)) if hours else None
    return Quiet(between, frozenset(map(int, days)), waits, silent)


def quiet_columns(quiet: Quiet) -> dict[str, object]:
    """Quiet hours as columns."""
    hours = "-".join(f"{each:%H:%M}" for each in quiet.hours or ())
    days = "".join(str(day) for day in sorted(quiet.days))
    return {"quiet": hours, "quiet_days": days, "quiet_waits": quiet.waits, "silent": quiet.always}
