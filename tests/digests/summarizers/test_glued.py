"""Headings that a converter glued to a Chinese sentence, and ends that lose what a sentence is for."""

from __future__ import annotations

import pytest

from digests.summarizers.keypoints import key_points


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "公司业绩：公司发布年报，去年收入31亿元，同比增长6.0%，净利润2.6亿元。",
            "公司发布年报，去年收入31亿元，同比增长6.0%，净利润2.6亿元",
        ),
        (
            "支撑评级的要点公司发布预案，拟向三名股东发行新股，募集25亿元。",
            "公司发布预案，拟向三名股东发行新股，募集25亿元",
        ),
        (
            "投资事件公司公布一月产量，一共31万辆，同比增长9%。",
            "公司公布一月产量，一共31万辆，同比增长9%",
        ),
        (
            "事件评论受木材价格上涨影响，东港船厂二季度的利润减少三成。",
            "受木材价格上涨影响，东港船厂二季度的利润减少三成",
        ),
        (
            "原材料成本：公司造船用的主要是钢和铝，钢价已经回落到前年的水平。",
            "公司造船用的主要是钢和铝，钢价已经回落到前年的水平",
        ),
        ("事件评论员指出，东港的码头明年关闭三个月。", "事件评论员指出，东港的码头明年关闭三个月"),
    ],
)
def test_a_glued_heading_goes_and_a_word_like_it_stays(text: str, point: str) -> None:
    assert key_points("", text, "zh", 3) == [point]


def test_how_a_figure_moved_stays_with_it_in_letters_too() -> None:
    text = (
        "去年东港医院的渡船服务收入31.7亿元，YOY+4.3%，但由于新开的三家分院亏损，利润只有1.1亿元，YOY-45.5%，"
        "目前渡船的班次基本恢复，我们预计今年渡船服务将会不断恢复，公司的码头业务也会恢复增长。"
    )
    for point in key_points("", text, "zh", 3):
        assert not point.endswith("1.1亿元")
        assert not point.endswith("31.7亿元")


def test_what_was_bought_stays_with_what_was_sold() -> None:
    text = (
        "东港基金的三季报显示，其经理主要在新能源板块内部进行了调整，减持了北原股份、霍林锂能，加仓了东港科技、南山股份等个股，"
        "其中，东港科技从三季报的第九大重仓股跃升至第一大重仓股，成交额一共三亿元。"
    )
    assert not any(point.endswith("霍林锂能") for point in key_points("", text, "zh", 3))


def test_in_which_part_somebody_acts_promises_what_is_done() -> None:
    text = (
        "东港研究所指出，全球的渡船都在改用电池，高端电池持续紧缺，储能市场临近爆发，变革带来的市场空间巨大，东港时代作为变革的引领者，"
        "有望充分享受行业发展的机遇，公司明年的产能将从二十万吨增加到五十万吨。"
    )
    assert not any(point.endswith("引领者") for point in key_points("", text, "zh", 3))
