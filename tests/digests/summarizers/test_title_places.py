"""What says the title again, by where it stands: by its own words alone, and with all that is part of it."""

from __future__ import annotations

from collections import Counter

import pytest

from digests.summarizers.frame import END, Frame, pairs_of
from digests.summarizers.salience import Salience
from digests.summarizers.span import Span
from digests.summarizers.text.stems import Stem, first_letters, stems_of
from digests.summarizers.title import Title

CLOSES, DROP = "mayor closes hollin lighthouse", "hollin ferry prices drop"
SAID, MEANT = "lighthouse keepers blame mayor loudly", "prices of boats fell again loudly"
NEWS = "captains wait under bridges near dawn"
ENGLISH = stems_of("en")


def repeated(title: str, before: str, said: str, after: str = "", stem: Stem = ENGLISH) -> bool:
    """Whether what stands between the two says the title; "|" ends a sentence."""
    row = [[END if word == "|" else word for word in part.split()] for part in (before, said, after)]
    known, weighed = read(title, [*row[0], *row[1], *row[2]], stem)
    return known.repeated(Span(0, 0, 0, len(row[0]), len(row[1])), weighed)


def read(title: str, article: list[str], stem: Stem) -> tuple[Title, Salience]:
    pairs = pairs_of(article)
    weighed = Salience(Frame(article, pairs, Counter(pairs), [], [0], []), [], {}, [])
    return Title(title.split(), {"of", "again"}, article, stem), weighed


@pytest.mark.parametrize("around", [NEWS, CLOSES])
def test_only_its_own_words_count(around: str) -> None:
    assert repeated(CLOSES, f"{around} |", SAID, f"| {around}")
    assert not repeated(CLOSES, f"{around} |", NEWS, f"| {around}")
    assert not repeated(CLOSES, f"{around} |", f"mayor {NEWS}", f"| {around}")


def test_a_figure_saves_what_says_the_title_in_other_words_where_it_stands_in_it() -> None:
    assert repeated(DROP, "9 boats |", MEANT, "| 9 boats")
    assert not repeated(DROP, "boats |", f"{MEANT} 9th time", "| boats")
    assert not repeated(DROP, "boats |", f"9 {MEANT}", "| boats")
    assert repeated(DROP, "boats |", f"a320 {MEANT}", "| boats"), "a name is no figure"
    assert repeated(CLOSES, "boats |", "9 keepers blame lighthouse mayor", "| boats"), (
        "in its own words none does"
    )


@pytest.mark.parametrize(("sentences", "same"), [(0, True), (2, True), (3, False)])
@pytest.mark.parametrize("after", ["", "|", f"| {NEWS} | {NEWS} |"])
def test_in_other_words_it_is_said_in_the_first_three_sentences(
    sentences: int, same: bool, after: str
) -> None:
    assert repeated(DROP, f"{NEWS} | " * sentences, MEANT, after) == same


def test_the_fourth_sentence_is_none_of_these_from_its_first_word_on() -> None:
    assert not repeated("prices drop", f"{NEWS} | " * 3, "fell again")
    assert repeated("prices drop", f"{NEWS} | " * 2, "fell again")


@pytest.mark.parametrize("stem", [ENGLISH, first_letters])
def test_nothing_repeats_a_title_that_says_nothing(stem: Stem) -> None:
    for title in ("", "of", "."):
        for said in ("( )", "of again", "captains", NEWS):
            assert not repeated(title, f"{NEWS} |", said, stem=stem)


SPEECH = f"{NEWS} {SAID} in may".split()  # the title is said from the seventh word to the eleventh
WHOLE = Span(0, 60, 110, 6, 5)
PART = Span(0, 70, 100, 7, 3)  # keepers blame mayor


@pytest.mark.parametrize(
    ("span", "left"),
    [
        (PART, False),
        (PART._replace(start=60), False),
        (PART._replace(end=110), False),
        (PART._replace(start=59), True),
        (PART._replace(end=111), True),
        (PART._replace(unit=1), True),
        (Span(0, 0, 50, 0, 6), True),
        (Span(0, 120, 130, 11, 2), True),
    ],
)
def test_no_part_of_what_repeats_the_title_is_left(span: Span, left: bool) -> None:
    known, weighed = read(CLOSES, SPEECH, ENGLISH)
    other = WHOLE._replace(unit=2)
    assert known.unsaid([WHOLE, span, other], weighed) == ([span] if left else [])


def test_a_part_with_a_figure_is_left_and_all_where_words_are_not_compared_by_what_they_mean() -> None:
    known, weighed = read(CLOSES, ["9th" if word == "keepers" else word for word in SPEECH], ENGLISH)
    assert known.unsaid([WHOLE, PART], weighed) == [PART]
    known, weighed = read(CLOSES, SPEECH, first_letters)
    assert known.unsaid([WHOLE, PART], weighed) == [PART]


def test_where_nothing_repeats_the_title_all_is_left() -> None:
    known, weighed = read(DROP, SPEECH, ENGLISH)
    assert known.unsaid([WHOLE, PART], weighed) == [WHOLE, PART]
