"""Words by what they mean, as far as that is told without a dictionary: their first letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import cast

from digests.summarizers.text.wordlists import load

_LETTERS = 5  # of a word: "arrested" repeats "arrest"

Stem = Callable[[str], str]


@cache
def stems_of(lang: str) -> Stem:
    """How a word of a language, in small letters, is compared with others.

    Where words for rising and falling are listed, each says the same, and bonds are what a bond is.
    """
    lists = cast("Mapping[str, str]", load("movements").get(lang, {}))
    if not lists:
        return first_letters
    known = {word: f"\n{way}" for way, words in lists.items() for word in words.split()}

    def stem(word: str) -> str:
        return known.get(word) or (word.rstrip("s") or word)[:_LETTERS]

    return stem


def first_letters(word: str) -> str:
    """Of a word of a language without lists."""
    return word[:_LETTERS]
