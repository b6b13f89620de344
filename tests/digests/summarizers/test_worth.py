"""Which of two points goes first in clear cases, and what a chosen one takes from the others."""

from __future__ import annotations

import pytest

from digests.summarizers.choose_spans import choose
from digests.summarizers.keypoints import key_points
from digests.summarizers.merit import first_result, merit
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units
from tests.digests.summarizers.test_choose_spans import span, weighed
from tests.digests.summarizers.test_editor import PORTRAIT, RESULT


def worth(text: str, lang: str = "en") -> float:
    return merit(text, phrases(lang), unspaced=lang == "zh")(0, len(text))


def test_a_figure_counts_also_where_it_opens_a_stretch() -> None:
    assert worth("12 boats sank in May") == worth("In May 12 boats sank") > worth("In May nine boats sank")


def test_a_quotation_is_one_from_its_first_to_its_last_character() -> None:
    text = "“The old bridge of Hollin is shut”, Novak said of “the flood” in June"
    of = merit(text, phrases("en"))
    assert of(0, text.index(",")) < of(0, len(text)), "without who said it"
    assert of(0, text.index(",")) < of(1, text.index("”")), "whatever else is quoted"
    assert worth("“Northlight” is the name of the ferry") == worth("Northlight is the name of the ferry")


def test_a_stretch_is_unfit_for_one_word_of_its_own() -> None:
    text = "I like the old ferry of Hollin, and we like the bridge"
    assert merit(text, phrases("en"))(0, text.index(",")) < merit(text, phrases("en"))(6, text.index(","))


def test_only_a_mark_asks() -> None:
    assert (
        worth("Must Hollin pay a new tax?") < worth("Hollin must pay a new tax") == worth("Hollin must pay")
    )


def test_procedure_is_told_at_the_end() -> None:
    long = "The mayor is talking to captains of all the boats that sank off the northern islands"
    assert worth("The mayor is talking to captains") < worth(long)


@pytest.mark.parametrize(("portraits", "found"), [(11, True), (12, False)])
def test_the_first_result_is_looked_for_in_twelve_sentences(portraits: int, found: bool) -> None:
    article = units(PORTRAIT * portraits + RESULT, "zh", phrases("zh"))
    assert first_result(article, phrases("zh")) == (portraits if found else None)


@pytest.mark.parametrize(
    ("lang", "news", "filler"),
    [
        ("zh", "东港市的老灯塔立在城北的山上。", "东港市召开了老灯塔保护工作座谈会。"),
        ("zh", "东港市的老灯塔立在城北的山上。", "我们将在城北的山上修建新的灯塔。"),
        ("en", "The ferry to Marden stops in May.", "I have always liked the ferry to Marden."),
        ("en", "The ferry to Marden stops in May.", "“The ferry to Marden will be stopped.”"),
        ("en", "The ferry to Marden stops in May.", "On the ferry to Marden the talks are under way."),
    ],
)
def test_news_goes_before_what_says_little(lang: str, news: str, filler: str) -> None:
    assert key_points("", f"{filler}\n{news}", lang, 1) == [news.rstrip("。.")]


def test_nothing_is_left_of_a_pair_that_was_taken() -> None:
    first, again, other = span(0, 6), span(20, 6, unit=1), span(40, 6, unit=2)
    weights = {0: 9.0, 1: 1.0, 20: 9.0, 40: 0.5}
    assert choose([first, again, other], weighed(weights, same={20: 0}), 2) == [first, other]


def test_the_pair_behind_a_point_is_none_of_its_own() -> None:
    first, same, other = span(10, 10), span(40, 10, unit=1), span(60, 10, unit=2)
    # the last token of the first span and what follows it come back at 45
    known = weighed({10: 9.0, 45: 5.0, 60: 3.0}, same={45: 19})
    assert choose([first, same, other], known, 2) == [first, same]


def test_the_same_news_twice_is_one_point() -> None:
    news = "东港市决定从五月起关闭城北的老灯塔。"
    again = "东港市已决定从五月起关闭城北的老灯塔。"
    other = "渡船公司宣布，5月1日起票价由4元涨到6元。"
    one, rest = key_points("", f"{news}{again}{other}", "zh", 3)
    assert (one in (news[:-1], again[:-1]), rest) == (True, other[:-1])


def test_the_same_news_twice_is_one_point_in_words_too() -> None:
    news = "The council of Hollin closes the old lighthouse in May."
    again = "In Hollin the council closes the old lighthouse in May."
    other = "Tickets for the ferry will cost six crowns from that day."
    assert key_points("", f"{news} {again} {other}", "en", 3) == [news[:-1], other[:-1]]
