"""The rate limiter as properties: never too fast in any window, never slower than it has to be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.rates import Limit, Rates

limits = st.builds(Limit, rate=st.sampled_from([0.5, 1, 20 / 60, 28]), burst=st.integers(1, 5))
gaps = st.lists(st.floats(0, 5), min_size=1, max_size=60)


def _granted(limit: Limit, gaps: list[float]) -> list[tuple[float, float]]:
    """When each was asked and granted: one after another, each asking again after the wait it was told."""
    rates, now, times = Rates(), 1000.0, []
    for gap in gaps:
        asked = now = now + gap
        while wait := rates.take({"chat": limit}, now):
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
    assert rates.take({"all": overall, "a": chat}, 0.0) == 0.0
    assert rates.take({"all": overall, "b": chat}, 0.0) == 0.1
    assert rates.take({"all": overall, "a": chat}, 0.2) == 0.8


def test_a_chat_that_waits_takes_no_place_from_others() -> None:
    rates, overall, slow = Rates(), Limit(10, 1), Limit(0.01, 1)
    rates.take({"all": overall, "slow": slow}, 0.0)
    for now in range(1, 50):
        assert rates.take({"all": overall, "slow": slow}, float(now)) > 0
        assert rates.take({"all": overall, f"{now}": Limit(1, 1)}, float(now)) == 0


def test_a_pause_holds_its_scope_only() -> None:
    rates, limit = Rates(), Limit(1, 3)
    rates.pause("a", 50.0)
    rates.pause("a", 20.0)
    assert rates.take({"a": limit}, 10.0) == 40.0
    assert rates.take({"b": limit}, 10.0) == 0.0
    assert rates.take({"a": limit}, 50.0) == 0.0


def test_idle_scopes_are_forgotten() -> None:
    rates, limit = Rates(), Limit(1, 1)
    for n in range(30_000):
        rates.take({str(n): limit}, float(n))
    assert len(rates._tats) <= 10_001
