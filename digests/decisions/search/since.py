"""``since:`` of a query: days, spans and dates as people write them, as a moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from digests.decisions.schedule import zone_of
from digests.errors import BadInput

_AGO = re.compile(r"(\d{1,4})\s*(h|d|w|m|y|小时|天|日|周|个月|月|年)")
_HOURS = {"h": 1, "小时": 1, "d": 24, "天": 24, "日": 24, "w": 168, "周": 168}
_HOURS |= {"m": 720, "个月": 720, "月": 720, "y": 8760, "年": 8760}
_YEAR = re.compile(r"\d{4}年")  # a year, and not that many years ago
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?")
_DAYS_BACK = {"today": 0, "今天": 0, "yesterday": 1, "昨天": 1}


def moment(text: str, now: datetime, zone: str) -> datetime:
    """``7d``, ``24h``, ``2w``, ``today``, ``2026-03-01`` or ``2026-03`` as the moment since which.

    Raises ``BadInput("bad_since")``: guessing would show other posts than were asked for.
    """
    said = text.strip().casefold()
    if said in _DAYS_BACK:
        midnight = now.astimezone(zone_of(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
        return (midnight - timedelta(days=_DAYS_BACK[said])).astimezone(UTC)
    if (ago := _AGO.fullmatch(said)) and not _YEAR.fullmatch(said):
        hours = timedelta(hours=int(ago[1]) * _HOURS[ago[2]])
        return max(now - hours, _beginning()) if hours < now - _beginning() else _beginning()
    if date := _DATE.fullmatch(said):
        return _day(date, text, zone)
    raise BadInput("bad_since", text=text)


def _beginning() -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC)


def _day(date: re.Match[str], text: str, zone: str) -> datetime:
    try:
        year, month, day = (int(part or 1) for part in date.groups())
        return datetime(year, month, day, tzinfo=zone_of(zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput("bad_since", text=text) from error
