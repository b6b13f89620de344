"""Titles before and after: what says something else, and what has only a slip less."""

from __future__ import annotations

import pytest

from digests.decisions.corrections.wording import says_other

SLIPS = [
    ("Court rejects appeal", "Court rejects the appeal"),
    ("Court rejects appeal", "COURT REJECTS APPEAL."),
    ("Teh court rejects appeal", "The court rejects appeal"),
    ("Court rejcets appeal", "Court rejects appeal"),
    ("Goverment falls", "Government falls"),
    ("Government falls", "Goverment falls"),
    ("Governmant falls", "Government falls"),
    ("Lndon votes", "London votes"),
    ("Fire in a town", "Fire in town"),
    ("Harbaour opens", "Harbour opens"),
    ("Five-year plan", "Five year plan"),
    ("Base ball final", "Baseball final"),
    ("[Update] Fire in town", "Fire in town"),
    ("Exclusive: Fire in town", "Fire in town"),
    ("Fire in town (photos)", "Fire in town"),
    ("快讯：央行降息", "央行降息"),
    ("【视频】大桥通车", "大桥通车"),
    ("大桥通车（组图）", "大桥通车"),
    ("阿里巴吧发布模型", "阿里巴巴发布模型"),
    ("大桥已经通车", "大桥已通车"),
    ("公司净利增长5%", "公司净利增长 5％"),
    ("公司净利1.2万元", "公司净利12,000元"),
    ("Profit of 1,200,000 euros", "Profit of 1.2 million euros"),
    ("Rates up 5 percent", "Rates up 5%"),
]
OTHERS = [
    ("Iran says no", "Iraq says no"),
    ("Gambia votes", "Zambia votes"),
    ("Mali votes", "Malia votes"),
    ("Legal move", "Illegal move"),
    ("Moral question", "Amoral question"),
    ("Ruling possible", "Ruling impossible"),
    ("Company listed", "Company delisted"),
    ("Minister arrested", "Minister arranged"),
    ("Team xab wins", "Team ayb wins"),
    ("Government of towns", "Governments of two towns"),
    ("Strait closed", "Street closed"),
    ("A billion for schools", "A trillion for schools"),
    ("Town council meets", "Town council never meets"),
    ("Ruling upheld", "Ruling not upheld"),
    ("Deal worth 5 million", "Deal worth 5 billion"),
    ("Profit up 3.5%", "Profit up 35%"),
    ("Three dead in fire", "Fire in port"),
    ("Fire in port", "Fire in port kills three"),
    ("Court rejects appeal", "Court hears appeal"),
    ("A fire", "Fire kills 3 in port"),
    ("Minister resigns", "Retracted: Minister resigns"),
    ("Prices of 12 goods", "Prices of 1 2 goods"),
    ("海底光缆开通", "海底光缆未开通"),
    ("营收下降", "营收上升"),
    ("三人受伤", "五人受伤"),
    ("今年盈利", "今年余利"),
    ("发布GPT新模型", "发布模型"),
    ("公司净利12.5亿元", "公司净利15.2亿元"),
    ("王小明任董事长", "李大海任董事长"),
    ("市长辞职", "【撤稿】市长辞职"),
]


@pytest.mark.parametrize(("before", "after"), SLIPS)
def test_a_slip_says_nothing_else(before: str, after: str) -> None:
    assert not says_other(before, after)
    assert not says_other(after, before)


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_other_words_say_something_else(before: str, after: str) -> None:
    assert says_other(before, after)
    assert says_other(after, before)
