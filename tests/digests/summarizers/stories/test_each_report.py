"""What each report of a story may add: no formula, nothing twice, no pronoun of another report."""

from __future__ import annotations

from digests.model import ReportText
from digests.summarizers.stories.story_points import condense_story

FIRST = "周日凌晨，云岭市东港区一家化工厂发生火灾，二十三人受伤送医。"
DEMAND = "渔业协会要求船东在年底之前赔偿损失三千万元。"

TOWER = "码头的三座灯塔从五月起全部关闭维修。"
REST = "体育馆里搭起了三百张临时床铺。市民拨打热线电话查询每小时更新的数据，热线全天有人接听。"


def points(*texts: str, count: int = 6, lang: str = "zh") -> list[tuple[int, str]]:
    """The points of a story by rank, each with its report."""
    reports = [ReportText(n, "", text, lang, f"source {n}") for n, text in enumerate(texts, 1)]
    made = sorted(condense_story(reports, count), key=lambda point: point.rank)
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
    again = "周日凌晨云岭市东港区一家化工厂发生火灾，二十三人受伤送医，附近三条街道停电。"
    news = "厂长陈某已经被警方控制。"
    assert points(FIRST, again + news, count=2)[1] == (2, news[:-1])


def test_a_pronoun_means_nobody_of_another_report() -> None:
    visit = "环保局公布了空气监测的方案。\n环保局局长张东周二到东港区查看了工厂。"
    demand = "他要求公司在月底之前关闭所有的老车间并赔偿居民的损失。"
    assert not any(text.startswith("他") for _, text in points(FIRST, visit, demand + REST))
    assert any(text.startswith("他") for _, text in points(FIRST, visit + demand + REST))


def test_a_smaller_count_is_kept() -> None:
    for count in range(4):
        assert len(points(FIRST, DEMAND + TOWER + REST, count=count)) == count
