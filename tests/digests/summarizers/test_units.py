"""Which sentences of an article may give points, and in what shape."""

from __future__ import annotations

import pytest

from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import MAX_UNITS, Unit, tokens, units


def made(text: str, lang: str) -> list[Unit]:
    return units(text, lang, phrases(lang))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ar", "متى يفتح الجسر القديم؟"),
        ("en", "When will the old bridge of Hollin open?”"),
        ("zh", "城北的老灯塔什么时候拆？"),
        ("en", "Harbour news | The council of Hollin closed the old bridge on Monday for ten long months."),
        ("en", "* * *"),
        ("zh", "（东港晚报）。"),
        ("zh", "[东港晚报]"),
        ("zh", "……"),
        ("en", "int main() { return bridge->open(); }"),
        ("en", "To wait, call while [ $n -lt 10 ]; do n=$((n+1)); done and go on."),
        ("en", "Photo: the old bridge of Hollin."),
        ("en", "The bridge is shut, follow us for more."),
        ("en", "The following ferry companies are moving today."),
        ("en", "Boats of the following companies had a good day."),
        ("en", "Stock symbols are in parentheses after the names of boats."),
        ("en", "Boat prices are as of 9:12 a.m. in Hollin."),
        ("en", "Preferred boats are usually the most-traded class."),
        ("en", "To contact the senior editor of the harbour news: Tina Orr."),
        ("en", "Tina Orr of Hollin at torr@harbour.example answers."),
    ],
)
def test_these_give_nothing(lang: str, text: str) -> None:
    assert made(text, lang) == []
    news = {"ar": "أغلق الجسر القديم يوم الاثنين.", "zh": "老桥关了。", "en": "The bridge is shut."}[lang]
    assert [each.text for each in made(f"{news}\n{text}\n{news}", lang)] == [news, news]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is shut!”",
        "The council (of Hollin) closed the bridge.",
        "Nine | ten boats sank",
        "9 boats.",
        "Prices are as low as 9 crowns.",
        "Tina Orr called @harbour a boat.",
    ],
)
def test_these_may_state_something(text: str) -> None:
    assert [each.text for each in made(text, "en")] == ([] if "|" in text else [text])


@pytest.mark.parametrize("mark", ["；", ";"])
def test_what_stands_behind_a_semicolon_goes_on(mark: str) -> None:
    first, second, third = made(f"公司的渡船卖得好{mark}\n净利润五亿元。\n老桥关了。", "zh")
    assert [first.continued, second.continued, third.continued] == [False, True, False]


def test_an_article_goes_on_with_nothing() -> None:
    assert [each.continued for each in made("老桥关了。渡船停了。", "zh")] == [False, False]


def test_a_second_sentence_that_stops_in_the_middle_is_left_out() -> None:
    found = made("The bridge is shut. The ferry sank.\nNine boats left. Ten more boats had", "en")
    assert [each.text for each in found] == ["The bridge is shut.", "The ferry sank.", "Nine boats left."]
    [one] = made("The bridge is shut.", "en")
    plain = Unit(one.text, one.sentence, one.tokens, unspaced=False)
    assert plain == one, "it goes on with nothing, and nobody speaks"


INSERTED = "Northlight Ferries, which is based in Hollin, has sold nine of its boats to the yard of Marden"


def test_only_a_sentence_that_is_too_long_loses_what_it_holds_needlessly() -> None:
    [short] = made(f"{INSERTED}.", "en")
    assert short.text == f"{INSERTED}."
    more = (
        " and will use the money for a new pier that the council of the town wants to open to drivers in May"
    )
    [long] = made(f"{INSERTED}{more}.", "en")
    assert long.text == f"Northlight Ferries has{INSERTED.split(' has')[1]}{more}."
    assert list(long.tokens) == list(tokens(long.text, "en"))


def test_two_hundred_sentences_are_enough() -> None:
    assert len(made("\n".join(f"Boat {n} sank." for n in range(MAX_UNITS + 1)), "en")) == MAX_UNITS == 200


@pytest.mark.parametrize(("length", "read"), [(20_000, 5), (20_001, 4)])
def test_what_stands_far_down_is_not_read(length: int, read: int) -> None:
    opening, last = "The bridge of Hollin is shut. " * 4, "Nine boats sank."
    assert len(made(opening + last.rjust(length - len(opening)), "en")) == read


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "Northlight 买桥", "northlight 买桥"),
        ("zh", "İ桥", "İ桥"),  # two characters in small letters: positions would move
        ("en", "The 3.5 boats, A320s", ["the", "3.5", "boats", ",", "a320s"]),
        ("fr", "L’été", ["l", "été"]),
        ("ko", "다리 closed", ["다리", "closed"]),
        ("en", "老桥 shut", ["老", "桥", "shut"]),
    ],
)
def test_tokens(lang: str, text: str, found: list[str] | str) -> None:
    assert tokens(text, lang) == found


def test_length_counts_in_characters_where_two_stand_side_by_side() -> None:
    assert [each.unspaced for each in made("老桥关了。\nThe bridge 桥 is shut.", "zh")] == [True, False]
    assert made("桥关了,” 张东说。", "zh")[0].spoken == 0
    assert made("The bridge is shut,” Novak said.", "en")[0].spoken > 0


def test_noise_is_known_where_a_line_was_broken_in_it() -> None:
    news = (
        "The council of Hollin closed the old bridge on\nMonday, and boats sail around its harbour\nand town."
    )
    found = made(f"{news} Stock symbols are in\nparentheses after the names of all of the boats.", "en")
    assert [each.text for each in found] == [news.replace("\n", " ")]
