"""The index of simhashes against a plain search, and what it forgets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.duplicates.duplicate_index import MOST_FOUND, NEAR, WINDOW, DuplicateIndex

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
BITS = st.lists(st.integers(0, 63), max_size=9)


def signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def flipped(simhash: int, bits: list[int]) -> int:
    value = simhash & (1 << 64) - 1
    for bit in bits:
        value ^= 1 << bit
    return signed(value)


@given(
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.lists(st.tuples(BITS, st.integers(-100, 100)), max_size=12),
    st.integers(-100, 100),
)
def test_finds_exactly_what_a_plain_search_finds(
    simhash: int, posts: list[tuple[list[int], int]], hours: int
) -> None:
    index, expected = DuplicateIndex(), []
    for post_id, (bits, at) in enumerate(posts):
        index.add(post_id, flipped(simhash, bits), NOW + at * HOUR)
        distance = sum(bits.count(bit) % 2 for bit in set(bits))
        if distance <= NEAR and abs(at - hours) * HOUR <= WINDOW:
            expected.append(post_id)
    assert index.find(simhash, NOW + hours * HOUR) == expected


def test_a_post_added_again_replaces_itself() -> None:
    index = DuplicateIndex(room=1)
    index.add(1, 0, NOW - 80 * HOUR)
    index.add(1, 0xFF00FF, NOW)
    index.add(2, 0, NOW)
    assert (len(index), index.find(0, NOW), index.find(0xFF00FF, NOW)) == (2, [2], [1])


def test_when_there_is_no_room_it_forgets_what_is_older_than_the_window() -> None:
    index = DuplicateIndex(room=3)
    for post_id, hours in enumerate([-100, -80, -71, 0, -90]):
        index.add(post_id, 7, NOW + hours * HOUR)
    assert index.find(7, NOW - 50 * HOUR) == [1, 2, 3]
    index.add(9, 7, NOW)
    assert index.find(7, NOW - 50 * HOUR) == [2, 3, 9]
    assert len(index) == 3


def test_what_is_in_the_window_stays_without_room() -> None:
    index = DuplicateIndex(room=1)
    for post_id in range(5):
        index.add(post_id, 7, NOW - post_id * HOUR)
    assert index.find(7, NOW) == [0, 1, 2, 3, 4]


def test_old_posts_are_found_while_there_is_room() -> None:
    index, long_ago = DuplicateIndex(), NOW - 24 * 365 * 5 * HOUR
    index.add(1, 7, NOW)
    index.add(2, 7, long_ago)
    assert index.find(7, long_ago + HOUR) == [2]


def test_of_a_flood_of_copies_the_nearest_are_found() -> None:
    index = DuplicateIndex()
    for post_id in range(50):
        index.add(post_id, 0b11, NOW)
    for post_id in range(90, 95):
        index.add(post_id, 0b1, NOW)
    assert index.find(0, NOW) == [*range(MOST_FOUND - 5), *range(90, 95)]


PAGE = "https://blog.example/a"


def test_posts_on_one_page_are_found_within_the_window() -> None:
    index = DuplicateIndex()
    index.add(1, 0, NOW, PAGE)
    index.add(2, 0, NOW - 73 * HOUR, PAGE)
    index.add(3, 0, NOW + HOUR, "http://blog.example/a/#comments")
    index.add(4, 0, NOW, "https://blog.example/b")
    assert index.on_page(PAGE, NOW) == [1, 3]
    assert index.on_page("https://blog.example/c", NOW) == []


def test_a_page_that_many_posts_link_to_is_that_of_no_article() -> None:
    index = DuplicateIndex()
    for post_id in range(MOST_FOUND):
        index.add(post_id, 0, NOW, PAGE)
    assert len(index.on_page(PAGE, NOW)) == MOST_FOUND
    index.add(MOST_FOUND, 0, NOW, PAGE)
    assert index.on_page(PAGE, NOW) == []


def test_the_front_page_is_no_article_and_what_is_forgotten_is_on_no_page() -> None:
    index = DuplicateIndex(room=1)
    index.add(1, 0, NOW - 80 * HOUR, PAGE)
    index.add(2, 0, NOW, "https://blog.example/")
    assert index.on_page("https://blog.example/", NOW) == []
    assert index.on_page(PAGE, NOW - 80 * HOUR) == []
