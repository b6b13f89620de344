"""What follows each kind of failure."""

from __future__ import annotations

from datetime import timedelta

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
