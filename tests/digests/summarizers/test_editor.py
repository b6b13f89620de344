"""What an editor would show of an article: its result, what was said rather than that it was, whole lists."""

from __future__ import annotations

import pytest

from digests.summarizers.candidates import candidates
from digests.summarizers.keypoints import key_points
from digests.summarizers.merit import first_result, says_little
from digests.summarizers.reference import Leans, Names, pronoun
from digests.summarizers.salience import salience
from digests.summarizers.span import Span
from digests.summarizers.text.phrases import phrases
from digests.summarizers.text.short_names import in_full, in_short
from digests.summarizers.units import units

PORTRAIT = "东港药业成立于1985年，产品线主要涵盖感冒药和眼药水两大领域。"
RESULT = "2021年公司实现营收31.2亿元，同比增长12%。"
STORY = "公司在北原新建的三座工厂已经完工，明年春天开始生产新的眼药水。"


def test_the_result_of_a_period_wins_over_the_portrait_before_it() -> None:
    assert key_points("", f"{PORTRAIT}{RESULT}{STORY}", "zh", 1) == [RESULT[:-1]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"{PORTRAIT}{RESULT}", 1),
        (f"东港汽车发布5月产销公告。{RESULT}", 1),
        (f"{RESULT}{PORTRAIT}", 0),
        (f"{STORY}{RESULT}", None),
        (f"{PORTRAIT}{STORY}", None),
        ("东港药业公布 2Q23 预告： 2Q23 净利润 2.1-2.4 亿元，同比增长 30-40%。", 0),
        ("3月批发销量6.2万辆，同比-3.5%，环比+21.4%。", 0),
        ("公司毛利率为31.2%，同比下降0.7个百分点。", None),
        ("公司营收31.2亿元，符合预期。", None),
        (PORTRAIT * 13 + RESULT, None),
    ],
)
def test_the_first_result_is_looked_for_behind_what_says_little(text: str, number: int | None) -> None:
    assert first_result(units(text, "zh", phrases("zh")), phrases("zh")) == number


def test_other_languages_have_no_results() -> None:
    known = phrases("en")
    assert first_result(units("Sales rose 5% to $3m in May.", "en", known), known) is None


def test_only_stretches_that_state_the_result_lead() -> None:
    known = phrases("zh")
    text = "公司在东港的新工厂今年春天已经完工并开始生产；全年净利润3.1亿元，同比增长12%。"
    article = units(text, "zh", known)
    found = candidates(article, salience(article, "", frozenset()), "zh", known)
    leads = {article[0].text[span.start : span.end]: span.leads for span in found}
    assert leads["全年净利润3.1亿元，同比增长12%"]
    assert not leads["公司在东港的新工厂今年春天已经完工并开始生产"]


def test_a_span_leads_only_where_told() -> None:
    assert not Span(0, 0, 9, 0, 9).leads


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("发言人张东28日主持例行记者会。", True),
        ("《东港计划》部署了8个方面的重点行动。", True),
        ("张东表示，我们在大桥问题上的立场始终是明确的。", True),
        ("公司紧密围绕“渡船优先、灯塔为辅”策略。", True),
        ("我们近期前往东港调研公司的新工厂。", True),
        ("《东港计划》部署了8艘渡船，票价三元。", False),
        ("张东表示，渡船的票价会降到三元。", False),
        ("收益率升至2016年以来的最高水平。", False),
        ("张东主持修建了东港的三座大桥。", False),
    ],
)
def test_what_says_that_and_not_what_is_told(text: str, little: bool) -> None:
    assert says_little(text, phrases("zh")) == little


def test_the_answer_stands_and_not_that_it_was_asked() -> None:
    text = (
        "发言人张东28日主持例行记者会。记者提问，邻市希望东港重开老桥，使渡船早日停运。"
        "张东强调，解决渡船的问题要回到两市去年签署的《桥梁协议》上来，由双方各付一半的费用。"
    )
    [point] = key_points("", text, "zh", 1)
    assert point.startswith("张东强调")
    assert not any("记者提问" in point for point in key_points("", text, "zh", 3))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("整体情况：东港市5月卖出渡船票八万张，比上月多三成。", "东港市5月卖出渡船票八万张，比上月多三成"),
        ("分品牌：东港牌渡船卖出三百艘，北原牌卖出两百艘。", "东港牌渡船卖出三百艘，北原牌卖出两百艘"),
        ("渡船份额继续提升： 公司今年新造的三艘渡船已经下水。", "公司今年新造的三艘渡船已经下水"),
        ("一是东港市要在三年之内修好所有的老桥。", "东港市要在三年之内修好所有的老桥"),
        ("东港药业：公司明年在北原建设新的码头。", "东港药业：公司明年在北原建设新的码头"),
        ("张东提到增长：“票价明年还会再涨三成。”", "张东提到增长：“票价明年还会再涨三成”"),
    ],
)
def test_headings_with_a_colon_are_taken_off(text: str, point: str) -> None:
    assert key_points("", text, "zh", 1) == [point]


def test_a_list_in_a_sentence_is_shown_whole_or_not_at_all() -> None:
    text = "一是修好城里的五座老桥，二是给渡船换上新的发动机，三是把灯塔改成市民的图书馆。"
    assert key_points("", text, "zh", 3) == [text[:-1]]
    long = (
        text[:-1]
        + "，四是在北原新建一座能停三百艘船的码头，五是请市民每年评选最好的渡船和船长，"
        + "六是公布每月的票价和客流。"
    )
    assert not any(
        "二是" in point for point in key_points("", f"东港市公布六项计划，明年开始。{long}", "zh", 3)
    )
    numbered = "公司的净利润比去年少了一成三，主要由于：1）渡船的燃料贵了；2）船员多了。"
    assert not any("1渡船" in point or "：1" in point[-3:] for point in key_points("", numbered, "zh", 3))


@pytest.mark.parametrize(
    "text",
    [
        "3.1：亿元，东港药业发布公告，营业收入比去年增加。",
        "203年，东港药业成功中标三座新的灯塔和码头。",
        "东港药业的产品在、等城市的销量比去年增加三成。",
    ],
)
def test_torn_text_goes_last(text: str) -> None:
    other = "北原的渡船从下个月起改由新的公司经营，票价三元。"
    assert key_points("", f"{text}{other}", "zh", 1) == [other[:-1]]


def test_growth_in_brackets_stays_in_a_long_sentence() -> None:
    text = (
        "公司发布年报，全年营收31.2亿元（同比增长24.6%），归母净利润2.3亿元（同比增长81.2%），扣非净利润2.1亿元"
        "（同比增长75.4%），业绩符合公司此前所作的预告，剔除激励费用的影响后净利润为2.6亿元。"
    )
    [point] = key_points("", text, "zh", 1)
    assert "24.6%" in point


def test_names_in_full_and_in_short() -> None:
    assert list(in_full("发言人Tina Novak宣布《东港渡船管理办法》。")) == ["《东港渡船管理办法》", "Novak"]
    assert list(in_full("发言人Novak出席。")) == []
    first = {"Novak": 0, "《东港渡船管理办法》": 1}
    assert list(in_short("Novak表示，《办法》有效。", 2, first)) == [(0, 5, 0), (8, 12, 1)]
    assert list(in_short("Novak表示，《办法》有效。", 1, first)) == [(0, 5, 0)]
    assert list(in_short("《东港渡船管理办法》与《灯塔》。", 2, first)) == []


def test_a_short_name_stands_only_under_its_introduction() -> None:
    known = phrases("zh")
    text = "东港市公布《东港渡船管理办法》，明年生效。根据《管理办法》，渡船的票价不得超过三元。"
    article = units(text, "zh", known)
    whole = (0, len(article[1].text))
    assert Names(article, "").leaning(1, article[1].text, unspaced=True)(*whole) == Leans(0, strictly=True)
    assert Names(article, "东港的《管理办法》").leaning(1, article[1].text, unspaced=True)(*whole) is None


def test_a_speaker_that_is_a_pronoun_leans_on_the_sentence_before() -> None:
    known = phrases("en")
    text = (
        'Tina Novak runs the ferry. "The bridge is closed for good," she said. The tower is shut, he added.'
    )
    article = units(text, "en", known)
    assert pronoun(article, 1, 0, known) == Leans(0, strictly=False)
    assert pronoun(article, 2, 0, known) == Leans(1, strictly=False)
    assert pronoun(article, 0, 0, known) is None
    french = units("Tina Novak dirige le port. Le pont est fermé, a-t-elle dit.", "fr", phrases("fr"))
    assert pronoun(french, 1, 0, phrases("fr")) == Leans(0, strictly=False)


@pytest.mark.parametrize(
    "text",
    [
        "Another bridge was closed in May.",
        "When he came back the bridge was closed.",
        "It was the third bridge.",
    ],
)
def test_openings_that_go_on_stand_only_under_the_sentence_before(text: str) -> None:
    known = phrases("en")
    article = units(f"Tina Novak runs the old ferry. {text}", "en", known)
    assert pronoun(article, 1, 0, known) == Leans(0, strictly=True)


@pytest.mark.parametrize(
    ("lang", "caption", "statement"),
    [
        ("vi", "Cựu thị trưởng thành phố Đông Cảng.", "Cây cầu cũ đã đóng cửa từ tháng trước."),
        ("en", "The old harbour of Hollin.", "The bridge was closed in May after a flood."),
        ("fr", "Le vieux port de Nantes.", "Le pont est fermé depuis mai à cause de la crue."),
    ],
)
def test_a_caption_is_no_point(lang: str, caption: str, statement: str) -> None:
    assert key_points("", f"{caption} {statement}", lang, 3) == [statement[:-1]]


def test_a_scene_that_opens_a_feature_goes_last() -> None:
    scene = "A student from Hollin had come to the harbour to draw the tower."
    news = "Police arrested five men who had robbed 12 boats in the harbour."
    assert key_points("", f"{scene} {news}", "en", 1) == [news[:-1]]


def test_whose_own_stays_with_what_was_done() -> None:
    text = (
        "The council is looking at reports that the new company is using the boats that were built in Hollin "
        "against its own passengers - claims that led to more questions over the sale of the ferry in May."
    )
    assert not any(point.endswith("in Hollin") for point in key_points("", text, "en", 3))


def test_a_french_heading_glued_in_front_is_taken_off() -> None:
    text = "Moins de bateaux au port -Malgré la crue, la ville garde le pont ouvert."
    assert key_points("", text, "fr", 1) == ["Malgré la crue, la ville garde le pont ouvert"]
