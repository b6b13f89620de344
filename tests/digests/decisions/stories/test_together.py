"""Terms as people read them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from digests.decisions.stories.explained import explain
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.together import together
from tests.digests.decisions.stories.telling import told


def test_characters_that_stand_together_in_both_are_one_word() -> None:
    a, b = told("海底光缆开通"), told("开通了海底光缆")
    assert together(tuple("缆底通海光"), a, b) == ("海底光缆", "通")
    assert together(("开", "缆", "通"), a, b) == ("开通", "缆")


def test_neighbours_in_one_of_them_only_are_none() -> None:
    assert together(("甲", "乙"), told("甲乙"), told("乙甲")) == ("甲", "乙")
    assert together(("甲", "乙"), told("甲", "乙"), told("甲乙")) == ("甲", "乙")


def test_words_stay_as_they_are() -> None:
    a = told("Boeing 787 甲乙")
    assert together(("boeing", "787", "乙", "甲"), a, a) == ("boeing", "787", "甲乙")
    assert together((), a, a) == ()


def test_an_explanation_names_words() -> None:
    made = explain(told("海底光缆开通"), told("启用海底光缆"), Frequencies())
    assert made.judgement.terms == ("海底光缆",)


@given(st.lists(st.characters(), unique=True, max_size=8), st.text(max_size=40), st.text(max_size=40))
def test_every_term_is_named(terms: list[str], a: str, b: str) -> None:
    shown = together(terms, told(a), told(b))
    assert all(term in "".join(shown) for term in terms)
