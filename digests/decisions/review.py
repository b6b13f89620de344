"""The weekly review: one more kind of slot, at one weekday and time, named apart from those of digests."""

from __future__ import annotations

from datetime import UTC, datetime, time

from digests.decisions.schedule import latest_missed, next_due, slot_name
from digests.errors import BadInput
from digests.model import Schedule

_EVER = datetime.min.replace(tzinfo=UTC)
STORIES = 10
"""Stories that a review tells."""


def packed(weekday: int, at: time) -> str:
    """A review's weekday (ISO) and time as one word, such as ``7T20:00``; what ``schedule_of`` reads."""
    return f"{weekday}T{at:%H:%M}"


def schedule_of(review: str, zone: str) -> Schedule | None:
    """When reviews come, in a zone; None for "", never. ``BadInput("dead_button")`` for anything else."""
    if not review:
        return None
    day, _, at = review.partition("T")
    try:
        schedule = Schedule((time.fromisoformat(at),), frozenset({int(day)}), zone)
    except ValueError as error:
        raise BadInput("dead_button") from error
    if not 1 <= int(day) <= 7:
        raise BadInput("dead_button")
    return schedule


def next_review(review: str, zone: str, now: datetime) -> datetime | None:
    """When the next review is due after ``now``; None when none is wanted."""
    schedule = schedule_of(review, zone)
    return next_due(schedule, now) if schedule else None


def slot_of(review: str, zone: str, due: datetime, now: datetime) -> tuple[datetime, str]:
    """The newest slot up to ``now``, and its name: of several that were missed one comes.

    ``due`` stands for it where the schedule has none.
    """
    schedule = schedule_of(review, zone)
    slot = (latest_missed(schedule, _EVER, now) if schedule else None) or due
    return slot, f"review {slot_name(zone, slot)}"
