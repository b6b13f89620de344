"""The window of a second: what is sent never overruns it, however late messages arrive, and it is used."""

from __future__ import annotations

import heapq

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.decisions.rates.sliding_window import LATEST, SPAN, SlidingWindow
from tests.examples import examples

MOST = 5


def _learnt(shortest: float = 0.2) -> SlidingWindow:
    """One that has seen enough answers to believe the shortest way."""
    window = SlidingWindow()
    for _ in range(61):
        window.learn(shortest)
    return window


@settings(max_examples=examples(100))
@given(
    st.floats(0, 0.3), st.lists(st.tuples(st.floats(0, 0.8), st.floats(0, 0.15)), min_size=20, max_size=60)
)
def test_no_second_of_the_receiver_holds_more(shortest: float, late: list[tuple[float, float]]) -> None:
    """Each message is late by chance, there and back; it leaves as soon as the window lets it."""
    window, now = _learnt(shortest), 100.0
    arrived: list[float] = []
    answers: list[tuple[float, int, float]] = []
    for there, back in late:
        while wait := window.wait(now, MOST):
            now = min(now + wait, answers[0][0]) if answers else now + wait
            while answers and answers[0][0] <= now:
                at, place, took = heapq.heappop(answers)
                window.learn(took)
                window.answered(place, at)
        place, took = window.enter(now), shortest + there + back
        arrived.append(now + shortest / 2 + there)
        heapq.heappush(answers, (now + took, place, took))
    arrived.sort()
    assert all(later - first >= SPAN for first, later in zip(arrived, arrived[MOST:], strict=False))


def test_a_message_leaves_a_second_after_it_may_have_been_counted_last() -> None:
    window = _learnt(0.2)
    place = window.enter(10.0)
    window.answered(place, 10.5)
    assert window.wait(10.5, 1) == pytest.approx(1.0 + 0.01 - 0.2)
    assert window.wait(11.31, 1) == 0
    assert window.wait(12.0, 1) == 0, "and is forgotten, however long ago that was"


def test_until_enough_is_learnt_all_of_the_way_may_be_late() -> None:
    window = SlidingWindow()
    for _ in range(60):
        window.learn(0.2)
    assert window.lasts() == pytest.approx(1.01)
    window.learn(0.2)
    assert window.lasts() == pytest.approx(0.81)


def test_the_shortest_way_counts_and_is_forgotten_slowly() -> None:
    window = _learnt(0.1)
    window.learn(0.5)
    assert window.lasts() == pytest.approx(0.91, abs=0.0001)
    window.learn(0.05)
    assert window.lasts() == pytest.approx(0.96, abs=0.0001)
    for _ in range(5000):
        window.learn(0.5)
    assert 1.01 - 0.05 * 2.75 < window.lasts() < 1.01 - 0.05 * 2.7
    assert _learnt(3.0).lasts() == 0


def test_what_is_not_answered_holds_its_place_for_two_seconds() -> None:
    window = SlidingWindow()
    for at in (10.0, 10.25, 10.5):
        window.enter(at)
    assert window.wait(10.5, 4) == 0
    assert window.wait(10.5, 3) == pytest.approx(LATEST + SPAN - 0.5)
    assert window.wait(10.5, 2) == pytest.approx(LATEST + SPAN - 0.25)
    assert window.wait(12.0, 3) == 0, "the first is out of it at that moment"
    assert (LATEST, SPAN) == (1.0, 1.0)


def test_who_does_not_leave_takes_no_place() -> None:
    window = SlidingWindow()
    assert [window.enter(10.0), window.enter(10.0)] == [1, 2]
    window.leave(1)
    window.leave(1)
    assert window.wait(10.0, 2) == 0
    assert window.wait(10.0, 1) > 0


def test_crowded_is_four_fifths() -> None:
    window = SlidingWindow()
    for _ in range(4):
        window.enter(10.0)
    assert window.crowded(10.0, 5)
    assert not window.crowded(10.0, 6)
    assert not window.crowded(12.0, 5), "they have left it"
    assert not window.crowded(10.0, 0), "a receiver that does not count so"
