"""How often feeds are fetched."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.polling import (
    LONGEST,
    SHORTEST,
    UNKNOWN,
    after_error,
    bars,
    every,
    interval,
    is_failing,
    is_silent,
    most_fresh,
    next_fetch,
)
from digests.model import Feed, FeedKind, FetchHints, usual
from tests.conftest import NOW

SECOND, MINUTE, HOUR, DAY = (timedelta(**{each: 1}) for each in ("seconds", "minutes", "hours", "days"))


def test_the_interval_is_half_the_usual_gap() -> None:
    assert interval(usual([NOW - n * 2 * HOUR for n in range(20, 0, -1)]), NOW) == HOUR
    assert interval(usual([]), NOW) == UNKNOWN
    assert interval(usual([NOW - timedelta(seconds=n) for n in range(50, 0, -1)]), NOW) == SHORTEST
    assert interval(usual([NOW - timedelta(days=27)]), NOW) == LONGEST


def test_a_feed_that_falls_silent_is_asked_less_often() -> None:
    pace = usual([NOW - 24 * HOUR - n * HOUR for n in range(20, 0, -1)])
    assert interval(pace, NOW) > interval(pace, NOW - 24 * HOUR)


@given(st.integers(1, 10**6), st.floats(1, 86_400))
def test_jitter_only_delays_and_by_a_tenth_at_most(feed_id: int, seconds: float) -> None:
    every = timedelta(seconds=seconds)
    at = next_fetch(NOW, every, feed_id)
    assert NOW + every <= at <= NOW + every * 1.1 + timedelta(milliseconds=1)


def test_feeds_do_not_fall_into_step() -> None:
    assert len({next_fetch(NOW, HOUR, feed_id) for feed_id in range(100)}) > 95


def test_errors_back_off_to_a_day() -> None:
    pauses = [after_error(NOW, failures, 1) - NOW for failures in range(1, 15)]
    assert pauses[0] < timedelta(minutes=17)
    assert pauses == sorted(pauses)
    assert LONGEST <= pauses[-1] <= timedelta(hours=24)


def test_the_servers_own_wait_is_kept() -> None:
    assert after_error(NOW, 1, 1, retry_after=7200) >= NOW + 2 * HOUR
    assert after_error(NOW, 1, 1, retry_after=1) >= NOW + timedelta(minutes=15)
    assert after_error(NOW, 1, 1, retry_after=1e300) <= NOW + 24 * HOUR


def test_a_hiccup_is_not_death() -> None:
    assert not is_failing(50, NOW - HOUR, NOW)
    assert not is_failing(50, NOW - 6 * HOUR + SECOND, NOW)
    assert not is_failing(4, NOW - 90 * HOUR, NOW)
    assert is_failing(5, NOW - 6 * HOUR, NOW)
    assert not is_failing(5, None, NOW)


def test_the_promised_numbers() -> None:
    """Those of the documentation, which are not to be compared with themselves."""
    assert (SHORTEST, UNKNOWN) == (5 * MINUTE, 15 * MINUTE)
    assert DAY - SECOND <= LONGEST * 1.1 <= DAY
    for n, pause in zip((1, 2, 3, 7), (15 * MINUTE, 30 * MINUTE, HOUR, 16 * HOUR), strict=True):
        for feed in range(20):
            assert pause <= after_error(NOW, n, feed) - NOW <= pause * 1.1


def test_the_delay_is_spread_over_a_tenth_of_the_pause() -> None:
    moments = [NOW + n * MINUTE for n in range(60)]
    delays = [
        (next_fetch(now, 10 * HOUR, feed) - now - 10 * HOUR) / HOUR for now in moments for feed in range(50)
    ]
    assert 0 <= min(delays) < 0.03
    assert 0.97 < max(delays) <= 1
    assert next_fetch(NOW, HOUR, 1) == next_fetch(NOW, HOUR, 1), "no hidden chance"


def test_an_unwanted_time_is_left_at_the_next_open_hour_within_its_first_half() -> None:
    unwanted = FetchHints(hours=tuple(range(9, 14)))
    for feed in range(50):
        at = next_fetch(NOW, HOUR, feed, unwanted)
        assert NOW + 6 * HOUR <= at <= NOW + 6.5 * HOUR
    assert len({next_fetch(NOW, HOUR, feed, unwanted) for feed in range(50)}) > 40


def test_where_no_hour_is_wanted_a_day_is_the_longest() -> None:
    assert next_fetch(NOW, HOUR, 1, FetchHints(hours=tuple(range(24)))) == NOW + DAY
    late = next_fetch(NOW, 25 * HOUR, 1, FetchHints(hours=tuple(range(24))))
    assert NOW + 25 * HOUR <= late <= NOW + 27.5 * HOUR


def test_a_flood_is_three_times_what_was_to_be_expected() -> None:
    hourly = usual([NOW - n * HOUR for n in range(20, 0, -1)])
    assert most_fresh(2, hourly, NOW - 1.5 * HOUR, NOW) == 5
    assert most_fresh(5, hourly, NOW - 1.5 * HOUR, NOW) == 5
    assert most_fresh(6, hourly, NOW - 1.5 * HOUR, NOW) == 6
    assert most_fresh(1, hourly, NOW - 10_000 * DAY, NOW) == 100_000


def test_bars() -> None:
    assert bars([0, 3, 6]) == "▁▄▇"
    assert bars([0, 0]) == "▁▁"
    assert bars([]) == ""


def a_feed(**values: object) -> Feed:
    return Feed(id=1, address="https://example.org/", kind=FeedKind.WEB, title="", **values)  # type: ignore[arg-type]


HOURLY = usual([NOW - n * HOUR for n in range(20, 0, -1)])


@pytest.mark.parametrize(
    ("own", "wished", "fresh_for", "expected"),
    [
        (None, 0, 0, HOUR / 2),
        (None, 7200, 0, 2 * HOUR),
        (None, 0, 7200, 2 * HOUR),
        (None, 600, 60, HOUR / 2),
        (None, 86_400, 0, LONGEST),
        (60, 86_400, 86_400, timedelta(minutes=1)),
    ],
)
def test_wishes_only_make_the_pause_longer_and_an_admin_decides(
    own: int | None, wished: int, fresh_for: float, expected: timedelta
) -> None:
    assert every(a_feed(every=own), HOURLY, FetchHints(wished), fresh_for, NOW) == expected


def test_unwanted_hours_and_days_are_passed_over() -> None:
    at = next_fetch(NOW, HOUR, 1, FetchHints(hours=(8, 9, 10, 11)))
    assert at.hour == 12
    sunday = NOW - timedelta(days=1)
    assert next_fetch(sunday, HOUR, 1, FetchHints(days=(6,))).weekday() == 0


@given(
    st.integers(1, 1000),
    st.floats(60, 78_000),
    st.sets(st.integers(0, 23), max_size=23),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_no_wish_keeps_a_feed_away_for_longer_than_a_day(
    feed_id: int, seconds: float, hours: set[int], days: set[int]
) -> None:
    pause = timedelta(seconds=seconds)
    at = next_fetch(NOW, pause, feed_id, FetchHints(hours=tuple(hours), days=tuple(days)))
    assert NOW + pause <= at <= NOW + timedelta(days=1)


def test_silence_is_ten_usual_gaps_and_three_days() -> None:
    daily = usual([NOW - n * timedelta(days=1) for n in range(20, 0, -1)])
    assert not is_silent(daily, NOW + timedelta(days=8))
    assert is_silent(daily, NOW + timedelta(days=10))
    last = NOW - HOUR
    assert not is_silent(HOURLY, last + 3 * DAY)
    assert is_silent(HOURLY, last + 3 * DAY + SECOND)
    assert not is_silent(daily, NOW - DAY + 10 * DAY)
    assert is_silent(daily, NOW - DAY + 10 * DAY + SECOND)
    assert not is_silent(usual([]), NOW)
    assert is_silent(usual([NOW - n * HOUR for n in range(5, 0, -1)]), NOW + 400 * DAY)
    assert not is_silent(usual([NOW - n * HOUR for n in range(4, 0, -1)]), NOW + 400 * DAY)
    assert not is_silent(usual([NOW - n * HOUR for n in range(3, 0, -1)]), NOW + timedelta(days=400))


def test_a_flood_is_measured_by_what_is_usual() -> None:
    busy = usual([NOW - n * timedelta(minutes=10) for n in range(20, 0, -1)])
    assert most_fresh(50, busy, NOW - HOUR, NOW) == 50
    assert most_fresh(50, busy, NOW - timedelta(days=1), NOW) == 3 * 144
    assert most_fresh(50, usual([]), NOW, NOW) == 50
    assert most_fresh(50, busy, None, NOW) == 50
