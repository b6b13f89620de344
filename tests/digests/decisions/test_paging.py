"""A front page tells each story once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.paging import told_once

LISTS = st.lists(st.lists(st.integers(1, 30), unique=True, max_size=9), max_size=5)


def test_what_a_list_before_has_shown_makes_room_for_the_next() -> None:
    stories = {4: 1, 5: 2}
    assert told_once([[1, 2, 3], [4, 5, 6]], stories, 2) == ((1, 2), (6,))


def test_what_a_list_before_had_no_room_for_is_shown() -> None:
    assert told_once([[1, 2, 3], [3, 7]], {}, 2) == ((1, 2), (3, 7))


@given(LISTS, st.dictionaries(st.integers(1, 30), st.integers(1, 5)), st.integers(1, 6))
def test_no_story_is_there_twice_and_the_order_stays(
    lists: list[list[int]], stories: dict[int, int], most: int
) -> None:
    kept = told_once(lists, stories, most)
    shown = [stories.get(n, n) for ids in kept for n in ids]
    assert len(set(shown)) == len(shown)
    for ids, listed in zip(kept, lists, strict=True):
        assert len(ids) <= most
        assert [n for n in listed if n in ids] == list(ids)
