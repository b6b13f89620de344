"""What a chat knows, of the line of its digests and what these have shown."""

from __future__ import annotations

from digests.steps.build.history import Known, told_of
from digests.store.delivery.told import Looked, Shown

ROWS = {1: [Shown(1, 0, 7, 1), Shown(1, 3, 8, 2)], 5: [Shown(5, 0, 7, 4)]}


def test_it_counts_as_it_was_told_last() -> None:
    assert told_of("5:1 1:8 ", ROWS, {}, 40) == (Known(7, 4), Known(8, 2))
    assert told_of("1:8 5:1 1:2 ", ROWS, {}, 40) == (Known(7, 4), Known(8, 2)), "the first was opened later"
    assert told_of("5:1 1:2 ", ROWS, {}, 40) == (Known(7, 4),), "the other stood behind its button"


def test_it_is_known_up_to_where_looked_who_told_it_last() -> None:
    looked = {5: Looked(50, alert=True), 1: Looked(45, alert=False)}
    line = "5:1 1:8 "
    assert told_of(line, ROWS, looked, 40) == (Known(7, 4, 50, True), Known(8, 2, 45))
    assert told_of(line, ROWS, looked, 47) == (Known(7, 4, 50, True), Known(8, 2))
    assert told_of(line, ROWS, looked, 50) == (Known(7, 4), Known(8, 2)), "the cursor covers them"


def test_follow_ups_are_known_too_and_tell_nothing_by_themselves() -> None:
    looked = {9: Looked(60, False, frozenset({7, 99})), 5: Looked(50, alert=True)}
    assert told_of("9:0 5:1 ", ROWS, looked, 40) == (Known(7, 4, 60),)
