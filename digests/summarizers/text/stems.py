"""Words by what they mean, as far as that is told without a dictionary: their first letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import cast

from digests.summarizers.text.wordlists import load

_LETTERS = 5  # of a word: "arrested" repeats "arrest"
_KNOWN = 10_000  # words that are remembered: most of an article's are common ones

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

    @lru_cache(_KNOWN)
    def stem(word: str) -> str:
        return known.get(word) or (word.rstrip("s") or word)[:_LETTERS]

    return stem


def first_letters(word: str) -> str:
    """Of a word of a language without lists."""
    return word[:_LETTERS]


def stems(words: Sequence[str], stem: Stem) -> list[str]:
    """Those of many words: first letters are taken without a call for each."""
    return [word[:_LETTERS] for word in words] if stem is first_letters else list(map(stem, words))
