"""Which spans become points, by small articles of which every pair is given its weight."""

from __future__ import annotations

from collections import Counter

import pytest

from digests.summarizers.choose_spans import choose
from digests.summarizers.frame import Frame
from digests.summarizers.reference import Leans
from digests.summarizers.salience import Salience
from digests.summarizers.span import Span

TOKENS = 100  # of the article: R is then 58 + 10, and points may hold 80


def weighed(weights: dict[int, float], same: dict[int, int] | None = None) -> Salience:
    """An article of 100 pairs; ``weights`` of some positions; ``same``: where a pair stands before."""
    pairs = [(same or {}).get(i, i) for i in range(TOKENS)]
    places: dict[str | int, list[int]] = {first: [first, again] for again, first in (same or {}).items()}
    flat = ["w"] * (TOKENS + 1)
    frame = Frame(flat, pairs, Counter(pairs), [1] * TOKENS, [0], [])
    return Salience(frame, [weights.get(i, 0.0) for i in range(TOKENS)], places, [])


def span(first: int, length: int, unit: int = 0, **more: object) -> Span:
    """Tokens from ``first`` on; characters are counted alike."""
    return Span(unit, first, first + length, first, length, **more)  # type: ignore[arg-type]


def test_the_span_of_the_larger_share_goes_first() -> None:
    rich, dense = span(0, 41), span(50, 11, unit=1)
    # (20 / (68 + 41) = .1835) against (14.4 / (68 + 11) = .1823); a shorter R would turn them
    assert choose([dense, rich], weighed({0: 20.0, 50: 14.4}), 1) == [rich]
    assert choose([dense, rich], weighed({0: 19.5, 50: 14.4}), 1) == [dense]


def test_what_was_chosen_counts_in_the_share_of_the_next() -> None:
    first, long, short = span(0, 10), span(10, 40, unit=1), span(60, 5, unit=2)
    # (10 + 5) / (78 + 40) = .127 and (10 + 3.5) / (78 + 5) = .163, though 5 / 40 < 3.5 / 5 would say so, too;
    # with 9 the long one wins: 19 / 118 = .161, 12 / 83 = .145
    assert choose([first, long, short], weighed({0: 10.0, 10: 5.0, 60: 3.5}), 2) == [first, short]
    assert choose([first, long, short], weighed({0: 10.0, 10: 9.0, 60: 2.0}), 2) == [first, long]


def test_the_last_token_of_a_span_opens_no_pair_of_it() -> None:
    assert choose([span(0, 5), span(20, 5, unit=1)], weighed({4: 9.0, 20: 1.0}), 1) == [span(20, 5, unit=1)]
    assert choose([span(0, 5), span(20, 5, unit=1)], weighed({3: 9.0, 20: 1.0}), 1) == [span(0, 5)]


def test_a_pair_that_a_point_holds_counts_no_more() -> None:
    first, again, other = span(0, 6), span(20, 6, unit=1), span(40, 6, unit=2)
    weights = {0: 9.0, 1: 1.0, 20: 9.0, 40: 2.0}
    assert choose([first, again, other], weighed(weights), 2) == [first, again]
    assert choose([first, again, other], weighed(weights, same={20: 0}), 2) == [first, other]


@pytest.mark.parametrize(("shared", "taken"), [(3, True), (4, False)])
def test_a_third_of_the_shorter_in_common_is_a_repetition(shared: int, taken: bool) -> None:
    one, other = span(0, 21), span(40, 11, unit=1)
    same = {40 + i: i for i in range(shared)}  # of the ten pairs of the shorter
    found = choose([one, other], weighed(dict.fromkeys([*range(20), *range(40, 50)], 1.0), same), 2)
    assert found == ([one, other] if taken else [one])


def test_just_a_third_in_common_is_none() -> None:
    one, other = span(0, 21), span(40, 21, unit=1)
    same = {40 + i: i for i in range(7)}  # 0.35 of the twenty pairs of each
    known = weighed(dict.fromkeys([*range(20), *range(40, 60)], 1.0), same)
    assert choose([one, other], known, 2) == [one, other]


@pytest.mark.parametrize(("length", "taken"), [(40, True), (41, False)])
def test_points_hold_four_fifths_of_an_article(length: int, taken: bool) -> None:
    one, other = span(0, 40), span(50, length, unit=1)
    found = choose([one, other], weighed({0: 9.0, 50: 8.0}), 2)
    assert found == ([one, other] if taken else [one])
    assert choose([span(0, 90)], weighed({0: 1.0}), 2) == [span(0, 90)]


def test_spans_of_a_sentence_must_not_overlap() -> None:
    one, touching, over = span(10, 10), span(20, 10), span(19, 10)
    weights = {10: 9.0, 22: 5.0}
    assert choose([one, over], weighed(weights), 2) == [one]
    assert choose([one, touching], weighed(weights), 2) == [one, touching]
    before = Span(0, 0, 10, 0, 10)
    assert choose([one, before], weighed(weights | {0: 5.0}), 2) == [one, before]
    assert choose([one, Span(0, 0, 11, 0, 11)], weighed(weights | {0: 5.0}), 2) == [one]
    assert choose([one, over._replace(unit=1)], weighed(weights), 2) == [one, over._replace(unit=1)]


def test_a_third_point_must_have_a_fifth_of_the_densest() -> None:
    spans = [span(0, 10), span(20, 10, unit=1), span(40, 10, unit=2)]
    assert len(choose(spans, weighed({0: 10.0, 20: 1.0, 40: 0.9}), 3)) == 2
    assert len(choose(spans, weighed({0: 10.0, 20: 4.0, 40: 1.9}), 3)) == 2
    assert len(choose(spans, weighed({0: 10.0, 20: 4.0, 40: 2.1}), 3)) == 3
    # 2.2 of 58 + 10 tokens against 10 of 58 + 10 is enough, of 58 + 20 it is not
    longer = [*spans[:2], span(40, 20, unit=2)]
    assert len(choose(longer, weighed({0: 10.0, 20: 4.0, 40: 2.2}), 3)) == 2


@pytest.mark.parametrize(("unit", "weight", "made"), [(6, 2.1, 3), (7, 2.1, 2), (7, 4.1, 2), (7, 4.3, 3)])
def test_a_late_one_must_have_more(unit: int, weight: float, made: int) -> None:
    spans = [span(0, 10), span(20, 10, unit=1), span(40, 10, unit=unit)]
    assert len(choose(spans, weighed({0: 10.0, 20: 5.0, 40: weight}), 3)) == made


@pytest.mark.parametrize(("unit", "made"), [(3, 3), (4, 2)])
def test_without_blanks_late_is_the_fifth_sentence(unit: int, made: int) -> None:
    known = weighed({0: 10.0, 20: 5.0, 40: 4.1})
    known = known._replace(frame=known.frame._replace(flat="w" * (TOKENS + 1)))
    spans = [span(0, 10), span(20, 10, unit=1), span(40, 10, unit=unit)]
    assert len(choose(spans, known, 3)) == made


def test_worth_is_a_factor() -> None:
    news, stale = span(0, 10, worth=1.3), span(20, 10, unit=1, worth=0.5)
    assert choose([stale, news], weighed({0: 4.0, 20: 10.0}), 1) == [news]
    assert choose([stale, news], weighed({0: 3.8, 20: 10.0}), 1) == [stale]


def test_what_leans_strictly_comes_only_under_what_it_leans_on() -> None:
    base, other = span(0, 10, unit=3), span(20, 10, unit=5)
    leaning = span(40, 10, unit=4, leans=Leans(3, strictly=True))
    weights = {0: 4.0, 20: 5.0, 40: 9.0}
    assert choose([leaning, base, other], weighed(weights), 2) == [other, base]
    assert choose([leaning, base, other], weighed(weights), 3) == [other, base, leaning]
    assert choose([leaning, other], weighed(weights), 3) == [other]
    assert choose([leaning], weighed(weights), 3) == []


def test_what_goes_on_with_a_point_counts_more_under_it() -> None:
    base, other = span(0, 10, unit=3), span(20, 10, unit=5)
    pronoun = span(40, 10, unit=4, leans=Leans(3, strictly=True))
    assert choose([base, pronoun, other], weighed({0: 20.0, 20: 9.0, 40: 8.0}), 2) == [base, pronoun]
    assert choose([base, pronoun, other], weighed({0: 20.0, 20: 9.0, 40: 7.5}), 2) == [base, other]
    surname = pronoun._replace(leans=Leans(3, strictly=False))
    assert choose([base, surname, other], weighed({0: 20.0, 20: 9.0, 40: 8.0}), 2) == [base, other]


def test_a_surname_alone_costs_four_tenths_until_its_bearer_is_introduced() -> None:
    base, other = span(0, 10, unit=3), span(20, 10, unit=5)
    surname = span(40, 10, unit=4, leans=Leans(3, strictly=False))
    assert choose([surname, other], weighed({20: 5.9, 40: 10.0}), 1) == [surname]
    assert choose([surname, other], weighed({20: 6.1, 40: 10.0}), 1) == [other]
    assert choose([surname, other, base], weighed({0: 9.0, 20: 6.1, 40: 10.0}), 2) == [base, surname]


def test_fewer_are_the_beginning_and_none_are_none() -> None:
    spans = [span(0, 10), span(20, 10, unit=1), span(40, 10, unit=2)]
    known = weighed({0: 9.0, 20: 8.0, 40: 7.0})
    assert [choose(spans, known, count) for count in range(4)] == [spans[:count] for count in range(4)]
    assert choose([], known, 3) == []
    assert known.weights[0] == 9.0, "the article's own weights stay"


def test_what_leads_is_the_first_point_however_little_it_weighs() -> None:
    lead, heavy = span(20, 10, unit=1, leads=True), span(0, 10)
    other = span(40, 10, unit=2, leads=True)
    weights = weighed({0: 10.0, 20: 1.0, 40: 2.0})
    assert choose([heavy, lead], weights, 1) == [lead]
    assert choose([heavy, lead, other], weights, 2) == [other, heavy], "then all are alike"


def test_only_a_first_point_may_be_background() -> None:
    stale = span(40, 10, unit=2, worth=0.3)
    spans = [span(0, 10), span(20, 10, unit=1), stale]
    weights = weighed({0: 10.0, 20: 10.0, 40: 30.0})
    assert choose(spans, weights, 3) == spans[:2]
    assert choose([spans[0], stale], weighed({0: 10.0, 40: 20.0}), 2) == [spans[0]]
    assert choose([stale], weights, 2) == [stale], "where there is nothing else"
    assert choose([*spans[:2], stale._replace(worth=0.33)], weights, 3)[2].unit == 2
