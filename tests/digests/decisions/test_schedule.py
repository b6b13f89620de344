"""Due times against an oracle that walks the clock minute by minute, over real clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.schedule import day_part, latest_missed, next_due, retry_at, slot_name
from digests.errors import BadInput
from digests.model import Schedule

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",  # its gap begins at midnight
    "Australia/Lord_Howe",  # half an hour
    "Africa/Casablanca",  # back in the spring, forward in the spring
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Shanghai",
    "Pacific/Apia",  # left a whole day out in 2011
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule(zone: str, *times: str, weekdays: str = "1234567") -> Schedule:
    return Schedule(
        tuple(time.fromisoformat(at) for at in times), frozenset(int(day) for day in weekdays), zone
    )


def dues(of: Schedule, after: datetime, until: datetime) -> list[datetime]:
    found = []
    while (after := next_due(of, after)) <= until:
        found.append(after)
    return found


def walk(of: Schedule, start: datetime, end: datetime) -> set[datetime]:
    """Each slot's first minute whose wall clock has reached it, seen by walking from well before."""
    zone = ZoneInfo(of.zone)
    first = (start - 3 * DAY).astimezone(zone).date()
    waiting = sorted(
        datetime.combine(day, at)
        for day in (first + n * DAY for n in range((end - start).days + 7))
        if day.isoweekday() in of.weekdays
        for at in of.times
    )
    fired: set[datetime] = set()
    minute = start - 3 * DAY
    while minute <= end:
        wall = minute.astimezone(zone).replace(tzinfo=None)
        while waiting and waiting[0] <= wall:
            waiting.pop(0)
            fired.add(minute)
        minute += MINUTE
    return {at for at in fired if start < at <= end}


def changes(zone: str, year: int) -> list[datetime]:
    """The days of a year in which a zone's offset changes."""
    info, day = ZoneInfo(zone), utc(f"{year}-01-01")
    days = [day + n * DAY for n in range(366)]
    return [d for d in days if d.astimezone(info).utcoffset() != (d + DAY).astimezone(info).utcoffset()]


TIMES = st.lists(st.times().map(lambda t: t.replace(second=0, microsecond=0)), min_size=1, max_size=3)
AROUND_CHANGES = st.lists(
    st.integers(0, 5 * 60).map(lambda n: time(n // 60, n % 60)), min_size=1, max_size=4, unique=True
)


@given(
    zone=st.sampled_from(ZONES),
    year=st.sampled_from([2011, 2019, 2024, 2026]),
    times=AROUND_CHANGES,
    weekdays=st.frozensets(st.integers(1, 7), min_size=3),
    data=st.data(),
)
def test_slots_around_a_clock_change_are_those_of_the_walked_clock(
    zone: str, year: int, times: list[time], weekdays: frozenset[int], data: st.DataObject
) -> None:
    start = data.draw(st.sampled_from(changes(zone, year) or [utc(f"{year}-06-01")])) - DAY
    of, end = Schedule(tuple(times), weekdays, zone), start + 3 * DAY
    assert dues(of, start, end) == sorted(walk(of, start, end))


@given(
    zone=st.sampled_from(ZONES),
    times=TIMES,
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    after=st.integers(0, 40 * 366 * 24 * 60).map(lambda n: utc("1996-01-01") + n * MINUTE),
    hours=st.integers(0, 400),
)
def test_the_newest_missed_slot_is_the_last_that_would_have_been_due(
    zone: str, times: list[time], weekdays: frozenset[int], after: datetime, hours: int
) -> None:
    of, now = Schedule(tuple(times), weekdays, zone), after + timedelta(hours=hours)
    between = dues(of, after, now)
    assert latest_missed(of, after, now) == (between[-1] if between else None)
    assert len({slot_name(of.zone, due) for due in between}) == len(between)
    assert after < next_due(of, after) <= after + 9 * DAY


def test_a_slot_in_the_gap_moves_to_the_first_minute_that_exists() -> None:
    of = schedule("Europe/Berlin", "02:30")
    assert dues(of, utc("2026-03-28T12:00"), utc("2026-03-30T12:00")) == [
        utc("2026-03-29T01:00"),
        utc("2026-03-30T00:30"),
    ]
    assert slot_name(of.zone, utc("2026-03-29T01:00")) == "2026-03-29T03:00 Europe/Berlin"


def test_slots_that_meet_at_the_end_of_the_gap_are_one() -> None:
    of = schedule("Europe/Berlin", "02:10", "02:50", "03:00")
    assert dues(of, utc("2026-03-29T00:30"), utc("2026-03-29T12:00")) == [utc("2026-03-29T01:00")]


def test_a_doubled_hour_fires_once() -> None:
    of = schedule("America/New_York", "01:30")
    assert dues(of, utc("2026-10-31T12:00"), utc("2026-11-02T12:00")) == [
        utc("2026-11-01T05:30"),
        utc("2026-11-02T06:30"),
    ]


def test_half_an_hour_of_summer_time() -> None:
    of = schedule("Australia/Lord_Howe", "02:15")
    assert next_due(of, utc("2026-10-03T12:00")) == utc("2026-10-03T15:30")


def test_a_day_left_out_moves_its_slots_to_the_next_midnight() -> None:
    of = schedule("Pacific/Apia", "08:00", "18:00", weekdays="5")
    assert next_due(of, utc("2011-12-29T12:00")) == utc("2011-12-30T10:00")
    assert next_due(of, utc("2011-12-30T10:00")) == utc("2012-01-05T18:00")


def test_weekdays_are_those_of_the_subscriber() -> None:
    of = schedule("Pacific/Auckland", "08:00", weekdays="1")
    assert next_due(of, utc("2026-11-20T00:00")) == utc("2026-11-22T19:00")
    assert next_due(of, utc("2026-11-22T19:00")) == utc("2026-11-29T19:00")


def test_one_time_in_two_zones_has_two_names() -> None:
    shanghai, berlin = schedule("Asia/Shanghai", "08:00"), schedule("Europe/Berlin", "08:00")
    names = {slot_name(of.zone, next_due(of, utc("2026-11-23T20:00"))) for of in (shanghai, berlin)}
    assert names == {"2026-11-24T08:00 Asia/Shanghai", "2026-11-24T08:00 Europe/Berlin"}


@pytest.mark.parametrize(
    "zone", ["", "Mars/Olympus", "Europe", "../etc/passwd", "/etc/passwd", "\0", "x" * 500]
)
def test_an_unknown_zone_is_named(zone: str) -> None:
    with pytest.raises(BadInput) as caught:
        next_due(schedule(zone, "08:00"), utc("2026-01-01"))
    assert (caught.value.code, caught.value.params["zone"]) == ("unknown_zone", zone[:60])


@pytest.mark.parametrize("of", [schedule("UTC"), schedule("UTC", "08:00", weekdays="")])
def test_a_schedule_that_is_never_due_is_refused(of: Schedule) -> None:
    with pytest.raises(BadInput, match="empty_schedule"):
        next_due(of, utc("2026-01-01"))
    assert latest_missed(of, utc("2025-01-01"), utc("2026-01-01")) is None


def test_every_minute_has_its_part_of_the_day() -> None:
    parts = [day_part(time(hour)) for hour in range(24)]
    assert parts == ["night"] * 4 + ["morning"] * 7 + ["noon"] * 6 + ["evening"] * 5 + ["night"] * 2


def test_dates_far_away_do_not_matter() -> None:
    assert next_due(schedule("UTC", "00:00"), datetime(1970, 1, 1, tzinfo=UTC)).date() == date(1970, 1, 2)


@given(
    zone=st.sampled_from(ZONES),
    times=TIMES,
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    now=st.integers(0, 40 * 366 * 24 * 60 * 60).map(lambda n: utc("1996-01-01") + timedelta(seconds=n)),
)
def test_what_failed_is_tried_again_soon_and_at_the_next_slot_at_the_latest(
    zone: str, times: list[time], weekdays: frozenset[int], now: datetime
) -> None:
    of = Schedule(tuple(times), weekdays, zone)
    assert now < retry_at(of, now) <= min(now + timedelta(hours=1), next_due(of, now))


def test_the_pauses_of_what_keeps_failing_double_up_to_an_hour() -> None:
    of, now = schedule("UTC", "08:00"), utc("2026-03-02T08:00")
    pauses = []
    while len(pauses) < 8:
        later = retry_at(of, now)
        pauses.append(int((later - now) / MINUTE))
        now = later
    assert pauses == [5, 5, 10, 20, 40, 60, 60, 60]


@pytest.mark.parametrize("of", [schedule("Mars/Olympus", "08:00"), Schedule((), frozenset({1}), "UTC")])
def test_a_schedule_that_makes_no_sense_waits_for_an_hour(of: Schedule) -> None:
    assert retry_at(of, utc("2026-03-02T08:00")) == utc("2026-03-02T09:00")


def test_what_is_wished_for_between_slots_has_a_name_of_its_own() -> None:
    at = utc("2026-03-02T08:00")
    names = {slot_name("UTC", at + n * timedelta(milliseconds=7)) for n in range(5)}
    assert len(names) == 5
    assert "2026-03-02T08:00:00.007 UTC" in names
