"""What a stretch is worth beside another one in clear cases, and where a first result is looked for."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points
from digests.summarizers.merit import first_result, merit
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units
from tests.digests.summarizers.test_editor import PORTRAIT, RESULT


def worth(text: str, lang: str = "en") -> float:
    return merit(text, phrases(lang), unspaced=lang == "zh")(0, len(text))


def test_a_figure_counts_also_where_it_opens_a_stretch() -> None:
    assert worth("12 boats sank in May") == worth("In May 12 boats sank") > worth("In May nine boats sank")


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
