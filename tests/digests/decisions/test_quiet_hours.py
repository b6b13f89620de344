"""Quiet hours: when they hold, and when they end."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.quiet_hours import arrives, ends
from digests.model import Quiet

# Monday 2 March 2026; Berlin is an hour ahead of UTC then.
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NIGHT = (time(22), time(7))
WORKDAYS = frozenset(range(1, 6))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        (Quiet(NIGHT), at(0, 23), at(1, 7)),
        (Quiet(NIGHT), at(0, 22), at(1, 7)),
        (Quiet(NIGHT), at(0, 6, 59), at(0, 7)),
        (Quiet(NIGHT), at(0, 7), None),
        (Quiet(NIGHT), at(0, 21, 59), None),
        (Quiet(NIGHT, WORKDAYS), at(5, 6), at(5, 7)),  # Friday's, on Saturday morning
        (Quiet(NIGHT, WORKDAYS), at(5, 22), None),
        (Quiet(NIGHT, WORKDAYS), at(0, 6), None),  # Sunday's would be
        (Quiet((time(12), time(14))), at(0, 13), at(0, 14)),
        (Quiet((time(12), time(14)), frozenset({2})), at(0, 13), None),
        (Quiet(always=True), at(0, 23), None),
    ],
)
def test_when_they_end(quiet: Quiet, now: datetime, end: datetime | None) -> None:
    assert ends(quiet, "UTC", now) == end


def test_by_the_zone_of_the_chat() -> None:
    assert ends(Quiet(NIGHT), "Europe/Berlin", at(0, 21)) == at(1, 6)
    assert ends(Quiet(NIGHT), "Asia/Shanghai", at(0, 21)) == at(0, 23)


def test_when_the_clock_changes() -> None:
    # Berlin, 29 March 2026: 02:00 becomes 03:00; 25 October: 03:00 becomes 02:00.
    spring = datetime(2026, 3, 28, 22, tzinfo=UTC)
    assert ends(Quiet((time(23), time(2, 30))), "Europe/Berlin", spring) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )
    autumn = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert ends(Quiet(NIGHT), "Europe/Berlin", autumn) == datetime(2026, 10, 25, 6, tzinfo=UTC)


def test_what_waits_comes_at_the_end() -> None:
    assert arrives(Quiet(NIGHT, waits=True), "UTC", at(0, 23)) == at(1, 7)
    assert arrives(Quiet(NIGHT), "UTC", at(0, 23)) == at(0, 23)
    assert arrives(Quiet(NIGHT, waits=True), "UTC", at(0, 12)) == at(0, 12)


_TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(
    st.builds(Quiet, st.tuples(_TIMES, _TIMES), st.frozensets(st.integers(1, 7), min_size=1)),
    st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York", "Pacific/Apia"]),
    st.integers(0, 365 * 1440).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
)
def test_they_end_within_days_and_then_hold_no_more(quiet: Quiet, zone: str, now: datetime) -> None:
    end = ends(quiet, zone, now)
    if end is not None:
        assert now < end <= now + timedelta(days=9)
        whole_days = quiet.hours is not None and quiet.hours[0] == quiet.hours[1]
        assert whole_days or ends(quiet, zone, end) is None
