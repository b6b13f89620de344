"""What two articles must not be called."""

from __future__ import annotations

import pytest

from digests.decisions.stories.guard import limit, of_one_mould, too_short
from digests.decisions.stories.prepared import prepare
from tests.digests.decisions.stories.telling import beside, told

RESULTS = "前三季度归属于上市公司股东的净利润同比增长"
NOTICE = "公司公告，控股股东将其持有的{}万股股份办理质押，用途为补充流动资金，不存在平仓风险。"


@pytest.mark.parametrize(
    ("other", "hours", "most"),
    [
        (NOTICE.format(5373), 2, "same"),
        (NOTICE.format(5458), 2, "related"),
        (NOTICE.format(5458), 35, "related"),
        (NOTICE.format(5458), 37, ""),
        ("股价大跌，投资者关注公司经营状况与未来的走势，市场议论纷纷。5458", 37, "same"),
    ],
)
def test_one_form_with_other_figures(other: str, hours: float, most: str) -> None:
    assert limit(beside(told("", NOTICE.format(5373)), told("", other, hours))) == most


def test_one_form_without_times() -> None:
    a, b = (prepare("", NOTICE.format(n), None) for n in (5373, 5458))
    assert limit(beside(a, b)) == ""


def test_one_form_on_another_day() -> None:
    a, b = (told("", f"3月{n}日，" + NOTICE.format(5373)) for n in (8, 9))
    assert limit(beside(a, b)) == "related"


def test_figures_of_long_texts_differ_and_prove_nothing() -> None:
    long = "".join(chr(0x4E00 + n * 37 % 3000) for n in range(300))
    assert limit(beside(told("标题", long + "3"), told("标题", long + "4"))) == "same"


def test_another_code_is_another_company() -> None:
    assert limit(beside(told("甲公司(600519)发布公告"), told("乙集团(600520)有了新的董事长"))) == ""


def test_another_subject_of_one_form() -> None:
    a, b = told("海康威视：" + RESULTS), told("贵州茅台：" + RESULTS)
    assert limit(beside(a, b)) == ""
    assert limit(beside(a, told("海康威视：" + RESULTS))) == "same"


@pytest.mark.parametrize(
    ("title", "most"),
    [
        ("Verizon Wireless enhances 4G LTE network coverage in Madison Wisconsin", "related"),
        ("Verizon Wireless enhances 4G LTE network coverage in Columbus", "same"),
        ("Verizon Wireless enhances 4G LTE network coverage", "same"),
    ],
)
def test_one_form_in_words_with_another_name(title: str, most: str) -> None:
    first = told("Verizon Wireless enhances 4G LTE network coverage in Columbus")
    assert limit(beside(first, told(title))) == most


def test_one_form_in_words_with_other_figures_on_another_day() -> None:
    a, b = (
        "Fund of the northern region: net asset value 102.4",
        "Fund of the northern region: net asset value 103.1",
    )
    assert limit(beside(told(a), told(b, hours=3))) == "related"
    assert limit(beside(told(a), told(b, hours=24))) == "related"


@pytest.mark.parametrize(
    ("title", "text", "short"),
    [
        ("", "（来源：央视新闻）", True),
        ("今日快讯", "转载请注明出处", True),
        ("央行宣布下调利率", "", False),
        ("Nothing said", "by somebody", True),
        ("Bank cuts rates", "", False),
    ],
)
def test_what_tells_too_little(title: str, text: str, short: bool) -> None:
    other = told("央行宣布下调存款利率")
    assert too_short(beside(told(title, text), other)) is short
    assert too_short(beside(other, told(title, text))) is short


@pytest.mark.parametrize(("hours", "most"), [(3, "same"), (24, "related"), (40, "")])
def test_one_form_in_words_with_other_figures(hours: float, most: str) -> None:
    title, text = (
        "Value of the northern fund",
        "The net asset value of the northern region fund stands at {} after trading closed in the city.",
    )
    assert limit(beside(told(title, text.format(102.4)), told(title, text.format(103.1), hours))) == most


@pytest.mark.parametrize(
    ("other", "mould"),
    [
        ("Verizon enhances network coverage in Madison", True),
        ("Verizon enhances network coverage in Columbus", False),
        ("Verizon enhances Columbus coverage in network", False),
        ("Court frees banker today again", False),
    ],
)
def test_a_mould_is_told_by_what_stands_in_the_same_place(other: str, mould: bool) -> None:
    assert of_one_mould(beside(told("Verizon enhances network coverage in Columbus"), told(other))) is mould
