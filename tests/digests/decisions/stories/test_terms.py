"""Texts as numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.cleaning import folded
from digests.decisions.stories.terms import BREAK, FIGURE, WORD, is_character, named, read


def terms(text: str) -> list[int]:
    return [code for code in read(folded(text)) if code]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.5亿", "350 million"),
        ("1,200", "1200"),
        ("1.2bn", "1.2 billion"),
        ("4%", "4 percent"),
        ("3万", "30000"),
        ("２０", "20"),
        ("settles", "settlement"),
        ("companies", "company"),
        ("planned", "plans"),
        ("apologises", "apologizes"),
        ("U.S.", "US"),
        ("Wal-Mart", "Walmart"),
        ("Boeing's", "Boeing"),
        ("украины", "украине"),
        ("والحكومة", "الحكومة"),
    ],
)
def test_what_is_the_same_has_one_number(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


@pytest.mark.parametrize(
    ("one", "other"), [("3.5%", "3.5"), ("3亿", "3万"), ("bus", "bush"), ("1.5", "15"), ("中", "兴")]
)
def test_what_is_not_the_same_has_two(one: str, other: str) -> None:
    assert terms(one) != terms(other)


def test_words_that_say_nothing_are_left_out() -> None:
    assert terms("The fall of the house") == terms("fall house")


def test_a_compound_is_two_words_when_its_first_part_is_one() -> None:
    assert terms("London-based") == terms("London based")
    assert len(terms("T-Mobile")) == 1


def test_a_figure_said_again_in_a_flash_is_another() -> None:
    assert terms("3-2") != terms("3-3")
    assert len(set(terms("3-3"))) == 2
    assert len(set(terms("3-3 " + "长" * 90))) == 2  # one figure and one character


def test_characters_words_and_figures_are_told_apart() -> None:
    character, word, figure = terms("中 word 42")
    assert is_character(character)
    assert not is_character(word)
    assert not is_character(BREAK)
    assert WORD <= word < FIGURE <= figure


def test_a_sign_breaks() -> None:
    assert list(read("中，兴")) == [ord("中"), BREAK, ord("兴")]


def test_terms_have_names() -> None:
    names: dict[int, str] = {}
    codes = list(read("中 words 3.5亿", names))
    assert [named(code, names) for code in codes] == ["中", "words", "3.5亿"]
    assert [named(code, {}) for code in codes] == ["中", "", ""]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(0 <= code < 1 << 32 for code in read(folded(text)))
