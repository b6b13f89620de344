"""Points over all reports of a story: each once, with its report, the first report first."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.faults import faults
from digests.model import ReportText, StoryPoint
from digests.summarizers.keypoints import condense
from digests.summarizers.learning.weights import FEATURES, Learned, Weights
from digests.summarizers.stories.joined import MOST_REPORTS, telling
from digests.summarizers.stories.story_points import condense_story
from tests.digests.summarizers.stories.made_up import FERRY, FIRE
from tests.examples import examples

STORIES = [pytest.param(FIRE, id="zh"), pytest.param(FERRY, id="en")]


def said(points: Sequence[StoryPoint]) -> list[tuple[int, str]]:
    return [(point.report, point.text) for point in points]


def report(number: int, text: str, title: str = "", lang: str = "zh") -> ReportText:
    return ReportText(number, title, text, lang, f"source {number}")


@pytest.mark.parametrize("story", STORIES)
def test_a_story_of_our_own_has_no_fault(story: tuple[ReportText, ...]) -> None:
    points = [point.text for point in condense_story(story, 6)]
    text = "\n".join(each.text for each in story)
    assert len(points) >= 3
    assert not list(faults(story[0].title, text, story[0].lang, points))


@pytest.mark.parametrize("story", [FIRE[::2], FERRY[::2]])
def test_the_first_report_says_what_its_own_points_say(story: tuple[ReportText, ...]) -> None:
    """Where no other source contradicts it."""
    first = story[0]
    own = [point.text for point in condense(first.title, first.text, first.lang, 6)]
    assert [text for n, text in said(condense_story(story, 6)) if n == first.id] == own
    assert [text for _, text in said(condense_story([first], 6))] == own


def test_a_later_report_adds_only_what_is_new() -> None:
    added = [text for n, text in said(condense_story(FIRE, 6)) if n != 11]
    assert added == [
        "云岭市环保局表示，空气中的苯含量没有超过国家标准，监测仍在继续",
        "调查组初步认定，起火原因是三号车间的反应釜阀门老化破裂，工厂负责人陈某已被警方控制",
    ]
    added = [text for n, text in said(condense_story(FERRY, 6)) if n != 21]
    assert added == [
        "The captain told investigators that the steering failed two minutes before the ship struck the rocks"
    ]


def test_figures_that_differ_stand_beside_the_point() -> None:
    def figures(story: tuple[ReportText, ...]) -> list[list[tuple[int, str]]]:
        points = condense_story(story, 6)
        return [[(each.report, each.text) for each in point.figures] for point in points if point.figures]

    assert figures(FIRE) == [[(11, "23人"), (12, "25人")]]
    assert figures(FERRY) == [[(21, "12 passengers"), (22, "15 passengers")]]


@pytest.mark.parametrize("story", STORIES)
def test_a_smaller_count_gives_the_best_ranks(story: tuple[ReportText, ...]) -> None:
    every = condense_story(story, 6)
    assert sorted(point.rank for point in every) == list(range(len(every)))
    for count in range(len(every)):
        fewer = condense_story(story, count)
        assert said(fewer) == said([point for point in every if point.rank < count])


@pytest.mark.parametrize("story", STORIES)
def test_two_points_are_of_two_reports(story: tuple[ReportText, ...]) -> None:
    assert len({point.report for point in condense_story(story, 2)}) == 2


def test_every_later_report_speaks_before_one_speaks_twice() -> None:
    first = report(1, "云岭市东港区一家化工厂周日凌晨发生火灾。")
    second = report(
        2,
        "调查组初步认定，起火原因是三号车间的反应釜阀门老化破裂。"
        "工厂负责人陈某涉嫌隐瞒生产安全事故，已被警方依法刑事拘留。",
    )
    third = report(
        3,
        "环保局表示，空气中的苯含量没有超过国家标准，监测仍在继续。"
        "市民可以拨打热线电话查询每小时更新的数据，热线全天有人接听。体育馆里搭起了三百张临时床铺。",
    )
    ranks = {point.rank: point.report for point in condense_story([first, second, third], 6)}
    assert [ranks[n] for n in range(4)] == [1, 3, 2, 2], "the newest before the others"


SHIP = [
    "周一凌晨，载有四千吨煤炭的货轮海晏号在霍林湾外的暗礁上搁浅，船上十九名船员均平安。",
    "海事局表示，船体右舷出现裂缝，约三十吨燃油泄漏入海，围油栏已布设两公里。",
    "受海晏号搁浅影响，霍林湾的渔民周二停止出海，渔业协会要求船东赔偿损失。",
    "海晏号的十九名船员周二傍晚由直升机接走，送往马登医院检查。",
    "周六清晨，海晏号在大潮中被五艘拖轮成功拖离暗礁，正驶往马登船厂修理。",
]


def best(texts: Sequence[str], count: int) -> list[int]:
    """The reports of the best points, the best first."""
    made = condense_story([report(n, each) for n, each in enumerate(texts, 1)], 8)
    return [point.report for point in sorted(made, key=lambda each: each.rank)][:count]


def test_the_newest_report_with_news_stands_right_behind_the_first() -> None:
    assert best(SHIP, 5) == [1, 5, 2, 3, 4], "then the others by time"
    assert best([*SHIP, SHIP[0]], 3) == [1, 5, 2], "a report that repeats is no news"


def test_what_a_later_report_settles_is_told_no_more() -> None:
    first = (
        "周日凌晨，云岭市东港区一家化工厂发生火灾，二十三人受伤送医。"
        "由7名专家组成的调查组周日下午抵达云岭市，化工厂起火原因正在调查中。厂区周边道路已经封闭。"
        "附近两所学校周一停课，市民可以到体育馆登记领取口罩，公交线路照常运行。"
    )
    named = "调查组周二公布，起火原因是三号车间的反应釜阀门老化破裂，工厂负责人陈某已被警方控制。"
    other = "市民可以拨打热线电话查询每小时更新的数据，热线全天有人接听。"

    def open_in(later: str) -> bool:
        made = condense_story([report(1, first), report(2, later)], 8)
        return any("正在调查" in text for _, text in said(made))

    assert open_in(other)
    assert not open_in(named)


def test_a_report_without_text_says_nothing() -> None:
    empty = report(9, "", "云岭化工厂起火")
    assert condense_story([empty], 6) == condense_story([], 6) == []
    assert {n for n, _ in said(condense_story([empty, *FIRE], 6))} == {11, 12, 13}


def test_credits_and_calls_of_later_reports_are_none() -> None:
    first = report(1, "市政府宣布大桥将于周五开通，通行费定为十五元。")
    later = report(
        2, "《东港晚报》（2026年03版）。先看声明全文。渔民协会要求政府赔偿捕捞损失，双方下周谈判。"
    )
    assert [text for n, text in said(condense_story([first, later], 6)) if n == 2] == [
        "渔民协会要求政府赔偿捕捞损失，双方下周谈判"
    ]
    short = report(2, "Read Hollin Daily today. Divers will inspect the hull in Marden.", lang="en")
    assert [text for n, text in said(condense_story([FERRY[2], short], 6)) if n == 2] == [
        "Divers will inspect the hull in Marden"
    ]


def test_a_copy_in_other_words_adds_nothing() -> None:
    first = report(1, "东港药业周三宣布以12亿元收购苏南工厂。", "药业收购")
    again = report(2, "周三，东港药业宣布，以12亿元收购苏南工厂。", "收购")
    assert [n for n, _ in said(condense_story([first, again], 6))] == [1]


def test_the_title_is_not_said_again_by_a_later_report() -> None:
    first = report(1, "警方周一封锁了码头的三个入口。", "渡轮在霍林港附近搁浅，十二名乘客受伤")
    later = report(2, "渡轮在霍林港附近搁浅，十二名乘客受伤。海岸警卫队正在调查舵机故障的原因。")
    assert said(condense_story([first, later], 6)) == [
        (1, "警方周一封锁了码头的三个入口"),
        (2, "海岸警卫队正在调查舵机故障的原因"),
    ]


def test_a_pronoun_stands_only_under_the_sentence_that_it_leans_on() -> None:
    first = report(1, "The bridge in Marden closed on Monday after an inspection found cracks.", lang="en")
    later = report(
        2,
        "Mayor Ann Reed visited the bridge in Marden, which closed on Monday. The bridge closed on Monday "
        "after an inspection. She promised free ferries until the repair of both northern pillars is "
        "finished.",
        lang="en",
    )
    assert not [text for _, text in said(condense_story([first, later], 6)) if text.startswith("She")]


def test_of_a_long_story_the_first_reports_and_the_last_two_speak() -> None:
    many = [report(n, "") for n in range(MOST_REPORTS + 8)]
    last = len(many) - 1
    assert [each.id for each in telling(many)] == [*range(MOST_REPORTS - 2), last - 1, last]
    assert telling(many[:MOST_REPORTS]) == many[:MOST_REPORTS]


def test_learned_weights_are_used() -> None:
    """By weights that like the last sentence, another point is the best one."""
    values = {"last": 9.0}
    last = Learned({"zh": Weights(tuple(values.get(name, 0.0) for name in FEATURES))})
    best = [next(p.text for p in condense_story(FIRE, 6, learned) if not p.rank) for learned in (None, last)]
    assert best[0] != best[1]


words = st.text(alphabet="ab 中文字，。.!?“”()（）0123456789人%\n", max_size=120)


@given(
    st.lists(st.tuples(words, words, st.sampled_from(["", "zh", "en", "ja"])), max_size=6), st.integers(0, 8)
)
@settings(max_examples=examples(150), deadline=None)
def test_wild_reports_break_nothing(texts: list[tuple[str, str, str]], count: int) -> None:
    reports = [ReportText(n, title, text, lang, str(n % 3)) for n, (title, text, lang) in enumerate(texts)]
    points = condense_story(reports, count)
    assert len(points) <= count
    assert [point.report for point in points] == sorted(point.report for point in points)
    assert len({point.text for point in points}) == len(points)
    for point in points:
        assert all(0 <= figure.report < len(reports) for figure in point.figures)
