"""What a report says that no earlier one did: words, names and figures that were not heard before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from digests.summarizers.frame import Pair, pairs_of
from digests.summarizers.stories.figures import Amount, Figures
from digests.summarizers.units import Unit

_LETTERS = 5  # of a word: "arrested" is no news after "arrest"
_RUN = 3  # new pairs in a row of a script without blanks: fewer come about where known words meet anew
_SHARE, _SHARE_WITH_FIGURE = 0.34, 0.15  # of a stretch's words that must be new; less where a new figure is
_LEAST = 2  # words that must be new, where no figure is

Told = tuple[Unit, Sequence[Amount]]
"""A sentence with its figures."""


class News(NamedTuple):
    """Of a sentence: the positions of its new tokens, of those that mean something, and its new figures.

    ``everything``: no report came before.
    """

    new: Collection[int] = ()
    content: Collection[int] = ()
    figures: Sequence[Amount] = ()
    everything: bool = False

    def any(self) -> bool:
        """Whether anything is new."""
        return self.everything or bool(self.figures) or len(self.new) >= _LEAST

    def enough(self, first: int, length: int, start: int, end: int) -> bool:
        """Whether a stretch adds something, given by its tokens and by its characters."""
        if self.everything:
            return True
        new, content = (sum(first <= at < first + length for at in each) for each in (self.new, self.content))
        if any(start <= each.start and each.end <= end for each in self.figures):
            return new >= _SHARE_WITH_FIGURE * content
        return new >= max(_LEAST, _SHARE * content)


class Heard:
    """The words and figures of the reports so far."""

    def __init__(self) -> None:
        self._pairs: set[Pair] = set()
        self._stems: set[str] = set()
        self._figures: list[Figures] = []

    def add(self, told: Sequence[Told]) -> Figures:
        """Take in the sentences of a report; its figures."""
        own = Figures()
        for unit, amounts in told:
            if isinstance(unit.tokens, str):
                self._pairs.update(pairs_of(unit.tokens))
            else:
                self._stems.update(token[:_LETTERS] for token in unit.tokens)
            own.add(amounts)
        self._figures.append(own)
        return own

    def news(self, told: Told, common: Collection[str]) -> News:
        """What of a sentence is new; ``common``: words that carry no meaning."""
        unit, amounts = told
        if not (self._pairs or self._stems):
            return News(figures=amounts, everything=True)
        fresh = [each for each in amounts if not any(known.holds(each) for known in self._figures)]
        if isinstance(unit.tokens, str):
            return News(self._new_characters(unit.tokens), range(len(unit.tokens)), fresh)
        content = [at for at, token in enumerate(unit.tokens) if _means(token, common)]
        return News([at for at in content if unit.tokens[at][:_LETTERS] not in self._stems], content, fresh)

    def _new_characters(self, text: str) -> list[int]:
        """A run of new pairs is a new word, with the two pairs in which it meets its neighbours."""
        pairs = pairs_of(text)
        new = [at for at, pair in enumerate(pairs) if pair not in self._pairs]
        new = [at for at in new if text[at].isalnum() and text[at + 1].isalnum()]
        found: list[int] = []
        for _, group in groupby(enumerate(new), lambda each: each[1] - each[0]):
            run = [at for _, at in group]
            if len(run) >= _RUN:
                found += run[1:]
        return found


def _means(token: str, common: Collection[str]) -> bool:
    return token not in common and (len(token) > 1 or token.isdigit())  # a mark is a token of its own
