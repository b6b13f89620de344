"""Figures of a text: what is an amount, what it counts, and which say the same."""

from __future__ import annotations

import pytest

from digests.summarizers.stories.figures import Figures, agree, figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("地震造成23人死亡，两名伤者送医。", [(23, "人", "23人"), (2, "人", "两名")]),
        ("罚款8.92亿美元，约合3万亿元", [(892_000_000, "美元", "8.92亿美元"), (3e12, "元", "3万亿元")]),
        ("十五人被捕，三百二十位村民撤离", [(15, "人", "十五人"), (320, "人", "三百二十位")]),
        ("二十余人受伤，1300多起", [(20, "人", "二十余人"), (1300, "起", "1300多起")]),
        ("增长12.5％，跌3%", [(12.5, "%", "12.5％"), (3, "%", "3%")]),
        ("4月16日，2017年，7年禁令，第3季度，10:30，第三家，数百人，一名男子，周五人们", []),
        ("25 people died, two were", [(25, "peopl", "25 people"), (2, "were", "two were")]),
        ("$1.2 billion and €3,200", [(1.2e9, "$", "$1.2 billion"), (3200, "€", "€3,200")]),
        ("up 12 percent, 4 per cent", [(12, "%", "12 percent"), (4, "%", "4 per cent")]),
        ("3 million jobs, 5m litres", [(3e6, "job", "3 million jobs"), (5e6, "litre", "5m litres")]),
        ("on March 5 order, Sept. 12 talks, in 2010 by, at 10 am, the 5th, A320 jets, 3-2", []),
        ("2010 万人", [(20_100_000, "人", "2010 万人")]),
        ("there are none here, 12", []),
        ("12 markets, 3 mayors", [(12, "marke", "12 markets"), (3, "mayor", "3 mayors")]),
        ("5 March, 6 Sept, 7 may", []),
        ("25亿日元", [(2.5e9, "日元", "25亿日元")]),
        ("3萬人，5億元", [(30_000, "人", "3萬人"), (5e8, "元", "5億元")]),
        ("百人，千人，一百二十人", [(100, "人", "百人"), (1000, "人", "千人"), (120, "人", "一百二十人")]),
        ("3 trillion crowns, 5块钱", [(3e12, "crown", "3 trillion crowns"), (5, "元", "5块")]),
        ("In March 5 million people left", [(5e6, "peopl", "5 million people")]),
        ("In May €5 tickets", [(5, "€", "€5")]),
        ("2010%，2010人到场", [(2010, "%", "2010%"), (2010, "人", "2010人")]),
        ("3 Million jobs", [(3e6, "job", "3 Million jobs")]),
        ("Two Boats sank", [(2, "boat", "Two Boats")]),
        ("三百〇五人", [(305, "人", "三百〇五人")]),
        ("two days", [(2, "days"[:3], "two days")]),
    ],
)
def test_the_amounts_of_a_text(text: str, found: list[tuple[float, str, str]]) -> None:
    assert [(each.value, each.measure, text[each.start : each.end]) for each in figures(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("23人", "23名", True),
        ("8.9亿元", "8.92亿元", True),
        ("9亿元", "8.92亿元", True),
        ("8.9亿元", "8.96亿元", False),
        ("1300人", "1312人", True),
        ("1300人", "1361人", False),
        ("1312人", "1313人", False),
        ("12%", "12.18%", True),
        ("12%", "13%", False),
        ("20人", "23人", False),
        ("99人", "100人", True),
        ("89人", "100人", False),
        ("120人", "100人", False),
        ("0.5%", "0.54%", True),
        ("0人", "1人", False),
        ("０.０%", "1.5%", False),
        ("3公里", "3.2公里", False),  # what was counted was not rounded
        ("20%", "21.5%", False),
        ("3.5公里", "3.52公里", True),
        ("8.50亿元", "8.54亿元", False),  # as exact as its last zero
        ("20%", "20.4%", True),
    ],
)
def test_a_rounded_amount_agrees_with_the_exact_one(one: str, other: str, *, same: bool) -> None:
    [a], [b] = figures(one), figures(other)
    assert agree(a, b) is agree(b, a) is same


@pytest.mark.parametrize(
    ("scale", "factor"),
    [("百", 1e2), ("千", 1e3), ("万", 1e4), ("萬", 1e4), ("百万", 1e6), ("千万", 1e7), ("亿", 1e8),
     ("億", 1e8), ("万亿", 1e12), (" thousand ", 1e3), (" million ", 1e6), ("m ", 1e6), ("mn ", 1e6),
     (" billion ", 1e9), ("bn ", 1e9), (" trillion ", 1e12)],
)  # fmt: skip
def test_scales(scale: str, factor: float) -> None:
    [amount] = figures(f"It cost 3{scale}{'crowns' if scale.isascii() else '元'}.")
    assert amount.value == 3 * factor


def test_numbers_in_words() -> None:
    words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    text = ", ".join(f"{word} men" for word in words)
    assert [each.value for each in figures(text)] == list(range(2, 13))
    assert [each.value for each in figures("二人三人四人五人六人七人八人九人十人")] == list(range(2, 11))


def test_known_amounts_are_held_by_what_they_count() -> None:
    known = Figures()
    known.add(figures("23人受伤，8.9亿元"))
    assert [known.holds(each) for each in figures("23名，23家，8.92亿元，25人")] == [True, False, True, False]
