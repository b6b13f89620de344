"""The spans of an article: where each stands among its tokens, and that none holds half of a pair."""

from __future__ import annotations

import pytest

from digests.summarizers.choose_spans import Span
from digests.summarizers.keypoints import candidates, common_words, condense, key_points
from digests.summarizers.reference import Leans
from digests.summarizers.salience import salience
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import tokens, units

TOWN = (
    "The council of Hollin closed the old bridge on Monday, which surprised many drivers of the town. "
    "However, Northlight has bought three boats, and the first will sail to Marden in May; tickets will "
    "cost 2.50, the company says."
)
HARBOUR = (
    "据悉，东港市今年投资三十亿元扩建城北的集装箱码头，工程明年上半年完工。"
    "北原药业营业收入三十一亿元；随着新药上市，东港药业净利润达到五亿元。"
)


def made(text: str, lang: str) -> list[tuple[Span, str, list[str]]]:
    """Each candidate, what it says, and its tokens as it counts them."""
    known = phrases(lang)
    article = units(text, lang, known)
    weighed = salience(article, "", common_words(lang))
    flat = weighed.frame.flat
    return [
        (
            span,
            article[span.unit].text[span.start : span.end],
            list(flat[span.first : span.first + span.length]),
        )
        for span in candidates(article, weighed, lang, known)
    ]


@pytest.mark.parametrize(("text", "lang", "least"), [(TOWN, "en", 4), (HARBOUR, "zh", 5)])
def test_a_span_knows_its_tokens(text: str, lang: str, least: int) -> None:
    found = made(text, lang)
    assert len(found) >= least
    assert {span.unit for span, *_ in found} == {0, 1}
    assert any(span.start for span, *_ in found)
    assert all(own == list(tokens(said, lang)) for _, said, own in found)


def test_a_span_has_a_pair() -> None:
    assert [said for _, said, _ in made("东港市关闭老灯塔。桥。此外，桥。", "zh")] == ["东港市关闭老灯塔"]
    assert [said for _, said, _ in made("Ferries stopped. Closed. The old bridge of Hollin fell.", "en")] == [
        "Ferries stopped", "The old bridge of Hollin fell",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("“The old bridge of Hollin is closed for good, which surprised many drivers.", "en"),
        ('The mayor said "the bridge is closed for good, and the ferry stops in May.', "en"),
        ("“城北的老灯塔将从五月起关闭并且拆除，渡船的票价涨到六元。", "zh"),
    ],
)
def test_no_span_holds_one_half_of_a_pair(text: str, lang: str) -> None:
    assert not any(mark in said for _, said, _ in made(text, lang) for mark in '“"')


@pytest.mark.parametrize(
    "text",
    [
        'The mayor said "the old bridge of Hollin is closed for good", which surprised many drivers.',
        "The mayor said “the old bridge of Hollin is closed for good”, which surprised many drivers.",
    ],
)
def test_a_span_may_hold_a_pair(text: str) -> None:
    assert text[: text.index(", which")] in [said for _, said, _ in made(text, "en")]


def test_quotes_that_never_close_are_not_cut_apart() -> None:
    text = (
        'The council closed the "old bridge on Monday, which surprised many drivers of the "new ferry in May.'
    )
    assert [said for _, said, _ in made(text, "en")] == [text[:-1]]


def test_a_lone_mark_stays_behind_with_what_is_taken_off() -> None:
    found = [said for _, said, _ in made("“今年春节期间，东港市关闭了城北的老灯塔和码头。", "zh")]
    assert found == ["东港市关闭了城北的老灯塔和码头"]


def test_nothing_stands_before_the_first_sentence_that_a_pronoun_could_mean() -> None:
    found = made("She runs the old ferry of Hollin. She will retire in May.", "en")
    assert [span.unit for span, *_ in found] == [1]


def test_a_point_ends_where_it_was_cut() -> None:
    text = (
        "The council of Hollin closed the old bridge on Monday, which surprised many of the drivers who had "
    )
    text += "crossed it on each day of the week in the last nine years without paying a toll of any kind."
    [point] = key_points("", text, "en", 3)
    assert text.startswith(point)
    assert len(point.split()) <= 32 < len(text.split())
    points = key_points(
        "", "东港市的老灯塔从五月起关闭并在年底之前拆除，但前提是市议会批准。渡船停运。", "zh", 3
    )
    assert points[0] == "东港市的老灯塔从五月起关闭并在年底之前拆除，但前提是市议会批准"


@pytest.mark.parametrize("lang", ["", "zh", "zh-Hans"])
def test_a_language_that_is_not_given_is_told_from_the_text(lang: str) -> None:
    text = "据了解，东港市的老灯塔从五月起关闭。"
    assert key_points("", text, lang, 1) == ["东港市的老灯塔从五月起关闭"]


@pytest.mark.parametrize("count", [-1, 0, 1])
@pytest.mark.parametrize("text", ["老灯塔", "东港市的老灯塔从五月起关闭。"])
def test_no_more_points_than_asked_for(text: str, count: int) -> None:
    assert len(condense("", text, "zh", count)) == max(0, count)


def test_only_the_first_result_leads_and_a_surname_leans() -> None:
    results = "公司全年净利润3.1亿元，同比增长12%。东港市的灯塔还在。公司全年营业收入31亿元，同比增长一成。"
    assert {span.unit for span, *_ in made(results, "zh") if span.leads} == {0}
    [*_, (last, said, _)] = made("Tina Novak runs the old ferry of Hollin. Nobody in town likes Novak.", "en")
    assert (said, last.leans) == ("Nobody in town likes Novak", Leans(0, strictly=False))
