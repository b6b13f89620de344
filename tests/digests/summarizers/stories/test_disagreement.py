"""Only the same statement with another figure of another report is a disagreement."""

from __future__ import annotations

import pytest

from digests.model import ReportText
from digests.summarizers.stories.disagreement import Disagreements
from digests.summarizers.stories.joined import join


def disputed(*texts: str, lang: str = "zh", sources: str = "abcdef") -> list[list[tuple[int, str]]]:
    """What reports say of each sentence of the first one whose figure others contradict."""
    story = join([ReportText(n, "", text, lang, sources[n]) for n, text in enumerate(texts)])
    found = [
        Disagreements(story).disputed(story[0], n, 0, len(unit.text)) for n, unit in enumerate(story[0].units)
    ]
    return [[(each.report, each.text) for each in figures] for figures in found if figures]


HURT = "云岭市化工厂火灾已造成23人受伤。"


@pytest.mark.parametrize(
    "other",
    [
        "云岭市化工厂火灾已造成25人受伤。",
        "云岭市化工厂的火灾造成25人受伤，伤者均已送医。",
        "消防部门通报，云岭市化工厂火灾造成25名工人受伤。",
        "云岭市化工厂火灾已造成25人受伤，昨天分别送往三家医院。",  # the time is that of another clause
    ],
)
def test_the_same_with_another_figure(other: str) -> None:
    [[one, two]] = disputed(HURT, other)
    assert one == (0, "23人")
    assert two[1].startswith("25")


@pytest.mark.parametrize(
    "other",
    [
        "云岭市化工厂火灾已造成23名员工受伤。",  # the same figure
        "云岭市化工厂火灾已造成25辆汽车受损。",  # counts something else
        "云岭市化工厂火灾已造成25人死亡。",  # of other people
        "云岭市化工厂火灾已造成死亡25人。",
        "云岭市化工厂去年的火灾已造成25人受伤。",  # at another time
        "云岭市第二化工厂火灾已造成二车间25人受伤。",  # another number in the clause
        "本市三家医院连夜收治了25人。",  # another statement
        "马登老桥周一垮塌导致25人受伤。",  # of another event
        "火灾造成23人受伤。云岭市化工厂火灾已造成25人受伤。",  # gives both figures
        "云岭市化工厂火灾已造成员工受伤，25人。",  # the clause of the figure says nothing
    ],
)
def test_what_is_none(other: str) -> None:
    assert disputed(HURT, other) == []


def test_one_source_corrects_itself() -> None:
    assert disputed(HURT, "云岭市化工厂火灾已造成25人受伤。", sources="aa") == [[(0, "23人"), (1, "25人")]]


def test_one_report_does_not_contradict_itself() -> None:
    assert disputed("东区化工厂火灾造成多达23人受伤。西区化工厂火灾造成多达25人受伤。", "无") == []


def test_with_nothing_behind_the_figure_what_stands_before_it_counts() -> None:
    one = "云岭市化工厂火灾中受伤工人23人。"
    assert disputed(one, "云岭市化工厂火灾中受伤工人25人。")
    assert not disputed(one, "云岭市化工厂火灾中受伤居民25人。")
    assert not disputed(one, "云岭市化工厂火灾中受伤工人25人住院。"), (
        "something stands behind one of them alone"
    )
    assert not disputed("云岭市化工厂火灾中受伤工人23人住院。", "云岭市化工厂火灾中受伤工人25人。")


def test_what_is_done_with_money_stands_before_it() -> None:
    one = "东港药业上半年实现净利润23亿元人民币。"
    assert disputed(one, "东港药业上半年实现净利润25亿元，好于预期。")
    assert not disputed(one, "东港药业上半年实现总营收25亿元人民币。")
    assert not disputed("东港药业上半年实现营收23亿元。", "东港药业上半年实现回收25亿元。")
    for money in ("美元", "港元", "欧元", "日元"):
        found = disputed(f"东港药业净利润达到23亿{money}左右。", f"东港药业净利润达到25亿{money}，好于预期。")
        assert found == [[(0, f"23亿{money}"), (1, f"25亿{money}")]]


def test_of_money_only_what_stands_right_before_it_tells_what_it_is() -> None:
    profit = "东港药业上半年营收稳定而净利润达23亿元人民币。"
    sales = "东港药业上半年实现营收25亿元人民币。"
    assert disputed(profit, sales) == disputed(sales, profit) == []


def test_a_text_may_end_without_a_mark() -> None:
    assert disputed(HURT[:-1], HURT.replace("3", "5")[:-1]) == [[(0, "23人"), (1, "25人")]]


def test_shares_are_of_a_time_and_not_compared() -> None:
    assert disputed("云岭化工股价今天上涨3%。", "云岭化工股价今天上涨5%。") == []


def test_whoever_gives_both_first_speaks_of_two_things() -> None:
    assert disputed(HURT + "后来增至25人。", "云岭市化工厂火灾已造成25人受伤。") == []


def test_every_figure_once_the_earliest_first_at_most_three() -> None:
    texts = [f"云岭市化工厂火灾已造成{n}人受伤。" for n in (23, 25, 25, 26, 27)]
    assert disputed(*texts) == [[(0, "23人"), (1, "25人"), (3, "26人")]]


def test_only_a_stretch_that_holds_the_figure() -> None:
    texts = [HURT, HURT.replace("3", "5")]
    story = join([ReportText(n, "", text, "zh", str(n)) for n, text in enumerate(texts)])
    found, start = Disagreements(story), HURT.index("23")
    assert found.disputed(story[0], 0, start, start + 3)
    assert not found.disputed(story[0], 0, start + 1, len(HURT))
    assert found.disputed(story[0], 0, 0, start + 2) == ()
    [two] = [n for n, each in enumerate(story[1].units) if "25" in each.text]
    assert [each.report for each in found.disputed(story[1], two, 0, 99)] == [0, 1]


def test_in_words_apart() -> None:
    one = "The coastguard said that 12 passengers were taken to hospital; the ferry was towed away."
    for other, same in (
        ("Rescuers say 15 passengers were taken to the hospital.", True),
        ("Last year 15 passengers were taken to hospital.", False),
        ("15 passengers complained.", False),
        ("The coastguard said that 15 passengers were found dead in hospital beds by nurses.", False),
    ):
        assert bool(disputed(one, other, lang="en")) is same
    one = "Yesterday 12 passengers were taken to the hospital by boat."
    assert disputed(
        one, "Rescuers say yesterday 15 passengers were taken to the hospital by boat.", lang="en"
    )
