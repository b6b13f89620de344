"""What follows each kind of failure."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.retry import (
    GIVE_UP_AFTER,
    Again,
    Follow,
    GiveUp,
    Stop,
    Suspend,
    Verdict,
    after_failure,
)
from digests.errors import (
    BadContent,
    Busy,
    DeliveryError,
    Moved,
    Refused,
    RetryAfter,
    Temporary,
    ThreadGone,
    Unauthorized,
)
from tests.conftest import NOW


def decide(error: DeliveryError, attempts: int = 0, jitter: float = 0.0) -> Verdict:
    return after_failure(error, attempts, NOW, first_failure=NOW, jitter=lambda: jitter)


def test_each_kind_has_its_own_consequence() -> None:
    assert decide(RetryAfter(43_838)) == Again(NOW + timedelta(seconds=43_838))
    assert decide(Refused("blocked")) == Suspend()
    assert decide(Moved("-100")) == Follow("-100")
    assert decide(Unauthorized("token")) == Stop()
    assert decide(BadContent("plain refused, too")) == GiveUp()
    assert decide(ThreadGone("no main place either")) == GiveUp()
    assert decide(Temporary("timeout")) == Again(NOW + timedelta(seconds=5))


def test_pauses_double_up_to_an_hour() -> None:
    pauses = [decide(Temporary("timeout"), attempts) for attempts in (0, 1, 2, 30)]
    assert pauses == [Again(NOW + timedelta(seconds=s)) for s in (5, 10, 20, 3600)]


def test_a_pause_is_made_up_to_half_longer_by_chance() -> None:
    pauses = [decide(Temporary("timeout"), attempts, jitter=1.0) for attempts in (0, 9, 10)]
    assert pauses == [Again(NOW + timedelta(seconds=s)) for s in (7.5, 3840, 5400)]
    assert decide(Temporary("timeout"), 0, jitter=0.5) == Again(NOW + timedelta(seconds=6.25))


def test_the_pause_stays_an_hour_however_often_it_failed() -> None:
    assert decide(Temporary("timeout"), 9) == Again(NOW + timedelta(seconds=2560))
    for attempts in (10, 20, 21, 10_000):
        assert decide(Temporary("timeout"), attempts) == Again(NOW + timedelta(hours=1))


def test_it_is_given_up_a_day_after_the_first_failure() -> None:
    """The next try, not this one, must come within the day."""
    day, five = timedelta(hours=24), timedelta(seconds=5)

    def after(since: timedelta) -> Verdict:
        return after_failure(Temporary("timeout"), 0, NOW, first_failure=NOW - since, jitter=lambda: 0.0)

    assert after(day - five) == Again(NOW + five)
    assert after(day - five + timedelta(milliseconds=1)) == GiveUp()
    assert after(timedelta(days=2)) == GiveUp()
    assert after_failure(Temporary("timeout"), 99, NOW, first_failure=None, jitter=lambda: 0.0) == Again(
        NOW + timedelta(hours=1)
    ), "who has not failed before is not given up"


@pytest.mark.parametrize("error", [RetryAfter(0.5), Busy(3.25)])
def test_a_wait_that_is_named_is_kept_and_never_given_up(error: RetryAfter) -> None:
    verdict = after_failure(error, 30, NOW, first_failure=NOW - timedelta(days=30), jitter=lambda: 1.0)
    assert verdict == Again(NOW + timedelta(seconds=error.seconds))


@given(st.floats(0, 1))
def test_trouble_that_lasts_ends_within_a_day_and_is_tried_often_before(jitter: float) -> None:
    now, attempts, first = NOW, 0, None
    while True:
        verdict = after_failure(
            Temporary("timeout"), attempts, now, first_failure=first, jitter=lambda: jitter
        )
        if isinstance(verdict, GiveUp):
            break
        assert isinstance(verdict, Again)
        first, attempts, now = first or now, attempts + 1, verdict.at
    assert now - NOW <= GIVE_UP_AFTER
    assert attempts >= 20
