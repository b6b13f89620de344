"""Whether two statements say the same, in the same words or in others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from digests.summarizers.stories.figures import Figures, figures
from digests.summarizers.units import tokens

_LETTERS = 5  # of a word
_SAME = 0.6  # share of the shorter statement's words that the other has
_LEAST = 3  # words that both must have


def content(text: str, lang: str, common: Collection[str]) -> frozenset[str]:
    """The words of a statement that mean something; of scripts without blanks its characters."""
    found = tokens(text, lang)
    if isinstance(found, str):
        return frozenset(each for each in found if each.isalpha() and each not in common)
    return frozenset(each[:_LETTERS] for each in found if each[0].isalpha() and each not in common)


def alike(one: Collection[str], other: Collection[str], share: float = _SAME) -> bool:
    """Whether two statements of such words are about the same."""
    shared = len(frozenset(one).intersection(other))
    return shared >= max(_LEAST, share * min(len(one), len(other)))


class Said:
    """The statements that were made so far."""

    def __init__(self) -> None:
        self._made: list[tuple[str, frozenset[str], Figures]] = []

    def add(self, words: frozenset[str], text: str, others: Sequence[str] = ()) -> None:
        """Take in a statement; ``others``: the figures that stand beside it."""
        known = Figures()
        for each in (text, *others):
            known.add(figures(each))
        self._made.append((text, words, known))

    def holds(self, words: frozenset[str], text: str) -> bool:
        """Whether one of them says this, with all of its figures."""
        own = figures(text)
        return any(
            text == made or (alike(words, others) and all(map(known.holds, own)))
            for made, others, known in self._made
        )
