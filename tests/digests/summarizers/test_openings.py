"""Where a point may begin, and when a sentence is cut inside a clause."""

from __future__ import annotations

import pytest

from digests.summarizers.reference import _full_names
from digests.summarizers.spans import clauses, judged, spans
from digests.summarizers.text.phrases import phrases
from tests.digests.summarizers.test_spans import cut

TOO_MUCH = (
    ", which surprised many of the drivers who had crossed it on each day of the week in the last nine years "
    "without paying a toll."
)


@pytest.mark.parametrize(("after", "enough"), [("long talks", True), ("talks", False)])
def test_a_long_sentence_is_cut_inside_a_clause_only_where_its_cuts_give_few_words(
    after: str, enough: bool
) -> None:
    told = (
        f"The council of Hollin has closed the old harbour bridge near Novak after {after} with drivers and "
    )
    told += "owners of boats"
    found = cut(told + TOO_MUCH, "en")
    assert told in found
    assert ("The council of Hollin has closed the old harbour bridge" not in found) == enough


def test_one_long_cut_is_enough_beside_a_short_one() -> None:
    opening = "The council of Hollin has closed the old bridge in June"
    longer = (
        f"{opening}, which carried nine thousand cars on each day of the week to the islands in the north"
    )
    text = f"{longer}, where nobody had found a crack in one of its nine stone arches before."
    assert cut(text, "en") == {opening, longer}


def test_no_span_comes_twice() -> None:
    told = "The council of Hollin has closed the old bridge near Novak after talks with drivers"
    found = spans(told + TOO_MUCH, phrases("en"), unspaced=False)
    assert len(found) == len(set(found)) > 1


@pytest.mark.parametrize(
    ("text", "openings"),
    [
        ("实现营业收入三十一亿元人民币，新厂明年投产。", {"实现"}),
        ("随着旅游业复苏，实现营业收入三十一亿元。", {"随着"}),
        ("由于码头可能关闭，渡船公司今年新买了三艘渡船。", {"由于"}),  # it hedges
        ("由于码头已经关闭，渡船公司今年新买了三艘渡船。", {"由于", "渡船"}),
        ("这一年在东港市的推动下，公司在北原新建了三座码头。", {"这一", "公司"}),
    ],
)
def test_where_a_point_may_begin(text: str, openings: set[str]) -> None:
    assert {each[:2] for each in cut(text, "zh")} == openings
    asked = spans(text, phrases("zh"), unspaced=True, refers=True)
    assert {text[start : start + 2] for start, _ in asked} == openings


def test_what_only_refers_may_begin_behind_who_said_it() -> None:
    assert cut("他昨天上午宣布，东港市明年投资三十亿元扩建码头。", "zh") == {"东港市明年投资三十亿元扩建码头"}


def test_of_a_mere_connective_nothing_is_left() -> None:
    assert cut("此外。", "zh") == set()


@pytest.mark.parametrize(("last", "reason"), [("in May", ""), ("in June", ""), ("soon may", "promises")])
def test_a_month_promises_nothing(last: str, reason: str) -> None:
    text = f"The council of Hollin will open the new ferry line {last}, after two years of repairs."
    assert judged(text, phrases("en"), unspaced=False)[0].why == reason


def test_of_a_text_of_capitals_alone_names_have_at_most_eight_words() -> None:
    """Each place asked again for all that follows: ten thousand words took three seconds."""
    row = "Al " * 6 + "Oldham"
    assert list(_full_names(f"{row} fell")) == ["Oldham"]
    assert list(_full_names("Al " * 40 + "Oldham fell")) == ["Oldham"]
    assert list(_full_names("A" + "l" * 50 + " Oldham")) == []


def test_a_long_row_is_not_cut_inside_its_phrases_beyond_what_a_point_may_hold() -> None:
    row = "the mill in Oldham on Sunday " * 200
    edges = [end for _, end in clauses(row, phrases("en"), loose=True)]
    assert len([end for end in edges if end < 1_500]) > 10
    assert [end for end in edges if end > 1_500] == [len(row)]
