"""What the window holds of its articles."""

from __future__ import annotations

from array import array

import numpy as np
import pytest

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.weighing import weigh
from digests.decisions.stories.window import held as module
from digests.decisions.stories.window.held import Held
from tests.digests.decisions.stories.telling import told

KNOWN = Frequencies()


def numbers(title: str, hours: float = 0) -> array[int]:
    return weigh(told(title, hours=hours), KNOWN)


def minutes(title: str, hours: float = 0) -> int:
    return numbers(title, hours)[1]


def test_an_article_is_held_as_it_came() -> None:
    held = Held()
    slots = [held.put(n, n + 10, numbers("甲乙丙丁" * n)) for n in (1, 2, 3)]
    assert [held.numbers(slot) for slot in slots] == [numbers("甲乙丙丁" * n) for n in (1, 2, 3)]
    assert [(held.slot(n), held.story(slot)) for n, slot in zip((1, 2, 3), slots, strict=True)] == [
        (slot, 11 + place) for place, slot in enumerate(slots)
    ]
    assert (len(held), held.slot(4)) == (3, None)


def test_who_is_within_a_time_and_who_is_gone() -> None:
    held = Held()
    for n in range(4):
        held.put(n, n, numbers("甲乙", hours=n))
    held.drop(2)
    slots = np.arange(4)
    assert held.within(slots, minutes("甲", 1), minutes("甲", 3)).tolist() == [False, True, False, True]
    assert held.before(minutes("甲", 3)) == [0, 1]


def test_a_block_goes_with_the_last_of_its_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(numbers("甲乙"))
    monkeypatch.setattr(module, "_BLOCK", 2 * size)
    held = Held()
    for n in range(5):
        held.put(n, n, numbers("甲乙"))
    assert [len(block) for block in held._blocks] == [2 * size, 2 * size, size]
    for n in (0, 2, 3, 4):
        held.drop(n)
    assert [len(block) for block in held._blocks] == [2 * size, 0, size], "the last one may take more in"
    assert held.numbers(held.put(9, 9, numbers("丙"))) == numbers("丙")
    assert held.numbers(1) == numbers("甲乙")


def test_gaps_are_closed_once_they_are_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_GAPS", 2)
    held = Held()
    for n in range(8):
        held.put(n, n + 10, numbers("甲" * (n + 1), hours=n))
    for n in (0, 2, 4, 5):
        held.drop(n)
    assert held.close_up() is None
    held.drop(6)
    renumbered = held.close_up()
    assert renumbered is not None
    assert renumbered.tolist() == [-1, 0, -1, 1, -1, -1, -1, 2]
    assert {n: held.slot(n) for n in held.articles()} == {1: 0, 3: 1, 7: 2}
    assert [held.story(slot) for slot in range(3)] == [11, 13, 17]
    assert held.numbers(2) == numbers("甲" * 8, hours=7)
