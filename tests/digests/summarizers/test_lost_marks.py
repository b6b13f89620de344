"""Marks that a converter lost: what a question mark stands for, and who spoke."""

from __future__ import annotations

import pytest

from digests.summarizers.clean_sentence import clean, spoken
from digests.summarizers.keypoints import key_points
from digests.summarizers.merit import merit
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import units


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("The mayor spoke of a “major? flood.", "The mayor spoke of a major flood."),
        ("It was called a “major flood?, a rare word.", "It was called a major flood, a rare word."),
        ("The boats? captains met.", "The boats captains met."),
        ("The mayor asked “Why now?” on Monday.", "The mayor asked “Why now?” on Monday."),
        ("Who pays? nobody knows.", "Who pays? nobody knows."),
        ("It is seen on TV?screens “live.", "It is seen on TV?screens live."),
        ("The mayor spoke of a “flood? and a “storm?.", "The mayor spoke of a flood and a storm."),
        ("He closed (again the bridge? and left.", "He closed again the bridge? and left."),
    ],
)
def test_a_question_mark_may_stand_for_the_closing_one(text: str, cleaned: str) -> None:
    assert clean(text, phrases("en")) == cleaned


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The bridge is shut,” the mayor of Hollin said.", "The bridge is shut,"),
        ("The bridge is shut!” the mayor said.", "The bridge is shut!"),
        ("The bridge is shut” the mayor said.", ""),
        ("“The bridge is shut,” the mayor said.", ""),
        ("The bridge is shut, the mayor said.”", ""),
        ("The bridge is shut.", ""),
    ],
)
def test_what_was_said_ends_at_a_mark_that_nothing_opens(sentence: str, said: str) -> None:
    text = clean(sentence, phrases("en"))
    assert text[: spoken(sentence, text)] == said


def test_who_spoke_stays_with_what_was_said() -> None:
    known = phrases("en")
    text = "Nine of the boats were sunk, and all of our men were beaten,” the harbour master told the court."
    article = units(text, "en", known)[0]
    assert article.spoken == text.index("”")
    worth = merit(article.text, known, spoken=article.spoken)
    assert worth(0, article.spoken) == pytest.approx(0.4)
    assert worth(0, len(article.text)) == pytest.approx(1.0), "our men are those of who is named"
    assert merit(article.text, known)(0, len(article.text)) == pytest.approx(0.4)
    later = "The bridge is shut,” said my brother."
    assert merit(later, known, spoken=19)(0, len(later)) == pytest.approx(0.4), "my own words"
    assert units("桥关了，”张东说。", "zh", phrases("zh"))[0].spoken == 0


def test_a_lost_mark_costs_as_much() -> None:
    text = "The council wants a bridge ? or a ferry ? that nobody has to pay for."
    assert merit(text, phrases("en"))(0, len(text)) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "text",
    [
        "Friday narrated how the boats had sunk in the harbour.",
        "(informers) and play a part in closing the harbour.",
        "How this rather old boat was saved from the flood by a girl.",
    ],
)
def test_what_lost_its_beginning_is_no_point(text: str) -> None:
    whole = "The harbour was closed in May after a flood."
    assert key_points("", f"{text} {whole}", "en", 3) == [whole[:-1]]


@pytest.mark.parametrize(
    ("ending", "whole"),
    [(" The ferry earned 2 million in", False), (" The ferry earned 2 million.", True),
     ("\nThe ferry earned 2 million in", True), (" “The ferry earned 2 million.”", True),
     (" The ferry earned 2 million,", False), (" The ferry earned 2 million…", True),
     (" The ferry left at 9 a.", False), (" The ferry left at 9 a.m.", True)],
)  # fmt: skip
def test_a_text_that_stops_in_the_middle_gives_no_half_a_sentence(ending: str, whole: bool) -> None:
    known = phrases("en")
    text = "The harbour was closed in May. The council will build a bridge."
    assert len(units(text + ending, "en", known)) == 2 + whole
    assert len(units("The harbour was closed in May." + ending, "en", known)) == 1 + whole
    assert len(units(ending, "en", known)) == 1, "there is no other"
    assert len(units("东港市关闭了大桥。新桥明年开", "zh", phrases("zh"))) == 2, "two Chinese ones are few"
