"""Which spans become points by how likely they would be printed, and the edges of that choice in figures."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from digests.summarizers.choose_spans import choose
from digests.summarizers.salience import Salience
from digests.summarizers.span import Rate, Span
from tests.digests.summarizers.test_choose_spans import TOKENS, span, weighed

ONE, TWO, THREE, FOUR = span(0, 10), span(20, 10, unit=1), span(40, 10, unit=2), span(60, 10, unit=3)


def unspaced(known: Salience) -> Salience:
    return known._replace(frame=known.frame._replace(flat="w" * (TOKENS + 1)))


def rate(rates: Mapping[int, float]) -> Rate:
    """How likely spans are, by their unit; others are certain."""
    return lambda span, _: rates.get(span.unit, 1.0)


@pytest.mark.parametrize(("likely", "first"), [(0.65, ONE), (0.55, TWO)])
def test_weight_counts_by_how_likely_it_is(likely: float, first: Span) -> None:
    known = weighed({0: 10.0, 20: 6.0})
    assert choose([ONE, TWO], known, 1, rate({0: likely})) == [first]


@pytest.mark.parametrize(("likely", "first"), [(0.72, ONE), (0.65, TWO)])
def test_without_blanks_doubt_counts_more(likely: float, first: Span) -> None:
    known = unspaced(weighed({0: 10.0, 20: 6.0}))
    assert choose([ONE, TWO], known, 1, rate({0: likely})) == [first]


def test_the_first_point_is_the_best_that_there_is() -> None:
    known = weighed({0: 10.0, 20: 6.0})
    assert choose([ONE], known, 2, rate({0: 0.01})) == [ONE]
    assert choose([ONE, TWO], known, 2, rate({0: 0.02, 1: 0.01})) == [ONE]


@pytest.mark.parametrize(("likely", "made"), [(0.35, 2), (0.34, 1)])
def test_a_second_point_must_be_likely_by_a_third(likely: float, made: int) -> None:
    known = weighed({0: 10.0, 20: 9.0})
    assert len(choose([ONE, TWO], known, 3, rate({1: likely}))) == made


@pytest.mark.parametrize(("likely", "made"), [(0.5, 3), (0.49, 2)])
def test_further_ones_by_a_half(likely: float, made: int) -> None:
    known = weighed({0: 10.0, 20: 9.0, 40: 8.0, 60: 7.0})
    assert len(choose([ONE, TWO, THREE], known, 3, rate({2: likely}))) == made
    assert len(choose([ONE, TWO, THREE, FOUR], known, 4, rate({3: likely}))) == made + 1


@pytest.mark.parametrize(
    ("second", "third", "made"), [(0.5, 0.65, 3), (0.5, 0.64, 2), (0.49, 0.65, 2), (0.49, 0.49, 1)]
)
def test_without_blanks_further_ones_must_be_likelier(second: float, third: float, made: int) -> None:
    known = unspaced(weighed({0: 10.0, 20: 9.0, 40: 3.0}))
    assert len(choose([ONE, TWO, THREE], known, 3, rate({1: second, 2: third}))) == made


@pytest.mark.parametrize(("unit", "explained"), [(2, False), (4, True), (5, True), (6, False)])
def test_a_point_explains_what_stands_up_to_two_sentences_behind_it(unit: int, explained: bool) -> None:
    asked = dict[int, bool]()

    def likely(span: Span, told: bool) -> float:
        asked[span.unit] = told
        return 1.0

    first, other = span(0, 10, unit=3), span(20, 10, unit=unit)
    assert choose([first], weighed({0: 10.0}), 1, likely) == [first]
    assert asked == {3: False}, "nothing explains the first point"
    assert choose([first, other], weighed({0: 10.0, 20: 5.0}), 2, likely) == [first, other]
    assert asked[unit] is explained


def test_in_the_place_of_an_unlikely_one_goes_the_next() -> None:
    known = weighed({0: 10.0, 20: 9.0, 40: 2.0})
    assert choose([ONE, TWO, THREE], known, 2, rate({1: 0.3})) == [ONE, THREE]
    assert choose([ONE, TWO, THREE], known, 2, rate({1: 0.4})) == [ONE, TWO]


def test_where_both_are_worth_the_same_the_heavier_goes_first() -> None:
    known = weighed({0: 16.0, 20: 32.0})
    assert choose([ONE, TWO], known, 1, rate({0: 0.5, 1: 0.25})) == [TWO]


def test_what_cannot_be_the_best_is_not_asked_about() -> None:
    asked: list[int] = []

    def likely(span: Span, _: bool) -> float:
        asked.append(span.unit)
        return 1.0

    assert choose([ONE, TWO, THREE], weighed({0: 6.0, 20: 9.0, 40: 9.0}), 1, likely) == [TWO]
    assert asked == [1], "once, and no other: of two alike the first"


@pytest.mark.parametrize(("likely", "second"), [(1.0, "short"), (0.5, "long")])
def test_what_was_chosen_counts_by_how_likely_it_is(likely: float, second: str) -> None:
    """With S = 10 the short one is denser: 14.5 / 83 against 19 / 118; with 5 it is 9.5 / 83 and 14 / 118."""
    long, short = span(10, 40, unit=1), span(60, 5, unit=2)
    known, found = weighed({0: 20.0, 10: 9.0, 60: 4.5}), {"long": long, "short": short}[second]
    first = ONE._replace(worth=0.5, leads=True)
    assert choose([first, long, short], known, 2, rate({0: likely})) == [first, found]
    # 7.5 would do for the short one, but 10 times 0.5 to the power of 1.5 is 3.5.
    assert choose([first, long, short], unspaced(known), 2, rate({0: likely})) == [first, found]


@pytest.mark.parametrize(("weight", "first"), [(19.9, "rich"), (19.83, "dense")])
def test_the_length_of_a_summary_is_58_tokens_and_a_tenth_of_the_article(weight: float, first: str) -> None:
    """Of 68 tokens: 14.4 / 79 is 19.87 / 109; with 67 it were 19.94, with 69 19.8."""
    rich, dense = span(0, 41), span(50, 11, unit=1)
    [found] = choose([dense, rich], weighed({0: weight, 50: 14.4}), 1)
    assert found == {"rich": rich, "dense": dense}[first]


def test_just_enough_is_enough() -> None:
    known = weighed({0: 4.0, 20: 3.0, 40: 0.8})
    assert choose([ONE, TWO, THREE], known, 3) == [ONE, TWO, THREE], "a fifth"
    worth = THREE._replace(worth=0.32)
    assert choose([ONE, TWO, worth], weighed({0: 10.0, 20: 10.0, 40: 30.0}), 3) == [ONE, TWO, worth]


def test_a_span_at_the_beginning_loses_nothing_behind_another_one() -> None:
    known = weighed({0: 4.0, 20: 9.0, 40: 3.5})
    assert choose([ONE, TWO, THREE], known, 2) == [TWO, ONE]


def test_what_says_the_same_makes_room_for_the_next() -> None:
    same = {20 + n: n for n in range(9)}
    known = weighed({**dict.fromkeys(range(9), 1.0), 40: 1.0}, same)
    again = TWO._replace(worth=0.9)
    assert choose([ONE, again, THREE], known, 2) == [ONE, THREE]
