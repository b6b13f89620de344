"""Choosing stories: one each, everyone's share, what matters first, and never an effect of input order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.selection import History, SectionKey, choose
from digests.model import Candidate, FollowKind, Form
from tests.digests.decisions.ranking.candidates import FINANCE, NOW, SPORT, TAG, TECH, candidate, posts

CANDIDATES = st.lists(
    st.builds(
        candidate,
        st.integers(1, 60),
        st.sampled_from([FINANCE, SPORT, TECH, TAG]),
        hours=st.integers(0, 40),
        story=st.integers(1, 12),
        article=st.integers(1, 30),
        length=st.integers(0, 2000),
        source=st.sampled_from(["", "A", "B", "C"]),
        form=st.sampled_from(list(Form)),
    ),
    max_size=40,
    unique_by=lambda each: each.post,
)
ORDERS = st.lists(st.sampled_from([FINANCE, SPORT, TECH, TAG]), max_size=4, unique=True)
NUMBERS = st.integers(1, 12)
HISTORIES = st.builds(
    History,
    st.dictionaries(NUMBERS, st.integers(1, 3), max_size=4),
    st.integers(0, 60),
    st.dictionaries(NUMBERS, st.frozensets(NUMBERS, max_size=4), max_size=6),
)


@given(
    CANDIDATES, ORDERS, HISTORIES, st.integers(0, 20), st.integers(0, 20), st.randoms(use_true_random=False)
)
def test_each_story_is_told_once_and_input_order_does_not_matter(
    candidates: list[Candidate],
    order: list[SectionKey],
    history: History,
    limit: int,
    size: int,
    random: Random,
) -> None:
    chosen = choose(candidates, order, limit, size=size, history=history)
    story = {each.post: each.story for each in candidates}
    picked = [story[pick.post] for pick in chosen.picks]
    going_on = [one.story for one in chosen.follow_ups]
    under = {each.story for each in candidates if set(each.targets) & set(order)}
    assert len(picked) == len(set(picked)) <= limit
    assert len({*picked, *going_on}) == len(picked) + len(going_on)
    assert {*picked, *going_on} <= under
    assert set(going_on) <= history.told.keys()
    assert len(picked) == limit or {*picked, *going_on} >= under - history.told.keys()
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert choose(shuffled, order, limit, size=size, history=history) == chosen


@given(CANDIDATES, ORDERS, HISTORIES, st.integers(1, 12))
def test_every_section_has_its_share_and_stands_in_the_order_of_the_subscriber(
    candidates: list[Candidate], order: list[SectionKey], history: History, size: int
) -> None:
    picks = choose(candidates, order, 100, size=size, history=history).picks
    shown, rest = Counter(p.section for p in picks[:size]), Counter(p.section for p in picks[size:])
    for waiting in rest:
        assert shown[waiting] >= max(shown.values()) - 1
    places = [order.index(pick.section) for pick in picks[:size]]
    assert places == sorted(places)


@given(CANDIDATES, ORDERS, HISTORIES, st.integers(0, 12), st.integers(0, 12))
def test_how_many_are_shown_at_once_does_not_change_what_is_picked(
    candidates: list[Candidate], order: list[SectionKey], history: History, few: int, many: int
) -> None:
    small, large = (
        choose(candidates, order, 100, size=n, history=history).picks for n in sorted((few, many))
    )
    assert set(small[: min(few, many)]) <= set(large[: max(few, many)])
    assert set(small) == set(large)


# --------------------------------------------------------------------------- which post, and whose


def test_the_fullest_report_is_shown_and_those_who_tell_it_too_are_named_in_their_order() -> None:
    reports = [
        candidate(1, SPORT, story=1, length=300, source="first", hours=3),
        candidate(2, FINANCE, story=1, length=800, source="full", hours=2),
        candidate(3, FINANCE, story=1, length=100, source="full", hours=1),
        candidate(4, SPORT, story=1, article=1, length=200, source="copyist", hours=1),
        candidate(5, SPORT, story=1, length=200, source="late", hours=0),
    ]
    [pick] = choose(reports, [SPORT, FINANCE], 9, size=9).picks
    assert (pick.post, pick.section, pick.others) == (2, SPORT, ("first", "late"))
    assert (pick.figures.coverage, pick.figures.reports) == (3, 4)


def test_of_one_article_those_are_named_that_carry_it() -> None:
    copies = [candidate(n, story=1, article=1, length=n, source=f"S{n}") for n in (1, 2, 3)]
    [pick] = choose(copies, [FINANCE], 9, size=9).picks
    assert (pick.post, pick.others, pick.figures.coverage) == (3, ("S1", "S2"), 1)


def test_a_list_stands_for_a_story_only_where_there_is_nothing_else() -> None:
    article = candidate(1, story=1, length=200)
    table = candidate(2, story=1, length=900, form=Form.TABLE)
    assert posts(choose([article, table], [FINANCE], 9, size=9).picks) == [1]
    [pick] = choose([table], [FINANCE], 9, size=9).picks
    assert (pick.post, pick.figures.form) == (2, Form.TABLE)


# --------------------------------------------------------------------------- what comes first


def first_of(*candidates: Candidate, history: History | None = None) -> int:
    return choose(candidates, [FINANCE], 9, size=9, history=history).picks[0].post


def test_what_more_sources_tell_comes_first() -> None:
    widely = [candidate(n, story=1, hours=5) for n in (1, 2, 3)]
    assert first_of(*widely, candidate(9)) == 3


def test_copies_of_one_text_are_one_voice() -> None:
    copied = [candidate(n, story=1, article=1, hours=2) for n in (1, 2, 3, 4)]
    assert first_of(*copied, candidate(9)) == 9


def test_a_source_that_writes_much_is_one_voice() -> None:
    loud = [candidate(n, story=1, source="Loud", hours=2) for n in (1, 2, 3, 4)]
    assert first_of(*loud, candidate(9)) == 9


def test_what_is_fresher_comes_first_and_then_what_is_newer_by_id() -> None:
    older, newer, twin = candidate(5, hours=2), candidate(1, hours=1), candidate(2, hours=1)
    assert posts(choose([older, newer, twin], [FINANCE], 9, size=9).picks) == [2, 1, 5]


def test_a_late_copy_makes_nothing_fresh() -> None:
    copied = [candidate(1, story=1, hours=9), candidate(7, story=1, article=1, hours=0)]
    assert first_of(*copied, candidate(2, hours=8)) == 2


def test_a_full_article_outranks_a_headline_of_half_its_age_but_not_one_much_fresher() -> None:
    article, headline = candidate(1, hours=8), candidate(2, hours=4, length=10)
    newest = candidate(3)
    assert posts(choose([article, headline, newest], [FINANCE], 9, size=9).picks) == [3, 1, 2]
    flash = replace(headline, published=NOW)
    assert posts(choose([article, flash, newest], [FINANCE], 9, size=9).picks) == [3, 2, 1]


def test_a_backlog_of_years_stays_newest_first() -> None:
    backlog = [candidate(n, hours=24 * 400 * n) for n in range(1, 6)]
    assert posts(choose(backlog, [FINANCE], 9, size=9).picks) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.ARTICLE])
def test_a_form_gives_way_to_an_article_of_half_its_weight(form: Form) -> None:
    assert first_of(candidate(2, form=form), candidate(1, hours=5.9)) == 1


def test_a_form_that_everybody_writes_of_comes_before_what_nobody_does() -> None:
    notices = [candidate(n, story=1, form=Form.NOTICE) for n in range(1, 5)]
    assert first_of(*notices, candidate(9)) == 4


# --------------------------------------------------------------------------- nobody fills a digest


def test_a_busy_category_does_not_crowd_out_a_quiet_one() -> None:
    busy = [candidate(n, FINANCE, hours=n / 10) for n in range(1, 40)]
    quiet = [candidate(n, SPORT, hours=30) for n in (50, 51)]
    picks = choose([*busy, *quiet], [FINANCE, SPORT], 100, size=8).picks
    assert [pick.section for pick in picks[:8]] == [FINANCE] * 6 + [SPORT] * 2
    assert len(picks) == 41


def test_with_more_sections_than_places_the_strongest_stories_are_shown() -> None:
    each = [candidate(n, (FollowKind.CATEGORY, n), hours=10 - n) for n in range(1, 11)]
    order = [(FollowKind.CATEGORY, n) for n in range(1, 11)]
    assert posts(choose(each, order, 10, size=3).picks) == [8, 9, 10, 7, 6, 5, 4, 3, 2, 1]


def test_a_loud_source_does_not_fill_a_digest() -> None:
    loud = [candidate(n, source="Loud") for n in range(1, 40)]
    others = [candidate(50 + n, hours=6 + n) for n in range(6)]
    shown = choose([*loud, *others], [FINANCE], 100, size=8).picks[:8]
    assert sum(pick.post < 50 for pick in shown) == 2
    assert [pick.figures.rest for pick in shown if pick.post < 50] == [0.0, -1.0]


def test_a_source_by_itself_keeps_the_order_of_what_it_tells() -> None:
    alone = [candidate(n, source="Only", hours=n) for n in range(1, 9)]
    assert posts(choose(alone, [FINANCE], 9, size=9).picks) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_what_others_tell_too_is_not_held_against_a_source() -> None:
    shared = [candidate(n + k, story=n, source=s) for n in (10, 20, 30) for k, s in enumerate(("Loud", "B"))]
    assert all(pick.figures.rest == 0 for pick in choose(shared, [FINANCE], 9, size=9).picks)


def related(*stories: int) -> Mapping[int, frozenset[int]]:
    return {one: frozenset(stories) - {one} for one in stories}


def test_one_event_does_not_fill_a_digest() -> None:
    event = [candidate(n) for n in range(1, 11)]
    others = [candidate(50 + n, hours=12 + n) for n in range(5)]
    history = History(related=related(*range(1, 11)))
    shown = choose([*event, *others], [FINANCE], 100, size=8, history=history).picks[:8]
    assert sum(pick.post < 50 for pick in shown) <= 3


def test_of_a_source_what_belongs_to_a_told_event_falls_behind_its_other_stories() -> None:
    """The best of its row has lost more than the next."""
    stories = [candidate(1, source="Only"), candidate(2, source="Only", hours=1), candidate(3, hours=0)]
    history = History(related=related(1, 3))
    assert posts(choose(stories, [FINANCE], 9, size=9, history=history).picks) == [3, 2, 1]


def test_who_tells_a_related_story_counts_for_the_event_too() -> None:
    event = [candidate(1, hours=1), candidate(2, hours=9), candidate(3, hours=9)]
    assert first_of(*event, candidate(4)) == 4
    assert first_of(*event, candidate(4), history=History(related=related(1, 2, 3))) == 1


# --------------------------------------------------------------------------- what the chat knows


def test_what_is_related_to_a_told_story_is_half_new() -> None:
    one, other = candidate(1), candidate(2, hours=1)
    assert first_of(one, other) == 1
    told = History(told={7: 1}, seen=0, related={1: {7}, 7: {1}})
    assert first_of(one, other, history=told) == 2


def test_what_is_told_again_counts_by_the_sources_that_joined() -> None:
    again = [candidate(n, story=1) for n in range(1, 5)]
    fresh = [candidate(n, story=9) for n in range(9, 12)]
    assert first_of(*again, *fresh) == 4
    history = History(told={1: 2}, seen=2)
    picks = choose([*again, *fresh], [FINANCE], 9, size=9, history=history).picks
    assert [(pick.post, pick.again) for pick in picks] == [(11, 0), (4, 2)]
    assert picks[1].figures.wide + picks[1].figures.novel == 2.0
