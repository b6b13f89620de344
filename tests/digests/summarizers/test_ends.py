"""Whether a point may end behind a clause, and why not."""

from __future__ import annotations

import pytest

from digests.summarizers.spans import judged, spans
from digests.summarizers.text.lengths import MOST_CHARACTERS, MOST_WORDS, fits, skip, trimmed
from digests.summarizers.text.phrases import phrases


def why(text: str, lang: str) -> list[str]:
    """For each clause from the first start, why a point may not end behind it."""
    return [end.why for end in judged(text, phrases(lang), unspaced=lang == "zh")]


def cut(text: str, lang: str, **more: bool) -> set[str]:
    found = spans(text, phrases(lang), unspaced=lang == "zh", **more)
    return {text[start:end] for start, end in found}


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        # What moved, where it stands, and the other half belong to what was said.
        ("东港药业上半年实现营业收入三十一亿元，同比增长一成，新厂明年投产。", ["turns", "", ""]),
        ("东港药业上半年的销售均价每吨一万二千元，较去年同期下降两成，新厂明年投产。", ["turns", "", ""]),
        ("比特币周一一度跌到每枚三万二千九百七十美元，为7月以来最低，随后有所反弹。", ["turns", "", ""]),
        ("东港药业的新厂总共投资三十亿元人民币，占公司净资产一成，明年投产。", ["turns", "", ""]),
        ("两市上涨的个股有3295只之多，1178只个股下跌，成交额再破万亿元。", ["turns", "", ""]),
        ("东港市适当提高了新建住房的首付比例，二是降低了存量房贷的利率水平。", ["turns", ""]),
        ("东港药业拟在苏南工厂扩大新药的产能，但须经监管部门批准，明年动工。", ["turns", "", ""]),
        # It promises more.
        ("东港药业昨晚发布了今年上半年的业绩报告，营业收入三十一亿元。", ["promises", ""]),
        ("东港市市长张东当日也在记者会上再次重申，大桥将在一月关闭。", ["promises", ""]),
        ("公开调查的数据表明：2026年四季度，东港市的新房价格再次企稳。", ["promises", "promises", ""]),
        ("东港药业和北原药业的净利润分别为，三亿元和五亿元。", ["promises", ""]),
        # Nothing is stated yet.
        ("结合今年春节期间海外各个主要市场的全部表现，市场情绪有望明显回暖。", ["states", ""]),
        ("面对今年春天以来持续上涨的各种原材料价格，公司两次提高了售价。", ["states", ""]),
        ("围绕中小企业和个体工商户等重点行业和群体，东港市减税三十亿元。", ["states", ""]),
        ("在八百个处理器和三千五百个芯片的齐心协力下，训练只用了十一分钟。", ["states", ""]),
        ("与去年东港市中心新建住房的平均每平方米价格相比，今年提高了一成。", ["promises", ""]),
        ("东港市市长张东周一上午在市政府的记者会上表示，大桥将在一月关闭。", ["states", ""]),
        # Only the last clause must state something, without what is taken off in front of it.
        (
            "东港市今天上午关闭了旧的大桥，由于去年的洪水冲坏了它的三座桥墩，车辆改走隧道。",
            ["short", "states", ""],
        ),
        ("但由于各种原材料的价格今年以来大幅上涨了三成，公司净利润下降三成。", ["states", ""]),
        ("东港药业新建的码头目前，已经投资30亿元购买了各种新的设备，明年完工。", ["promises", "", ""]),
        (
            "东港市今天上午关闭了旧的大桥，“因为去年的洪水冲坏了三座桥墩”，车辆改走隧道。",
            ["short", "states", ""],
        ),
        # Too short without an amount; short enough with one; whole in any length.
        ("东港市今天关闭了旧大桥，车辆全部改走隧道。", ["short", ""]),
        ("东港市今天又投资30亿元，车辆全部改走隧道。", ["", ""]),
        ("大桥关闭。", [""]),
        # Without a full stop it is a heading, unless it counts or is long enough.
        ("渡船事件的回顾", ["short"]),
        ("东港渡船事件回顾", [""]),
        ("渡船涨到30元", [""]),
    ],
)
def test_chinese_ends(text: str, reasons: list[str]) -> None:
    assert why(text, "zh") == reasons


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("The council closed the old bridge on Monday, unless the state pays for it.", ["turns", ""]),
        (
            "The council closed the old bridge on Monday, oddly enough for a town of that size.",
            ["trails", ""],
        ),
        ("The council closed the old bridge on Monday, which surprised many drivers.", ["", ""]),
        ("The council closed it, which surprised many drivers.", ["short", ""]),
        (
            "After many years of talks with the council, which owns the bridge, it was closed.",
            ["states", "trails", ""],
        ),
        (
            "After years of talks with the town, the bridge was closed, which surprised many.",
            ["trails", "", ""],
        ),
        # What stands between a verb and its helper is no place to stop; behind a whole statement it is.
        (
            "The engineers of the old bridge have, this week, after nine days of work, found new cracks.",
            ["trails", "promises", "trails", ""],
        ),
        (
            "The engineers of the old bridge found new cracks, again, after nine days of work.",
            ["trails", "", ""],
        ),
        ("The Old Bridge WAS Shut In Hollin, which surprised many drivers.", ["", ""]),
        ("Closed since June after many long weeks, which surprised many drivers.", ["states", ""]),
        ("The mayor of the town of Hollin said.", ["speaks"]),
        ("The old bridge of Hollin is closed for good, the mayor said.", ["", ""]),
        ("Despite all of the protests by drivers of the town, the bridge was closed.", ["trails", ""]),
    ],
)
def test_english_ends(text: str, reasons: list[str]) -> None:
    assert why(text, "en") == reasons


def test_a_mere_attribution_is_no_point() -> None:
    assert why("东港市市长张东表示。", "zh") == ["speaks"]
    assert cut("东港市市长张东表示。", "zh") == set()


def test_what_goes_on_behind_a_semicolon_needs_a_subject() -> None:
    text = "实现营业收入三十一亿元人民币以上的佳绩，新厂明年投产。"
    assert why(text, "zh") == ["", ""]
    assert judged(text, phrases("zh"), unspaced=True, continued=True) == []


def test_at_most_three_adjuncts_are_taken_off() -> None:
    text = "随着旅游业复苏，受节假日影响，得益于新航线，经过多方努力，东港市的老桥今年春天再次开放。"
    clauses = text[:-1].split("，")
    assert cut(text, "zh") == {"，".join(clauses[taken:]) for taken in range(4)}


def test_what_is_too_long_is_no_end() -> None:
    text = f"东港市{'今年投资建设' * 13}码头，明年完工。"
    assert why(text, "zh") == ["long", "long"]


def test_a_clause_behind_a_semicolon_may_stand_alone_when_it_has_a_subject() -> None:
    text = "东港药业营业收入三十一亿元；北原药业净利润五亿元。"
    assert cut(text, "zh") == {
        "东港药业营业收入三十一亿元",
        "东港药业营业收入三十一亿元；北原药业净利润五亿元",
        "北原药业净利润五亿元",
    }
    headless = "东港药业营业收入三十一亿元；实现净利润五亿元。"
    assert not any(each.startswith("实现") for each in cut(headless, "zh"))


def test_a_pronoun_opens_a_point_only_when_asked() -> None:
    text = "It has not found the money for a second ferry."
    assert cut(text, "en") == set()
    assert cut(text, "en", refers=True) == {"It has not found the money for a second ferry"}
    assert cut("他拒绝透露新药的具体售价。", "zh", refers=True) == {"他拒绝透露新药的具体售价"}
    assert cut("而且新药的具体售价没有公布。", "zh", refers=True) == {"新药的具体售价没有公布"}


def test_the_main_clause_of_a_long_chinese_sentence() -> None:
    text = (
        "当地时间周二，机器学习领域的开放产业联盟东港公司披露两项基准评测的最新数据，其中北原公司的芯片组在算力测试中，"
        "刷新了所有组别的纪录，也是唯一能够跑完所有测试的硬件平台。"
    )
    assert "北原公司的芯片组在算力测试中，刷新了所有组别的纪录，也是唯一能够跑完所有测试的硬件平台" in cut(
        text, "zh"
    )


def test_lengths() -> None:
    assert fits("东" * MOST_CHARACTERS + " ", unspaced=True)
    assert not fits("东" * (MOST_CHARACTERS + 1), unspaced=True)
    assert fits("abcdefghi " * 29, unspaced=False)
    assert fits("abcdefghi " * 30, unspaced=False)
    assert not fits("abcdefghi " * 30 + "a", unspaced=False)
    assert not fits("a " * (MOST_WORDS + 1), unspaced=False)
    assert skip("，， 东", 0) == 3
    assert skip("东", 0) == 0
    assert trimmed("东港。，", 4) == 2


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("据悉，东港药业今年投资三十亿元，新厂明年投产。", ["东港药业今年投资三十亿元，", "新厂明年投产。"]),
        (
            "随着市场需求持续增长，东港药业今年投资三十亿元，新厂明年投产。",
            ["随着市场需求持续增长，", "东港药业今年投资三十亿元，", "新厂明年投产。"],
        ),
        ("他拒绝透露新药的具体售价。", []),
    ],
)
def test_clauses_are_shown_from_the_first_start(text: str, clauses: list[str]) -> None:
    assert [end.clause for end in judged(text, phrases("zh"), unspaced=True)] == clauses


def test_a_sentence_of_too_many_words_ends_behind_a_whole_noun() -> None:
    text = (
        "The council of Hollin has closed the old harbour bridge near Novak after many long talks with "
        "drivers and owners of boats and with the bank of the town about the price of the new ferry and "
        "the tower of the northern harbour"
    )
    opening = "The council of Hollin has closed the old harbour bridge"
    assert cut(text, "en") == {opening, f"{opening} near Novak"}
