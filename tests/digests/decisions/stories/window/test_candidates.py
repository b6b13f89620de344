"""Which articles have most votes."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.weights import CANDIDATES
from digests.decisions.stories.window.candidates import most_voted


@given(st.lists(st.integers(0, 9), max_size=20 * CANDIDATES), st.randoms(use_true_random=False))
def test_most_votes_come_first_and_of_equal_ones_the_newer(votes: list[int], chance: Random) -> None:
    slots = list(range(len(votes)))
    chance.shuffle(slots)
    best = sorted(zip(votes, slots, strict=True), reverse=True)[:CANDIDATES]
    assert most_voted(np.array(slots, np.int64), np.array(votes, np.float64)) == [slot for _, slot in best]
