"""First letters: a list that is tried only where it may begin finds what it always found."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.summarizers.text.first_letters import behind_first_letters
from digests.summarizers.text.phrase_lists import LONG
from digests.summarizers.text.wordlists import load

LISTS = {name: load("phrases/zh")[name] for name in LONG}


@pytest.mark.parametrize("name", LONG)
def test_every_list_tells_its_first_letters(name: str) -> None:
    """One expression that does not tell them would make all others slow again."""
    assert behind_first_letters(LISTS[name]).startswith("(?=[")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LONG)
@given(data=st.data())
def test_nothing_is_lost(name: str, data: st.DataObject) -> None:
    """Of texts that are made to hold one of its expressions, it finds the same in the same place."""
    entries = LISTS[name]
    entry = data.draw(st.sampled_from(entries))  # type: ignore[call-overload]
    text = data.draw(st.text("的公司，123", max_size=6)) + data.draw(st.from_regex(entry))
    plain = re.compile("|".join(entries))  # type: ignore[arg-type]
    quick = re.compile(behind_first_letters(entries))  # type: ignore[arg-type]
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize("entry", ["甲?乙", "[甲乙]*丙", "甲|乙", "(?:甲|乙)丙", r"\d甲", "甲{0,2}乙", "."])
def test_an_expression_that_does_not_tell_is_left_alone(entry: str) -> None:
    """What may be missing is no first letter; then nothing stands in front of the list."""
    assert behind_first_letters(["丁", entry]) == f"丁|{entry}"


def test_hints_sets_letters_and_what_stands_before() -> None:
    """These four are read."""
    entries = ["(?=[甲乙])(?:甲|乙丙)", "[丙丁]戊", "庚", "(?<![子丑])寅"]
    assert behind_first_letters(entries).startswith("(?=[丁丙乙寅庚甲])(?:")
