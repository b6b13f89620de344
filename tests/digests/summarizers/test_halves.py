"""Chinese clauses that promise what stands behind them: no point ends there."""

from __future__ import annotations

import pytest

from digests.summarizers.spans import judged, spans
from digests.summarizers.text.phrases import phrases

ZH = phrases("zh")


def may_end(text: str) -> list[str]:
    """Behind which clauses a point may end, each by its last two characters."""
    ends = judged(text, ZH, unspaced=True)
    return [end.clause.rstrip("，；：。")[-2:] for end in ends if not end.why]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        # Before, because of, and as what: the main clause follows.
        ("东港市与北原市就大桥的通行费谈判了整整三个星期之后，双方于周一签署了协议。", ["协议"]),
        ("东港药业在监管部门上周三突然下令停产全部三条生产线后，公司股票停牌。", ["停牌"]),
        (
            "东港药业的产能多年以来一直落在国内同行的后面很远，技术也长期落后，订单减少。",
            ["很远", "落后", "减少"],
        ),
        ("北原市港务局周一以渡船公司多次违反安全规定为由，吊销了它的执照。", ["执照"]),
        ("港务局以渡船公司对水手的培训记录未按规定保存和上报，并多次迟交年度报告为由，吊销执照。", ["执照"]),
        ("东港药业在公告里说明，周二晚间发布消息称受洪水影响，公司三座工厂停产。", ["停产"]),
        ("北原码头的经营者指出，东港港务集团作为全国最大的集装箱码头运营商，今年要降价。", ["降价"]),
        ("东港药业上半年的利润下降了三成还多，但由于出口订单已经连续两个月回升，全年仍将盈利。", ["盈利"]),
        ("东港药业和北原药业的谈判已经进行了整整一夜，不过截至周二上午，双方没有签字。", ["签字"]),
        (
            "东港药业公告说明公司的股票本周五以前继续停牌，因尚未完成对三座工厂损失的评估，季报推迟发布。",
            ["停牌", "发布"],
        ),
        (
            "东港药业的三名高级管理人员上周被北原市警方带走，因涉嫌内幕交易被立案调查，公司照常经营。",
            ["带走", "调查", "经营"],
        ),
        ("白皮书介绍了北原市航运业的整体情况并且指出，未来五年，北原港将新建三座码头。", ["码头"]),
        (
            "今日，就公司目前的经营情况与市场上近来出现的一些有关消息，记者采访了东港药业的董事长张东。",
            ["张东"],
        ),
        # The other half.
        ("北原市的这项禁令不仅伤害了东港市的渔民和码头工人，也伤害了本市的商人。", ["商人"]),
        ("东港大桥的收费标准将从现在的每辆小客车十五元，到明年的每辆二十元。", ["十元"]),
        ("北原港今年的吞吐量预计将达到三千万个标准集装箱，到2030年再翻一番。", ["装箱", "一番"]),
        ("市长在会上要求港务局说明延误究竟是由于天气恶劣，还是管理上出了问题。", ["问题"]),
        # What a colon announces is the news.
        (
            "东港市市长张东周一在市政府的记者会上宣布了三项措施：大桥限行，渡船免费，学校停课。",
            ["限行", "免费", "停课"],
        ),
    ],
)
def test_a_clause_that_waits_for_another_is_no_end(text: str, ends: list[str]) -> None:
    assert may_end(text) == ends


@pytest.mark.parametrize("colon", [":", "："])
def test_a_line_that_ends_in_a_colon_is_no_point(colon: str) -> None:
    assert not spans(f"东港市市长周一向北原市的港务局提出以下三项要求{colon}", ZH, unspaced=True)


@pytest.mark.parametrize(
    "opening",
    [
        "理由是渡船公司多次违反了港口的安全规定",
        "主要原因在于出口订单减少",
        "对于这项决定，港务局没有回应",
        "两家公司均表示不会裁员",
        "在该声明中，港务局承认了错误",
        "（我）已经要求港务局处理此事",
        "刚才市长已经介绍了大桥的情况",
    ],
)
def test_what_leans_on_the_sentence_before_stands_under_it_only(opening: str) -> None:
    text = f"{opening}。"
    assert not [cut for cut in spans(text, ZH, unspaced=True) if cut[0] == 0] or ZH.refers.match(text)
    assert ZH.refers.match(text)
    assert not ZH.refers.match("在此前的谈判中，港务局承认了错误。")
    assert not ZH.refers.match("两家航运公司合并。")
