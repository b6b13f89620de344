"""Shorter queries take whole words and phrases."""

from __future__ import annotations

import pytest

from digests.decisions.search.shorter import shorter


@pytest.mark.parametrize(
    ("query", "less"),
    [
        ("a", ()),
        ("a b", ("b", "a")),
        ("a b c d e", ()),
        ('"rate cut"', ("rate cut", "cut", "rate")),
        ('"rate cut', ("rate cut", "cut", "rate")),
        ('"interest rates" growth', ("interest rates growth", "growth", '"interest rates"')),
        ("“加息 预期” 增长", ("加息 预期 增长", "增长", "“加息 预期”")),
        ('tag:"new energy" battery', ("battery", 'tag:"new energy"')),
        ('battery -"lead acid"', ('-"lead acid"', "battery")),
        ('""', ()),
    ],
)
def test_by_whole_words_and_phrases(query: str, less: tuple[str, ...]) -> None:
    assert shorter(query) == less
