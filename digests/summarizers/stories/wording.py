"""Whether two statements say the same, in the same words or in others."""

from __future__ import annotations

from collections.abc import Collection

from digests.summarizers.text.sentences import NO_SPACES
from digests.summarizers.units import tokens

_LETTERS = 5  # of a word
_SAME = 0.6  # share of the shorter statement's words that the other has
_LEAST = 3  # words that both must have


def content(text: str, lang: str, common: Collection[str]) -> list[str]:
    """The words of a statement that mean something; of scripts without blanks its characters."""
    letters = 1 if lang in NO_SPACES else _LETTERS
    return [each[:letters] for each in tokens(text, lang) if each[0].isalpha() and each not in common]


def alike(one: Collection[str], other: Collection[str], share: float = _SAME) -> bool:
    """Whether two statements of such words are about the same."""
    a, b = frozenset(one), frozenset(other)
    return len(a & b) >= max(_LEAST, share * min(len(a), len(b)))


class Said:
    """The statements that were made so far."""

    def __init__(self) -> None:
        self._made: list[tuple[str, frozenset[str]]] = []

    def add(self, text: str, words: Collection[str]) -> None:
        """Take in a statement with its words."""
        self._made.append((text, frozenset(words)))

    def holds(self, text: str, words: Collection[str]) -> bool:
        """Whether one of them says this, be it with another figure."""
        return any(text == made or alike(words, others) for made, others in self._made)
