"""The words that tell what a story is of: repeated, rare, and read as people write them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.search.words import in_text
from digests.decisions.telling_words import MOST, MOST_ASKED, phrases, telling

CABLE = "The submarine cable between Lisbon and Casablanca was opened. The cable carries 480 Tbps. " * 3
ZH = "新能源汽车销量上升，新能源汽车出口也在上升。分析师说，制冷剂的成本下降，制冷剂企业受益。" * 6


def chosen(title: str, text: str, frequency: dict[str, int], stories: int = 1000) -> list[str]:
    return [one.title for one in telling(phrases(title, text), frequency, stories)]


def test_rare_words_that_are_repeated_tell_a_story() -> None:
    known = {"cable": 4, "lisbon": 8, "casablanca": 2, "open": 400, "new": 900}
    assert chosen("New cable opens between Lisbon and Casablanca", CABLE, known) == [
        "cable",
        "casablanca",
        "lisbon",
    ]


def test_common_words_stop_words_numbers_and_unknown_ones_tell_nothing() -> None:
    assert chosen("The cable of 2026", CABLE, {"cable": 51}) == []
    assert chosen("The cable of 2026", CABLE, {}) == [], "left out as too common"


def test_a_word_that_the_text_does_not_repeat_is_not_what_it_is_of() -> None:
    assert chosen("Kangaroo at the cable", CABLE, {"kangaroo": 1, "cable": 9}) == ["cable"]
    assert chosen("Kangaroo at the cable", "", {"kangaroo": 1, "cable": 9}) == ["kangaroo", "cable"], (
        "a headline"
    )


def test_chinese_is_read_as_written_and_found_by_its_rarest_pair() -> None:
    known = {"新能": 20, "能源": 45, "源汽": 19, "汽车": 30, "制冷": 5, "冷剂": 3}
    found = telling(phrases("新能源汽车用上制冷剂", ZH), known, 1000)
    assert [(one.title, one.target) for one in found] == [("制冷剂", "冷剂"), ("新能源汽车", "源汽")]


def test_a_long_phrase_is_named_by_its_rarest_pair() -> None:
    title = "青岛啤酒博物馆夜间开放"
    known = dict.fromkeys(in_text(title), 9) | {"物馆": 2}
    assert chosen(title, f"{title}。" * 30, known) == ["物馆"]


@given(st.text(max_size=80), st.text(max_size=300))
def test_whatever_is_written_asks_few_words_and_tells_fewer(title: str, text: str) -> None:
    found = phrases(title, text)
    words = [word for each in found for word in each.words]
    assert len(words) <= MOST_ASKED
    assert set(words) <= set(in_text(title))
    assert len(telling(found, dict.fromkeys(words, 1), 100)) <= MOST
