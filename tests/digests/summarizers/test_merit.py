"""What a stretch is worth, what it leans on, and whether it only says the title."""

from __future__ import annotations

import pytest

from digests.summarizers.clean_sentence import clean
from digests.summarizers.keypoints import key_points
from digests.summarizers.merit import merit
from digests.summarizers.reference import Leans, Names, pronoun
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units


def worth(text: str, lang: str) -> float:
    return merit(text, phrases(lang), unspaced=lang == "zh")(0, len(text))


@pytest.mark.parametrize(
    ("lang", "text", "factor"),
    [
        ("zh", "东港市的老桥旁边有一座灯塔", 1.0),
        ("zh", "公司上半年营业收入31亿元，同比增长一成", 1.1),
        ("zh", "证监会决定对东港药业立案", 1.1),
        ("zh", "东港药业昨晚发布今年上半年的业绩报告", 0.3),
        ("zh", "东港药业昨晚发布今年上半年的业绩报告和三座灯塔的照片", 1.0),
        ("zh", "其他病例的基因测序正在抓紧进行中", 0.3),
        ("zh", "东港药业主要从事药品的生产和销售", 0.3),
        ("zh", "东港药业致力于新药，营业收入31亿元，同比增长一成", 0.33),
        ("zh", "“今年的环境给产业的发展带来挑战”", 0.25),
        ("zh", "（东港大桥一月关闭）", 1.0),
        ("zh", "北原药业的股价周一下午涨停", 1.1),
        ("zh", "张东说“今年的环境给产业的发展带来挑战”", 1.0),
        ("zh", "公司本期投资收益25.亿元", 0.25),
        ("zh", "公司本期投资收益25.7亿元", 1.0),
        ("en", "The old bridge is closed", 1.0),
        ("en", "The bridge of 1901 is closed", 1.08),
        ("en", "The bridge closed in 1901, 1,922 and 1950", 1.08**3),
        ("en", "The bridge closed in 1901, 1922, 1950, 1961 and 1977", 1.08**4),
        ("en", "The bridge is seen on TV?screens", 0.4),
        ("en", "I have never seen such a bridge", 0.4),
        ("en", "The mayor said: “I have never seen such a bridge”", 1.0),
        ("en", "“The bridge is closed for good”", 0.4),
        ("en", "The bridge has a strong and swift? current", 0.4),
        ("en", "Thank @harbour for the bridge", 0.4),
        ("en", "The US closed its bridge", 1.0),
        ("en", "Another bridge is closed", 0.9),
        ("vi", "Mẹ cũng biết cây cầu đó à?", 0.4),
        ("fr", "Il reste à régler la question du pont", 0.3),
        ("fr", "Je n'ai jamais vu un tel pont", 0.4),
    ],
)
def test_worth(lang: str, text: str, factor: float) -> None:
    assert worth(text, lang) == pytest.approx(factor)


def test_worth_is_that_of_the_stretch_alone() -> None:
    text = "公司上半年营业收入31亿元，同比增长一成；老桥旁边有一座灯塔"
    of = merit(text, phrases("zh"), unspaced=True)
    assert of(0, text.index("；")) == pytest.approx(1.1 * 0.66)
    assert of(text.index("；") + 1, len(text)) == pytest.approx(1.0)
    assert of(0, 8) == pytest.approx(0.66)


def test_what_goes_on_behind_a_stretch_costs_a_third() -> None:
    text = "The bridge closed in 1901, when nine boats of 1850 sank."
    of = merit(text, phrases("en"))
    assert of(0, text.index(",")) == pytest.approx(1.08 * 0.66)
    assert of(text.index("when"), len(text) - 1) == pytest.approx(1.08), "a full stop is nothing"
    assert of(0, len(text)) == pytest.approx(1.08**2)
    behind = "The bridge closed 1901"
    assert merit(behind, phrases("en"))(0, behind.index("1901")) == pytest.approx(0.66)
    quoted = "张东说：“桥要关”"
    assert merit(quoted, phrases("zh"))(quoted.index("“"), len(quoted)) == pytest.approx(0.4)


TEXT = "Tina Novak runs the old ferry. She will retire in May. It opens at nine. The harbour has a tower."


def test_pronouns_lean_on_the_sentence_before() -> None:
    known = phrases("en")
    article = units(TEXT, "en", known)
    assert pronoun(article, 0, 0, known) is None
    assert pronoun(article, 1, 0, known) == Leans(0, strictly=True)
    assert pronoun(article, 2, 0, known) == Leans(1, strictly=True)
    assert pronoun(article, 3, 0, known) is None
    backwards = units("She will retire in May. The harbour has a tower. He saw it.", "en", known)
    assert pronoun(backwards, 0, 0, known) == Leans(-1, strictly=True)
    assert pronoun(backwards, 2, 0, known) == Leans(-1, strictly=True), "a tower is no person"
    between = units("The harbour has a tower. Who pays for the bridge? It opens at nine.", "en", known)
    assert pronoun(between, 1, 0, known) == Leans(-1, strictly=True), "a question stands between"
    below = units("The harbour has a tower. Who pays?\nIt opens at nine.", "en", known)
    assert pronoun(below, 1, 0, known) == Leans(0, strictly=True)
    after = units("The harbour has a tower.\nWho pays? It opens at nine.", "en", known)
    assert pronoun(after, 1, 0, known) == Leans(-1, strictly=True), "a question opens the paragraph"


def test_a_surname_leans_on_where_it_is_first_given_in_full() -> None:
    article = units(
        "Tina Novak runs the old ferry. The town likes Novak’s ferry. A bridge opens.", "en", phrases("en")
    )
    names = Names(article, "")
    of = names.leaning(1, article[1].text)
    assert of(0, len(article[1].text)) == Leans(0, strictly=False)
    assert of(0, 14) is None
    assert of(20, len(article[1].text)) is None
    assert names.leaning(0, article[0].text)(0, 99) is None
    assert names.leaning(2, article[2].text)(0, 99) is None
    assert Names(article, "The ferry of Novak").leaning(1, article[1].text)(0, 99) is None


def test_a_pronoun_comes_right_under_what_it_stands_for() -> None:
    base = "Tina Novak runs the old ferry of Hollin alone."
    leaning = "She will retire in May after forty years on the water."
    rest = "The tower of the harbour needs new windows. Nobody knows who pays for them. The bank said no."
    assert key_points("", f"{base} {leaning} {rest}", "en", 2) == [base[:-1], leaning[:-1]]
    assert key_points("", f"{leaning} {rest}", "en", 1) == ["The tower of the harbour needs new windows"]


@pytest.mark.parametrize(
    ("title", "sentence", "taken"),
    [
        ("Man held for stealing boats", "Police have arrested a man for stealing boats", False),
        (
            "Man held for stealing boats",
            "A man of 30 was arrested in Hollin for stealing seven boats at night",
            True,
        ),
        ("Harbour bridge closes", "The harbour bridge is closed", False),
        ("Harbour bridge closes for ten months", "The harbour needs a new ferry by March", True),
        ("东港大桥一月关闭", "东港大桥将在一月关闭", False),
        ("东港大桥一月关闭", "市民改乘渡船，票价三元", True),
    ],
)
def test_a_point_says_more_than_the_title(title: str, sentence: str, taken: bool) -> None:
    lang, other = (
        ("zh", "北原的灯塔也要维修半年。") if sentence[0] > "z" else ("en", " Nobody pays for the tower.")
    )
    stop = "。" if lang == "zh" else "."
    assert (sentence in key_points(title, f"{sentence}{stop}{other}", lang, 3)) == taken


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Two people deadPolice say the bridge fell.", "Police say the bridge fell."),
        ("UNE CRASSE INDESCRIPTIBLELa ville ferme le pont.", "La ville ferme le pont."),
        ("Le pont et le tramway impactésL'été sera long.", "L'été sera long."),
        ("The new YouTube video shows the bridge.", "The new YouTube video shows the bridge."),
        ("An old iPhone lay on the bridge.", "An old iPhone lay on the bridge."),
        ("New Delhi, Aug 1 (PTI) The bridge fell.", "New Delhi, Aug 1 (PTI) The bridge fell."),
        ("The bridge fell (PTI).", "The bridge fell."),
    ],
)
def test_headings_that_lost_their_line_end_go(text: str, cleaned: str) -> None:
    assert clean(text, phrases("en")) == cleaned


def test_a_name_with_a_capital_inside_comes_back_and_is_no_heading() -> None:
    text = "Scores of hollinBoat passengers waited on the bridge."
    assert clean(text, phrases("en")) == "Boat passengers waited on the bridge."
    assert clean(text, phrases("en"), f"{text} Anger at hollinBoat grows.") == text
    assert (
        clean(text, phrases("en"), f"{text} Anger at the Boat grows.")
        == "Boat passengers waited on the bridge."
    )


def test_datelines_are_taken_off() -> None:
    for opening in ("New Delhi, Aug 1 (PTI) ", "New Delhi, Jul 27 ", "HOLLIN, May 3 (AP) -- "):
        assert key_points("", f"{opening}The bridge of Hollin fell on Monday.", "en", 1) == [
            "The bridge of Hollin fell on Monday"
        ]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "3）22Q4钢价回落至低位，公司单季度净利润环比下降两成。",
            "22Q4钢价回落至低位，公司单季度净利润环比下降两成",
        ),
        ("∆东港药业公告 公司与北原药业签署供应协议。", "公司与北原药业签署供应协议"),
        ("Chính vì vậy mà cây cầu cũ đã đóng cửa.", "cây cầu cũ đã đóng cửa"),
        ("（2）从销量来看，公司的灯塔卖得最好。", "公司的灯塔卖得最好"),
        ("业绩总结：公司全年收入三十一亿元，同比增长一成。", "公司全年收入三十一亿元，同比增长一成"),
        ("答：公司明年在东港建设新的码头。", "公司明年在东港建设新的码头"),
        ("事件公司与北原药业签署供应协议。", "公司与北原药业签署供应协议"),
    ],
)
def test_list_marks_and_rubrics_are_taken_off(text: str, point: str) -> None:
    assert key_points("", text, "zh" if text[-1] == "。" else "vi", 3) == [point]


def test_a_thing_of_the_sentence_before_is_better_shown_under_it() -> None:
    known = phrases("en")
    article = units(
        "The council sold the tower. The decision was made in May. The decision of May fell.", "en", known
    )
    assert pronoun(article, 1, 0, known) == Leans(0, strictly=False)
    assert pronoun(article, 2, 0, known) is None
