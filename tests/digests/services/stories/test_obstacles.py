"""Why two articles of one event are two stories: a young store, other reports, when they were judged."""

from __future__ import annotations

from datetime import timedelta

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import judge
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.weights import DOUBT, YOUNG
from digests.model import Obstacle
from digests.services.stories.obstacles import obstacle
from tests.conftest import NOW


def said(title: str, text: str, hours: int = 0) -> Prepared:
    return prepare(title, text, NOW + timedelta(hours=hours), "zh")


FIRST = said(
    "云岭化工厂凌晨起火 二十三人受伤",
    "周日凌晨，云岭市东港区一家化工厂发生火灾，二十三人受伤送医。消防部门出动十八辆消防车，明火于清晨被扑灭。",
)
LATER = said(
    "云岭市化工厂火灾致二十三人受伤",
    "云岭市东港区一家化工厂周日凌晨起火，二十三人受伤，伤者均已送医。消防出动十八辆消防车扑灭明火。",
    1,
)
STRANGER = said("货轮海晏号在霍林湾搁浅", "载有四千吨煤炭的货轮海晏号在霍林湾外的暗礁上搁浅，船员平安。")


def known(articles: int) -> Frequencies:
    found = Frequencies()
    for n in range(articles):
        found.add(said(f"港口新闻{n}", f"这是第{n}条新闻，讲的是另一回事。"))
    return found


def test_a_young_store_asks_for_more_and_less_with_each_article() -> None:
    assert judge(FIRST, LATER, known(0)).grade == "same"
    assert obstacle(LATER, [FIRST], known(0)) == Obstacle("young", DOUBT, 0)
    third = obstacle(LATER, [FIRST], known(YOUNG // 3))
    assert (third.kind, round(third.value, 2), third.count) == ("young", round(DOUBT * 2 / 3, 2), YOUNG // 3)
    assert obstacle(LATER, [FIRST], known(YOUNG)) == Obstacle("before")


def test_the_other_reports_of_the_story_tell_something_else() -> None:
    found = obstacle(LATER, [FIRST, STRANGER, STRANGER], known(YOUNG))
    assert (found.kind, found.count) == ("mean", 3)
    assert found.value < 0
