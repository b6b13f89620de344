"""What is stored of a weighed article is held again as it was."""

from __future__ import annotations

from array import array
from datetime import timedelta

import pytest

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.story_index import StoryIndex
from digests.decisions.stories.window import held
from digests.decisions.stories.window.stored import VERSION, Stored
from tests.digests.decisions.stories.telling import NOW
from tests.digests.decisions.stories.test_pair import CABLE, SAME_CABLE, STRANGER
from tests.digests.decisions.stories.test_story_index import among_others


def test_a_restart_decides_to_the_last_digit_as_before() -> None:
    before, again, rows = StoryIndex(), StoryIndex(), []
    for number, made in enumerate((*among_others(40), CABLE, STRANGER), 1):
        stored = before.add(number, number, made).pack()
        rows.append((number, number, Prepared.unpack(made.pack()), Stored.unpack(stored)))
    again.restore(rows[:30])
    again.restore(rows[30:])
    decision = again.decide(SAME_CABLE)
    assert decision == before.decide(SAME_CABLE)
    assert decision.story == 41
    assert again.frequencies.idf(ord("缆")) == before.frequencies.idf(ord("缆")) < 1


def test_it_is_held_by_what_it_weighed_then() -> None:
    """Weighed anew, as the newest of all, it would have other terms and be found by others."""
    index = StoryIndex()
    first = index.add(1, 1, CABLE)
    for number, made in enumerate(among_others(40), 2):
        index.add(number, number, made)
    assert index.add(1, 1, CABLE) != first
    index.restore([(1, 1, CABLE, first)])
    index.restore([])
    assert len(index) == 41


def test_forgetting_most_changes_no_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "_GAPS", 5)
    index = StoryIndex()
    for number, made in enumerate(among_others(40), 3):
        index.add(number, number, made)
    for number, made in ((1, CABLE), (2, STRANGER)):
        index.add(number, 1 if number == 1 else 50, made)
    index.add(60, 1, SAME_CABLE)
    for number in range(3, 43):
        index.remove(number)
    before = index.decide(SAME_CABLE)
    index.forget(NOW - timedelta(hours=1))
    assert index.stories() == {1: 1, 2: 50, 60: 1}
    assert index.decide(SAME_CABLE) == before
    index.move(60, 50)
    index.remove(1)
    assert index.stories() == {2: 50, 60: 50}
    assert dict(index.decide(SAME_CABLE).related).keys() == {50}, "of whose reports one is a stranger"


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"abc",
        array("I", (VERSION,)).tobytes(),
        array("I", (VERSION, 0)).tobytes(),
        array("I", (VERSION + 1, *StoryIndex().add(1, 1, CABLE).pack()[4:])).tobytes(),
        StoryIndex().add(1, 1, CABLE).pack()[:-4],
    ],
)
def test_what_was_stored_otherwise_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match=r"stored|breaks off|multiple"):
        Stored.unpack(wrong)
