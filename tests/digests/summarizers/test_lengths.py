"""How short what is cut out may be, how long an aside and a caption, and what is no name."""

from __future__ import annotations

import pytest

from digests.summarizers.spans import judged
from digests.summarizers.text.lengths import fits
from digests.summarizers.text.phrases import phrases


def why(text: str, lang: str) -> list[str]:
    """For each clause from the first start, why a point may not end behind it."""
    return [end.why for end in judged(text, phrases(lang), unspaced=lang == "zh")]


@pytest.mark.parametrize(
    ("clause", "reason"),
    [
        ("东港市今年五月起关闭城北的老灯塔和旧码头", ""),  # twenty characters
        ("东港市今年五月起关闭城北的老灯塔和码头", "short"),
        ("市里又投资30亿元修大桥", ""),  # twelve, with an amount
        ("市里又投资30亿元修桥", "short"),
    ],
)
def test_the_shortest_chinese_clause(clause: str, reason: str) -> None:
    assert why(f"{clause}，渡船的票价涨到六元。", "zh") == [reason, ""]


def test_what_is_taken_off_in_front_does_not_count() -> None:
    assert why("据了解，东港市今年五月起关闭城北的老灯塔和码头，渡船停运。", "zh") == ["short", ""]


@pytest.mark.parametrize(
    ("clause", "reason"),
    [("The council closed the old bridge", ""), ("The council closed the bridge", "short")],
)
def test_the_shortest_clause_in_words(clause: str, reason: str) -> None:
    assert why(f"{clause}, which surprised many drivers.", "en") == [reason, ""]


@pytest.mark.parametrize(("aside", "reason"), [("in this week", "promises"), ("in this very week", "")])
def test_an_aside_of_three_words_stands_between_a_verb_and_its_helper(aside: str, reason: str) -> None:
    text = f"The engineers of the old bridge have, {aside}, after nine days of work, found new cracks."
    assert why(text, "en") == ["promises", reason, "trails", ""]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The harbour bridge and pier of the town of Hollin near Marden.", "states"),  # twelve words
        ("The old harbour bridge and pier of the town of Hollin near Marden.", ""),
        ("Man won", ""),
        ("The mayor of Hollin asked in May.", "speaks"),  # twelve characters from "asked" on
        ("The mayor of Hollin asked in June.", ""),
        ("The mayor of İzmir said.", "speaks"),
        ("The old bridge of İzmir fell.", ""),
    ],
)
def test_a_whole_sentence_in_words(text: str, reason: str) -> None:
    assert why(text, "en") == [reason]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("市长说了话", ["short"]),
        ("老灯塔从五月起关闭，东港市市长张东表示。", ["short", "speaks"]),
    ],
)
def test_a_whole_sentence_in_chinese(text: str, reasons: list[str]) -> None:
    assert why(text, "zh") == reasons


def test_blanks_do_not_count_in_chinese() -> None:
    assert fits("东港 " * 40, unspaced=True)
    assert not fits("东港 " * 40 + "市", unspaced=True)


def test_a_clause_that_ends_with_a_small_letter_is_no_half_of_a_name() -> None:
    text = "{} the old bridge of the {} and Marden will open a new ferry to the islands in May."
    assert why(text.format("The council closed", "town"), "en") == ["", ""]
    assert why(text.format("The council closed", "Comptroller"), "en") == ["turns", ""]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        # What "after" opens ends with a mark, whatever clauses it is made of; then something is stated.
        (
            "After the council closed the bridge and it blocked the ferry, with 90 cars, Novak left.",
            ["states", "states", "trails", ""],
        ),
        (
            "After the council closed the bridge and it blocked the ferry, Novak left, which surprised us.",
            ["states", "trails", "", ""],
        ),
        # The first word of a sentence is no verb of it; the first one of a clause may be all that it has.
        (
            "Novak of Hollin, the old mayor of the town, resigned in June, which hurt.",
            ["trails", "trails", "", ""],
        ),
        ("Novak resigned in the middle of June, which surprised us.", ["", ""]),
        ("Unwanted in the middle of the town, which hurt.", ["states", ""]),
        # A verb of speech in front of a comma.
        (
            "The mayor of Hollin warned, in a letter to the captains, which he wrote in June.",
            ["short", "states", ""],
        ),
        (
            "The mayor of the town of Hollin warned, after many weeks of talks, of floods in May.",
            ["states", "trails", ""],
        ),
    ],
)
def test_where_nothing_is_stated_yet(text: str, reasons: list[str]) -> None:
    assert why(text, "en") == reasons


def test_thirty_two_words_fit_however_long_they_are() -> None:
    assert fits("harbour " * 32, unspaced=False)
    assert not fits("harbour " * 33, unspaced=False)


def test_a_chinese_sentence_in_an_english_article_needs_no_english_verb() -> None:
    assert [end.why for end in judged("老灯塔从五月起关闭。", phrases("en"), unspaced=True)] == [""]
