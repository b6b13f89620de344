"""What each report of a story may add: no formula, nothing twice, no pronoun of another report."""

from __future__ import annotations

import pytest

from digests.model import ReportText
from digests.summarizers.learning.weights import FEATURES, Learned, Weights
from digests.summarizers.stories.story_points import condense_story

FIRST = "周日凌晨，云岭市东港区一家化工厂发生火灾，二十三人受伤送医。"
DEMAND = "渔业协会要求船东在年底之前赔偿损失三千万元。"

TOWER = "码头的三座灯塔从五月起全部关闭维修。"
REST = "体育馆里搭起了三百张临时床铺。市民拨打热线电话查询每小时更新的数据，热线全天有人接听。"


ALIKE = Learned({"zh": Weights(tuple(float(name == "one") for name in FEATURES))})  # each pair weighs as much


def points(*texts: str, count: int = 6, learned: Learned | None = None) -> list[tuple[int, str]]:
    """The points of a story by rank, each with its report."""
    reports = [ReportText(n, "", text, "zh", f"source {n}") for n, text in enumerate(texts, 1)]
    made = sorted(condense_story(reports, count, learned), key=lambda point: point.rank)
    return [(point.report, point.text) for point in made]


def test_procedure_adds_nothing() -> None:
    assert points(FIRST, "发言人张东28日主持例行记者会。") == points(FIRST)
    assert len(points(FIRST, DEMAND)) == 2


def test_the_same_in_another_order_is_told_once() -> None:
    again = "损失三千万元，船东须在年底之前赔偿渔业协会。"
    both = [text for _, text in points(FIRST, DEMAND + again + REST)]
    assert (DEMAND[:-1] in both) + (again[:-1] in both) == 1
    assert {DEMAND[:-1], TOWER[:-1]} <= {text for _, text in points(FIRST, DEMAND + TOWER + REST)}


def test_what_was_said_weighs_nothing_in_a_later_report() -> None:
    again, news = "云岭市东港区的化工厂附近三条街道停电", "厂长陈某已经被警方控制并送往省城"
    other = "渡船的班次从中午起恢复正常运行"
    assert points(FIRST, f"{again}。{news}。", count=2)[1] == (2, news)
    assert points(f"{other}。", f"{again}。{news}。", count=2)[1] == (2, again), (
        "where nothing was said of it"
    )


def test_what_a_later_report_tells_in_full_is_not_told_in_short() -> None:
    short, full = (
        "公司公告称，警方拘留了厂长陈某等3人",
        "周二上午，警方在邻市的一家旅馆里拘留了这家工厂的厂长陈某",
    )
    first = f"{FIRST}{short}。{TOWER}"
    assert short in [text for _, text in points(first, DEMAND)]
    told = [text for _, text in points(first, f"{full}。{DEMAND}{REST}")]
    assert full in told
    assert short not in told


def test_a_pronoun_means_nobody_of_another_report() -> None:
    visit = "环保局公布了空气监测的方案。\n环保局局长张东周二到东港区查看了工厂。"
    demand = "他要求公司在月底之前关闭所有的老车间并赔偿居民的损失。"
    assert not any(text.startswith("他") for _, text in points(FIRST, visit, demand + REST))
    assert any(text.startswith("他") for _, text in points(FIRST, visit + demand + REST))


def test_a_pronoun_may_mean_the_first_sentence_of_a_story() -> None:
    order = "市长张东周一下令关闭城北的老灯塔。他要求渡船公司在五月之前买三艘新船。码头的票价不变。"
    assert [text[:2] for _, text in points(order)] == ["市长", "他要"]


def test_a_figure_that_another_report_contradicts_goes_up() -> None:
    first = (
        "周一凌晨，载有四千吨煤炭的货轮海晏号在霍林湾外的暗礁上搁浅。海事局周一上午派出3艘拖轮和2架直升机赶往现场处理这起事故。"
        "港口的渡船班次从中午起恢复正常运行。马登市医院收治的受伤船员共有12人。"
        "附近的居民在山上看到了整个过程。市长在傍晚到码头看望了船员的家属。"
    )

    def told(hurt: int) -> bool:
        later = f"马登市医院收治的受伤船员共有{hurt}人。{DEMAND}"
        return any("12人" in text for _, text in points(first, later, count=3))

    assert told(15)
    assert not told(12)


def test_the_opening_of_a_later_report_outweighs_what_follows_it() -> None:
    opening, longer = "环保志愿团体建议改道绕行红树林区", "保险公司同意垫付收入差额部分款项利息"
    own, before = f"{opening}。{longer}。", "渔民停止出海，渔业协会下周开会商讨对策。"
    assert points(FIRST, before, own, count=2, learned=ALIKE)[1] == (3, opening)
    assert points(FIRST, own, count=2, learned=ALIKE)[1] == (2, longer), (
        "of one alone all that it says is later"
    )


def test_a_smaller_count_is_kept() -> None:
    for count in range(4):
        assert len(points(FIRST, DEMAND + TOWER + REST, count=count)) == count


def test_a_first_report_may_be_a_comment() -> None:
    assert points("渔民们都知道，今年的渡船生意令人担忧。") == [(1, "渔民们都知道，今年的渡船生意令人担忧")]


def test_what_a_story_begins_with_is_told_also_when_it_is_settled() -> None:
    fire, cause = (
        "云岭市化工厂周日凌晨起火，起火原因正在调查中",
        "调查组周二公布，起火原因是三号车间的阀门老化破裂",
    )
    assert points(f"{fire}。", f"{cause}。") == [(1, fire), (2, cause)]


def test_a_surname_may_stand_some_sentences_below_the_full_name() -> None:
    fog = "On Monday morning 140 people had to leave a ship in thick fog off the northern coast."
    rum = "In 2019 Novak had paid 900 crowns for 12 bottles of rum from the wreck of another ship"
    later = f"Captain Tina Novak told the coastguard that the steering failed. Divers saw cracks. {rum}."
    reports = [
        ReportText(1, "", fog, "en", "a"),
        ReportText(2, "", f"{later} Schools in Marden stay shut.", "en", "b"),
    ]
    assert rum in [point.text for point in condense_story(reports, 6)]


@pytest.mark.parametrize("others", [[], [DEMAND]])
def test_the_title_is_repeated_in_no_language(others: list[str]) -> None:
    fog = "On Monday morning 140 people had to leave a ship in thick fog off the northern coast."
    again = "The ferry aground near Hollin has lost diesel fuel."
    later = f"{again} Divers will inspect the steering in Marden on Friday."
    reports = [
        ReportText(n, "Ferry runs aground near Hollin", text, "en", str(n))
        for n, text in enumerate((fog, later))
    ]
    reports += [ReportText(9, "", text, "zh", "c") for text in others]
    told = [point.text for point in condense_story(reports, 6)]
    assert "Divers will inspect the steering in Marden on Friday" in told
    assert again[:-1] not in told


def test_twelve_sentences_of_later_reports_are_looked_at() -> None:
    texts = [
        "".join("".join(chr(at + i) for i in range(19)) + "。" for at in (0x5000 + 100 * n, 0x5050 + 100 * n))
        for n in range(12)
    ]
    made = [report for report, _ in points(*texts, count=40, learned=ALIKE)]
    assert made == [1, 12, *range(2, 12), 2]
