"""An article laid end to end: its pairs, where each sentence begins, and what is counted of each."""

from __future__ import annotations

import pytest

from digests.summarizers.frame import Frame, frame, marks_and_numbers, pairs_of
from digests.summarizers.text.phrases import phrases
from digests.summarizers.units import Unit, tokens, units

FERRY = "The ferry left Hollin at nine. The ferry left Marden, too, at ten. Nobody waved."
HARBOUR = "老桥关了。渡船停了，老桥关了。船长走了。"


def laid(text: str, lang: str, title: str = "") -> Frame:
    return frame(units(text, lang, phrases(lang)), tokens(title, lang))


def said(made: Frame, unit: int) -> list[str]:
    """The tokens of a unit, by its pairs: one more than those."""
    start = made.starts[unit]
    return list(made.flat[start : start + len(made.slice(made.pairs, unit)) + 1])


def test_marks_and_numbers_of_words() -> None:
    assert marks_and_numbers(["at", "9", ",", "3.5m", "a320", "\n"]) == ([2, 5], [1, 3])


def test_marks_of_a_text_without_blanks_which_has_no_words_that_are_numbers() -> None:
    assert marks_and_numbers("桥，9月_关\n") == ([1, 4, 6], [])


def test_pairs_of_words_are_words() -> None:
    assert pairs_of(["the", "old", "bridge"]) == ["theold", "oldbridge"]
    assert pairs_of(["bridge"]) == pairs_of([]) == []


@pytest.mark.parametrize("text", ["", "桥", "老桥", "老桥关", "老桥关了"])
def test_pairs_of_characters_are_numbers(text: str) -> None:
    found = pairs_of(text)
    assert len(found) == max(0, len(text) - 1)
    assert all(isinstance(each, int) and each > 0 for each in found)


def test_the_same_two_characters_are_the_same_number_wherever_they_stand() -> None:
    [first, *_, again] = pairs_of("老桥和新的老桥")
    assert first == again
    assert len(set(pairs_of("老桥和新的老桥"))) == 5
    assert pairs_of("老桥") != pairs_of("桥老")
    assert len(pairs_of("桥\ud83d关")) == 2, "half a character breaks nothing"


@pytest.mark.parametrize(("text", "lang"), [(FERRY, "en"), (HARBOUR, "zh")])
def test_each_unit_keeps_its_own_tokens(text: str, lang: str) -> None:
    made = laid(text, lang)
    own = [[*each.tokens, "\n"] for each in units(text, lang, phrases(lang))]
    assert [said(made, n) for n in range(3)] == own
    assert isinstance(made.flat, str) == (lang == "zh")


def test_a_story_may_mix_scripts() -> None:
    mixed: list[Unit] = [*units(HARBOUR, "zh", phrases("zh"))[:1], *units(FERRY, "en", phrases("en"))[:1]]
    made = frame(mixed, [])
    assert list(made.flat[:6]) == ["老", "桥", "关", "了", "。", "\n"]
    assert said(made, 1)[:3] == ["the", "ferry", "left"]


def test_what_comes_back_is_counted() -> None:
    made = laid(FERRY, "en")
    assert made.counts["theferry"] == made.counts["ferryleft"] == 2
    assert [made.repeats[at] for at in range(4)] == [2, 2, 1, 1]
    assert laid(HARBOUR, "zh").repeats[:3] == [2, 2, 2]


def test_the_sentence_whose_pairs_come_back_most_is_the_centre() -> None:
    first, second, third = (each.central for each in laid(FERRY, "en").traits)
    assert 0 < second < first == 1.0, "two pairs of six against two of nine"
    assert third == 0.0
    assert [each.central for each in laid("Nobody waved. The bridge fell.", "en").traits] == [0.0, 0.0]


def test_how_much_of_the_title_a_sentence_holds() -> None:
    near = [each.near for each in laid(FERRY, "en", "Ferry left Marden").traits]
    assert near == [0.5, 1.0, 0.0]
    assert [each.near for each in laid(FERRY, "en").traits] == [0.0, 0.0, 0.0]
    assert [each.near for each in laid(HARBOUR, "zh", "渡船停了").traits] == [0.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("The ferry left.", 0.0, 0.0), ("9 ferries left.", 0.1, 0.5), ("In 2019 9, in 2021 15.", 1.0, 1.0)],
)
def test_how_full_of_digits_a_sentence_is(text: str, low: float, high: float) -> None:
    [traits] = laid(text, "en").traits
    assert low <= traits.figures <= high


def test_a_unit_of_one_token_has_no_pair_of_its_own() -> None:
    first, second, _ = units(FERRY, "en", phrases("en"))
    made = frame([first._replace(tokens=["ferries"]), second], ["ferries", "\n"])
    assert [each.near for each in made.traits] == [1.0, 0.0]
    assert said(made, 1)[:2] == ["the", "ferry"]
