"""The rate limiter as properties: never too fast in any window, never slower than it has to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.rates.rates import OVERALL, Limit, Rates, advance, wait_for
from digests.decisions.rates.sliding_window import LATEST, SPAN

limits = st.builds(Limit, rate=st.sampled_from([0.5, 1, 20 / 60, 28]), burst=st.integers(1, 5))
gaps = st.lists(st.floats(0, 5), min_size=1, max_size=60)


def _take(rates: Rates, scopes: dict[str, Limit], now: float) -> float:
    """Take a place where there is one, else say how long to wait."""
    if wait := rates.wait(scopes, now):
        return wait
    rates.take(scopes, now)
    return 0.0


def _granted(limit: Limit, gaps: list[float]) -> list[tuple[float, float]]:
    """When each was asked and granted: one after another, each asking again after the wait it was told."""
    rates, now, times = Rates(), 1000.0, []
    for gap in gaps:
        asked = now = now + gap
        while wait := _take(rates, {"chat": limit}, now):
            now += wait
        times.append((asked, now))
    return times


@given(limits, gaps)
def test_no_window_holds_more_than_the_rate_and_the_burst(limit: Limit, gaps: list[float]) -> None:
    at = [time for _, time in _granted(limit, gaps)]
    for first in range(len(at)):
        for last in range(first, len(at)):
            most = limit.burst + limit.rate * (at[last] - at[first])
            assert last - first + 1 <= most + 1e-6


@given(limits, gaps)
def test_nobody_waits_while_the_limit_has_room(limit: Limit, gaps: list[float]) -> None:
    granted: list[float] = []
    for asked, at in _granted(limit, gaps):
        if at > asked:  # it waited: one message a moment earlier would have broken the limit
            earlier = at - 1e-6
            assert any(
                len(granted) - n + 1 > limit.burst + limit.rate * (earlier - granted[n]) - 1e-6
                for n in range(len(granted))
            )
        granted.append(at)


def test_all_scopes_hold_at_once() -> None:
    rates, overall, chat = Rates(), Limit(10, 1), Limit(1, 1)
    assert _take(rates, {"all": overall, "a": chat}, 0.0) == 0.0
    assert _take(rates, {"all": overall, "b": chat}, 0.0) == 0.1
    assert _take(rates, {"all": overall, "a": chat}, 0.2) == 0.8


def test_a_chat_that_waits_takes_no_place_from_others() -> None:
    rates, overall, slow = Rates(), Limit(10, 1), Limit(0.01, 1)
    _take(rates, {"all": overall, "slow": slow}, 0.0)
    for now in range(1, 50):
        assert _take(rates, {"all": overall, "slow": slow}, float(now)) > 0
        assert _take(rates, {"all": overall, f"{now}": Limit(1, 1)}, float(now)) == 0


def test_a_pause_holds_its_scope_only() -> None:
    rates, limit = Rates(), Limit(1, 3)
    rates.pause("a", 50.0)
    rates.pause("a", 20.0)
    assert _take(rates, {"a": limit}, 10.0) == 40.0
    assert _take(rates, {"b": limit}, 10.0) == 0.0
    assert _take(rates, {"a": limit}, 50.0) == 0.0


def test_idle_scopes_are_forgotten_and_busy_ones_kept() -> None:
    rates, limit = Rates(), Limit(1, 1)
    rates.take({"busy": Limit(0.00001)}, 0.0)
    rates.pause("silent", 90_000.0)
    rates.pause("over", 20.0)
    for n in range(20_000):
        rates.take({str(n): limit}, float(n))
    assert len(rates._tats) <= 10_001
    assert set(rates._paused) == {"silent"}
    now = 20_000.0
    assert rates.wait({"busy": Limit(0.00001)}, now) == pytest.approx(100_000 - now)
    assert rates.wait({"silent": limit}, now) == 70_000
    assert rates.wait({"19999": limit}, 19_999.5) == 0.5


def test_limits_in_seconds() -> None:
    limit = Limit(4, 3)
    assert (limit.interval, limit.tolerance, limit.most) == (0.25, 0.5, 0)
    assert wait_for(11.0, 10.0, limit) == 0.5
    assert wait_for(9.0, 10.0, limit) == 0.0
    assert advance(11.0, 10.0, limit) == 11.25
    assert advance(9.0, 10.0, limit, 2.0) == 10.5


def test_the_time_on_its_way_counts_for_the_chat() -> None:
    rates, limit = Rates(), Limit(1)
    rates.arrived("never seen", 5.0)
    rates.take({"chat": limit}, 10.0)
    rates.arrived("chat", 0.4)
    assert rates.wait({"chat": limit}, 10.5) == pytest.approx(0.9)
    assert rates.wait({"never seen": limit}, 0.0) == 0


def test_a_message_of_weight_takes_as_many_places() -> None:
    rates, limit = Rates(), Limit(2)
    rates.take({OVERALL: limit}, 10.0, 3.0)
    assert rates.wait({OVERALL: limit}, 10.0) == 1.5
    rates.give_back(limit, 0, 3.0)
    assert rates.wait({OVERALL: limit}, 10.0) == 0
    rates.take({OVERALL: limit}, 10.0)
    rates.give_back(limit, 0)
    assert rates.wait({OVERALL: limit}, 10.0) == 0
    Rates().give_back(limit, 0)


def test_what_is_known_from_elsewhere_holds_and_is_never_shortened() -> None:
    rates, limit = Rates(), Limit(2, 3)
    rates.hold("chat", limit, 12.0)
    assert rates.wait({"chat": limit}, 10.0) == 2.0
    rates.hold("chat", limit, 11.0)
    assert rates.wait({"chat": limit}, 10.0) == 2.0


def test_only_a_limit_with_a_window_takes_a_place_there() -> None:
    rates, overall = Rates(), Limit(1000, 1000, most=2)
    assert rates.take({"chat": Limit(1)}, 10.0) == 0
    places = [rates.take({OVERALL: overall, f"{n}": Limit(1)}, 10.0) for n in range(2)]
    assert places == [1, 2]
    assert rates.wait({OVERALL: overall}, 10.0) == LATEST + SPAN
    assert rates.wait({OVERALL: Limit(1000, 1000)}, 10.0) == 0
    rates.give_back(overall, places[0])
    assert rates.wait({OVERALL: overall}, 10.0) == 0
