"""How often feeds are fetched."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.model import usual
from digests.polling import LONGEST, SHORTEST, UNKNOWN, after_error, bars, interval, is_failing, next_fetch
from tests.conftest import NOW

HOUR = timedelta(hours=1)


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
    assert not is_failing(4, NOW - 90 * HOUR, NOW)
    assert is_failing(5, NOW - 6 * HOUR, NOW)


def test_bars() -> None:
    assert bars([0, 3, 6]) == "▁▄▇"
    assert bars([0, 0]) == "▁▁"
    assert bars([]) == ""
