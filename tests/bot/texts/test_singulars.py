"""What is counted in English has a singular: nobody reads "1 points"."""

from __future__ import annotations

import re

import pytest

from bot.screens.editions import look
from bot.texts import catalogue

_COUNTED = re.compile(
    r"{(\w+)} (?:more |key )?"
    r"(?:posts|stories|points|feeds|sources|chats|tags|digests|things|articles|searches|moves|times|messages)\b"
)
_NEVER_ONE = {"most", "floor", "limit", "new", "active", "whole"}
_OF_MANY = {"search.head_capped"}
"""Limits that are above one, and what is told only of many."""


def _counted() -> list[str]:
    return [key for key, forms in catalogue("en").items() if _COUNTED.search(forms["other"])]


@pytest.mark.parametrize("key", _counted())
def test_a_noun_that_is_counted_has_a_singular(key: str) -> None:
    forms = catalogue("en")[key]
    by = {each for each in _COUNTED.findall(forms["other"]) if each not in _NEVER_ONE}
    if not by or key in _OF_MANY or key.startswith("cli."):
        return
    assert "one" in forms, f"{key}: {forms['other']}"
    assert not set(_COUNTED.findall(forms["one"])) - _NEVER_ONE, f"{key}: {forms['one']}"


def test_a_single_point_is_stated_as_one() -> None:
    assert look.stated("en", 8, 1) == "Look: 8 stories, 1 point"
    assert look.stated("en", 3, 5) == "Look: 3 stories, 5 points"
    assert look.stated("zh", 8, 1) == "版式：8 条，各 1 个要点"
