"""Additive increase, multiplicative decrease: the promised numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.rates.adaptive_rate import AdaptiveRate, climbed, full_after, lowered

shares = st.floats(0.05, 1.0)


def test_a_tenth_less_each_time_and_never_nothing() -> None:
    assert lowered(1.0) == pytest.approx(0.9)
    assert lowered(0.9) == pytest.approx(0.81)
    assert lowered(0.05) == 0.05


def test_four_hundredths_more_each_minute_and_never_more_than_all() -> None:
    assert climbed(0.5, 60) == pytest.approx(0.54)
    assert climbed(0.5, 0) == climbed(0.5, -5) == 0.5
    assert climbed(0.99, 3600) == 1.0


@given(shares)
def test_the_whole_rate_is_back_when_it_is_said_to_be(share: float) -> None:
    assert climbed(share, full_after(share)) == pytest.approx(1.0)
    assert full_after(0.9) == pytest.approx(150)


def test_the_share_in_use() -> None:
    rate = AdaptiveRate()
    rate.undo(0.0)
    assert rate.share(0.0) == rate.share(5.0) == 1.0
    assert rate.lower(1000.0) == pytest.approx(0.9)
    assert rate.share(1060.0) == pytest.approx(0.94)
    assert rate.lower(1060.0) == pytest.approx(0.846)


def test_a_decrease_for_no_reason_is_taken_back() -> None:
    rate = AdaptiveRate()
    rate.set(0.8, 1000.0)
    rate.lower(1000.0)
    rate.undo(1001.0)
    assert rate.share(1001.0) == pytest.approx(0.8)
    assert rate.share(1061.0) == pytest.approx(0.84)
    rate.undo(1061.0)
    assert rate.share(1061.0) == pytest.approx(0.84), "once"


def test_what_was_found_before_a_restart_is_not_taken_back() -> None:
    rate = AdaptiveRate()
    rate.set(0.5, 940.0)
    rate.undo(1000.0)
    assert rate.share(1000.0) == pytest.approx(0.54)


def test_what_was_regained_meanwhile_is_kept() -> None:
    rate = AdaptiveRate()
    rate.set(0.9, 0.0)
    rate.lower(0.0)
    rate.undo(240.0)
    assert rate.share(240.0) == pytest.approx(0.97), "0.81 and four minutes"
