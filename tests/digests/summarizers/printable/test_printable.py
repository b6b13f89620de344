"""How likely stretches of small articles are printed: what reads alone before what does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.summarizers.keypoints import key_points, stretches
from digests.summarizers.printable.model import models_of
from digests.summarizers.printable.signs import OF_SPAN, OF_UNIT
from tests.examples import examples

RIVER = (
    "The river broke its banks near Oldham on Sunday and flooded 300 homes. "
    "It was the third flood of the year. "
    "Crews from 12 towns carried sand to the dam through the night."
)
STEEL = (
    "东港钢铁公司周二公布，上半年收入31亿元，同比增长12%，主要因为出口订单增加。"
    "该公司表示，将继续努力，再上新台阶。"
    "第二季度公司新建的两条生产线投产，年产能增至260万吨。"
)


def likely(text: str, lang: str, title: str = "") -> dict[str, float]:
    found, models = stretches(title, text, lang), models_of(lang)
    assert found is not None
    assert models is not None
    printable = found.printable(models)
    return {found.text(span): printable(span) for span in found.possible}


def test_what_breaks_off_and_what_is_a_slogan_is_less_likely() -> None:
    english, chinese = likely(RIVER, "en"), likely(STEEL, "zh")
    first, second = "The river broke its banks near Oldham on Sunday", "and flooded 300 homes"
    assert english[first] < english[f"{first} {second}"]
    assert min(chinese, key=chinese.__getitem__) == "该公司表示，将继续努力，再上新台阶"


def test_nothing_more_is_made_of_what_is_unlikely() -> None:
    assert key_points("", STEEL, "zh", 3) == [
        "东港钢铁公司周二公布，上半年收入31亿元，同比增长12%，主要因为出口订单增加",
        "第二季度公司新建的两条生产线投产，年产能增至260万吨",
    ]


def test_the_first_point_is_made_however_unlikely() -> None:
    text = "It was said at a meeting that the work goes on. They met again. He left early in the day."
    assert len(key_points("", text, "en", 3)) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=examples(60), deadline=None)
def test_whatever_is_written_every_stretch_has_a_chance(lang: str, text: str, title: str) -> None:
    found, models = stretches(title, text, lang), models_of(lang)
    assert models is not None
    if found is not None:
        printable = found.printable(models)
        rates = [printable(span, told) for span in found.possible for told in (False, True)]
        assert all(0 < rate < 1 for rate in rates)
        for span in found.possible:
            assert len(printable.signs(span)) == len(OF_SPAN)
            assert len(printable.of_unit(span.unit)) == len(OF_UNIT)


def test_what_lies_before_the_day_of_the_news_is_less_likely() -> None:
    told = "东港大桥的承建商向港务局提交了暂停执行禁令的申请，并补充了三份材料"
    text = "5月9日，东港大桥的承建商召开了发布会。{}港务局禁止该承建商投标七年。{}。"
    before, now = (likely(text.format(day, told), "zh") for day in ("4月16日，", "5月9日，"))
    old, new = (next(p for said, p in each.items() if "七年" in said) for each in (before, now))
    assert old < 0.5 * new
    assert before[told] == pytest.approx(now[told])


def test_what_holds_the_title_and_more_is_more_likely() -> None:
    title = "东港大桥关闭三个月检修"
    news, other = "港务局周一宣布，东港大桥从六月起关闭三个月检修桥墩", "渡船公司去年一共运送了四百万人过河"
    titled, untitled = (likely(f"{other}。{news}。", "zh", each) for each in (title, ""))
    assert titled[news] > 1.1 * untitled[news]
    assert titled[other] == pytest.approx(untitled[other])


def test_what_points_back_needs_a_point_that_says_at_what() -> None:
    text = "东港港务局周一批准扩建三号码头，投资31亿元。上述码头明年六月开工，三年内建成。"
    found, models = stretches("", text, "zh"), models_of("zh")
    assert found is not None
    assert models is not None
    printable = found.printable(models)
    (back,) = [span for span in found.possible if found.text(span).startswith("上述码头明年六月开工，三年")]
    assert printable(back) < printable(back, explained=True)
