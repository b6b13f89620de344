"""What a tap on "more" and "less" changes: felt, bounded, counted once, and taken back whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.taste import BOUND, MOST_KEPT, added, changed, strength, taken_back, too_many
from digests.model import Liked, Taste, TasteKind

TAG = Taste(TasteKind.TAG, "3", "Climate")
SOURCE = Taste(TasteKind.SOURCE, "Herald", "Herald")


def after(ways: list[int], one: Taste = TAG) -> float:
    """The weight of a taste once these were said of as many stories."""
    known: dict[Liked, float] = {}
    for way in ways:
        for each in added(changed([one], way, known), known):
            known[each.kind, each.target] = each.weight
    return known.get((one.kind, one.target), 0.0)


def test_the_first_tap_is_half_a_doubling_and_of_a_source_a_quarter() -> None:
    assert (after([1]), after([-1])) == (0.5, -0.5)
    assert after([1], SOURCE) == 0.25


def test_each_that_says_the_same_counts_less_and_the_opposite_more() -> None:
    steps = [after([1] * n) - after([1] * (n - 1)) for n in range(1, 6)]
    assert steps == sorted(steps, reverse=True)
    assert after([1, 1, 1, -1]) - after([1, 1, 1]) < -0.5


@given(st.lists(st.sampled_from([1, -1]), max_size=60))
def test_no_weight_leaves_its_bound(ways: list[int]) -> None:
    assert abs(after(ways)) <= BOUND


@given(st.lists(st.sampled_from([1, -1]), max_size=8), st.sampled_from([1, -1]))
def test_what_is_taken_back_leaves_what_was_there(ways: list[int], way: int) -> None:
    before = after(ways)
    known = {(TAG.kind, TAG.target): before}
    moved = changed([TAG], way, known)
    now = {(TAG.kind, TAG.target): added(moved, known)[0].weight}
    left = taken_back(moved, now)[0].weight
    assert left == pytest.approx(before, abs=0.06) or left == 0.0, "or nothing, where it had crossed nothing"


def test_what_was_cleared_meanwhile_does_not_turn_into_its_opposite() -> None:
    moved = changed([TAG], 1, {})
    assert taken_back(moved, {})[0].weight == 0.0
    assert taken_back(moved, {(TAG.kind, TAG.target): 0.3})[0].weight == 0.0


@pytest.mark.parametrize(
    ("weight", "steps"), [(0.0, 0), (0.04, 0), (0.5, 1), (0.875, 2), (1.37, 3), (-0.25, -1), (-2.0, -3)]
)
def test_weights_are_said_in_three_steps(weight: float, steps: int) -> None:
    assert strength(weight) == steps


def test_the_weakest_of_a_kind_are_too_many() -> None:
    words = [Taste(TasteKind.WORD, str(n), "", 2 - n / 100) for n in range(MOST_KEPT + 2)]
    assert [one.target for one in too_many([TAG, *words])] == ["60", "61"]
