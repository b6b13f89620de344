"""When a subscriber's digests are due: local times in an IANA zone turned into UTC instants.

One rule covers both clock changes. A local time is read with the offset that holds before the change
(``fold=0``): a doubled hour gives its first instant and so fires once, and a time inside a gap moves
forward to the first minute that exists. Slots that land on one instant are one slot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from digests.errors import BadInput
from digests.model import Schedule

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
# A slot moves at most one day (Pacific/Apia had no 30 December 2011), and each weekday returns in seven.
_REACH = 9
_EVER = datetime.min.replace(tzinfo=UTC)
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)

DayPart = Literal["morning", "noon", "evening", "night"]


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; ``BadInput("unknown_zone")`` when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # OSError: the name of a folder, such as "Europe"
        raise BadInput("unknown_zone", zone=name[:60]) from error


# Many subscribers share a schedule and are due at once; ``now`` is then the same for all of them.
@lru_cache(maxsize=1024)
def next_due(schedule: Schedule, after: datetime) -> datetime:
    """The first slot strictly after an instant, in UTC.

    Raises ``BadInput``: ``unknown_zone``, or ``empty_schedule`` when it has no time or no weekday.
    """
    zone = zone_of(schedule.zone)
    first = after.astimezone(zone).date() - _DAY
    days = (first + n * _DAY for n in range(_REACH + 2))
    slot = next((at for at in _slots(schedule, days, zone) if at > after), None)
    if slot is None:
        raise BadInput("empty_schedule")
    return slot


@lru_cache(maxsize=1024)
def latest_missed(schedule: Schedule, since: datetime, now: datetime) -> datetime | None:
    """The newest slot in ``since`` < slot <= ``now``, or None; after downtime it stands for all missed."""
    zone = zone_of(schedule.zone)
    last = now.astimezone(zone).date()
    days = (last - n * _DAY for n in range(_REACH))
    newest = next((at for at in _slots(schedule, days, zone, newest_first=True) if at <= now), None)
    return newest if newest is not None and newest > since else None


def slot_name(zone: str, due: datetime) -> str:
    """A slot's name, such as ``2026-11-24T08:00 Europe/Berlin``: its key among one subscriber's slots.

    The zone belongs to it: who moves from Shanghai to Berlin has 08:00 twice on that date. What was wished
    for between slots is named to the millisecond.
    """
    local = due.astimezone(zone_of(zone)).replace(tzinfo=None)
    precise = "milliseconds" if local.second or local.microsecond else "minutes"
    return f"{local.isoformat(timespec=precise)} {zone}"


EDITION = " #"
"""Stands in the name of a slot before the number of an edition beside the first."""

LONGEST_NAME = 60


def slot_of_edition(name: str, edition: int) -> str:
    """The name of a slot for one edition: two of a chat may be due at the same minute."""
    number = f"{EDITION}{edition}" if edition else ""
    return f"{name[: LONGEST_NAME - len(number)]}{number}"


def edition_of(slot: str) -> int:
    """Of which edition a slot is, 0 for the first."""
    _, mark, number = slot.rpartition(EDITION)
    return int(number) if mark and number.isdecimal() else 0


def retry_at(schedule: Schedule, now: datetime) -> datetime:
    """When to try again what could not be built: after as long as it has been late already.

    That is five minutes to an hour, doubling each time, but not later than the next slot. A schedule that
    makes no sense waits for an hour.
    """
    try:
        slot, following = latest_missed(schedule, _EVER, now), next_due(schedule, now)
    except BadInput:
        return now + LONGEST_PAUSE
    late = now - slot if slot else FIRST_PAUSE
    return min(now + min(max(late, FIRST_PAUSE), LONGEST_PAUSE), following)


def day_part(local: time) -> DayPart:
    """What to call a digest of that local time."""
    if local.hour < 4 or local.hour >= 22:
        return "night"
    if local.hour < 11:
        return "morning"
    return "noon" if local.hour < 17 else "evening"


def _slots(
    schedule: Schedule, days: Iterable[date], zone: ZoneInfo, *, newest_first: bool = False
) -> Iterator[datetime]:
    """The slots of these days in their order; moving forward never makes one slot overtake another."""
    times = sorted(schedule.times, reverse=newest_first)
    wanted = (day for day in days if day.isoweekday() in schedule.weekdays)
    return (_instant(datetime.combine(day, at), zone) for day in wanted for at in times)


def _instant(local: datetime, zone: ZoneInfo) -> datetime:
    at = local.replace(tzinfo=zone).astimezone(UTC)
    exists = at.astimezone(zone).replace(tzinfo=None) == local
    return at if exists else _end_of_gap(local, zone)


def _end_of_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant of the clock change around a local time that does not exist.

    Inside a gap ``fold`` 1 and 0 read the time with the offset after and before the change (PEP 495), which
    gives an instant before and one after it; between them the offset changes once.
    """
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    after = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    old = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
