"""Choosing stories: one each, everyone's share, what matters first, and never an effect of input order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.selection import SectionKey, choose
from digests.model import Candidate, FollowKind, Pick

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
FINANCE, SPORT, TECH = ((FollowKind.CATEGORY, n) for n in (1, 2, 3))
TAG: SectionKey = (FollowKind.TAG, 1)


def candidate(
    post: int, *targets: SectionKey, hours: float = 0, story: int = 0, length: int = 900, source: str = "A"
) -> Candidate:
    published = NOW - timedelta(hours=hours)
    return Candidate(post, story or post, published, length, source, targets or (FINANCE,))


def posts(picks: list[Pick]) -> list[int]:
    return [pick.post for pick in picks]


CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.integers(1, 60),
        st.sampled_from([FINANCE, SPORT, TECH, TAG]),
        hours=st.integers(0, 40),
        story=st.integers(1, 12),
        length=st.integers(0, 2000),
        source=st.sampled_from(["", "A", "B", "C"]),
    ),
    max_size=40,
    unique_by=lambda each: each.post,
)
ORDERS = st.lists(st.sampled_from([FINANCE, SPORT, TECH, TAG]), max_size=4, unique=True)
HAD = st.frozensets(st.integers(1, 12), max_size=4)


@given(CANDIDATES, ORDERS, HAD, st.integers(0, 20), st.integers(0, 20), st.randoms(use_true_random=False))
def test_each_new_story_is_picked_once_and_input_order_does_not_matter(
    candidates: list[Candidate],
    order: list[SectionKey],
    had: frozenset[int],
    limit: int,
    size: int,
    random: Random,
) -> None:
    picks = choose(candidates, order, had, limit, size=size)
    story = {each.post: each.story for each in candidates}
    picked = [story[pick.post] for pick in picks]
    expected = {each.story for each in candidates if set(each.targets) & set(order)} - had
    assert len(picked) == len(set(picked)) == min(limit, len(expected))
    assert set(picked) <= expected
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert choose(shuffled, order, had, limit, size=size) == picks


@given(CANDIDATES, ORDERS, st.integers(1, 12))
def test_every_section_has_its_share_and_stands_in_the_order_of_the_subscriber(
    candidates: list[Candidate], order: list[SectionKey], size: int
) -> None:
    picks = choose(candidates, order, frozenset(), 100, size=size)
    shown, rest = Counter(p.section for p in picks[:size]), Counter(p.section for p in picks[size:])
    for waiting in rest:
        assert shown[waiting] >= max(shown.values()) - 1
    places = [order.index(pick.section) for pick in picks[:size]]
    assert places == sorted(places)


@given(CANDIDATES, ORDERS, st.integers(0, 12), st.integers(0, 12))
def test_how_many_are_shown_at_once_does_not_change_what_is_picked(
    candidates: list[Candidate], order: list[SectionKey], few: int, many: int
) -> None:
    small, large = (choose(candidates, order, frozenset(), 100, size=n) for n in sorted((few, many)))
    assert set(small[: min(few, many)]) <= set(large[: max(few, many)])
    assert set(small) == set(large)


def test_the_fullest_copy_is_shown_and_the_other_sources_are_named() -> None:
    copies = [
        candidate(1, SPORT, story=1, length=300, source="first", hours=3),
        candidate(2, FINANCE, story=1, length=800, source="full", hours=2),
        candidate(3, FINANCE, story=1, length=100, source="full", hours=1),
        candidate(4, SPORT, story=1, length=200, source="", hours=1),
        candidate(5, SPORT, story=1, length=200, source="late", hours=0),
        candidate(6, SPORT, story=1, length=200, source="first", hours=0),
    ]
    assert choose(copies, [SPORT, FINANCE], set(), 9, size=9) == [Pick(2, SPORT, ("first", "late"))]


def test_a_post_that_comes_once_for_each_of_its_labels_is_one_story_of_one_source() -> None:
    rows = [candidate(1, TAG, source="A"), candidate(1, FINANCE, source="A")]
    assert choose(rows, [FINANCE, TAG], set(), 9, size=9) == [Pick(1, FINANCE)]


def test_what_more_sources_carry_comes_first() -> None:
    widely = [candidate(n, story=1, hours=5, source=f"source {n}") for n in (1, 2, 3)]
    assert posts(choose([*widely, candidate(9)], [FINANCE], set(), 9, size=9)) == [3, 9]


def test_what_is_fresher_comes_first_and_then_what_is_newer_by_id() -> None:
    older, newer, twin = candidate(5, hours=2), candidate(1, hours=1), candidate(2, hours=1)
    assert posts(choose([older, newer, twin], [FINANCE], set(), 9, size=9)) == [2, 1, 5]


def test_a_full_article_outranks_a_headline_of_half_its_age_but_not_one_much_fresher() -> None:
    article, headline = candidate(1, hours=8), candidate(2, hours=4, length=10)
    newest = candidate(3)
    assert posts(choose([article, headline, newest], [FINANCE], set(), 9, size=9)) == [3, 1, 2]
    flash = replace(headline, published=NOW)
    assert posts(choose([article, flash, newest], [FINANCE], set(), 9, size=9)) == [3, 2, 1]


def test_a_backlog_of_years_stays_newest_first() -> None:
    backlog = [candidate(n, hours=24 * 400 * n) for n in range(1, 6)]
    assert posts(choose(backlog, [FINANCE], set(), 9, size=9)) == [1, 2, 3, 4, 5]


def test_a_busy_category_does_not_crowd_out_a_quiet_one() -> None:
    busy = [candidate(n, FINANCE, hours=n / 10) for n in range(1, 40)]
    quiet = [candidate(n, SPORT, hours=30) for n in (50, 51)]
    picks = choose([*busy, *quiet], [FINANCE, SPORT], set(), 100, size=8)
    assert [pick.section for pick in picks[:8]] == [FINANCE] * 6 + [SPORT] * 2
    assert len(picks) == 41


def test_with_more_sections_than_places_the_strongest_stories_are_shown() -> None:
    each = [candidate(n, (FollowKind.CATEGORY, n), hours=10 - n) for n in range(1, 11)]
    order = [(FollowKind.CATEGORY, n) for n in range(1, 11)]
    assert posts(choose(each, order, set(), 10, size=3)) == [8, 9, 10, 7, 6, 5, 4, 3, 2, 1]
