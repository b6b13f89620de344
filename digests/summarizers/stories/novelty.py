"""What a report says that no earlier one did: words, names and figures that were not heard before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

from digests.summarizers.frame import Pair, pairs_of
from digests.summarizers.stories.figures import Amount, Figures
from digests.summarizers.units import Unit

_LETTERS = 5  # of a word: "arrested" is no news after "arrest"
_RUN = 3  # new pairs in a row of a script without blanks: fewer come about where known words meet anew
_SHARE, _SHARE_WITH_FIGURE = 0.34, 0.15  # of a stretch's words that must be new; less where a new figure is
_LEAST = 2  # words that must be new, where no figure is
_END = "\n"  # between sentences: no pair over it is asked for

Told = tuple[Unit, Sequence[Amount]]
"""A sentence with its figures."""


class News(NamedTuple):
    """Of a sentence: the positions of its new tokens, of those that mean something, and its new figures.

    ``everything``: no report came before.
    """

    new: Sequence[int] = ()
    content: Sequence[int] = ()
    figures: Sequence[Amount] = ()
    everything: bool = False

    def any(self) -> bool:
        """Whether anything is new."""
        return self.everything or bool(self.figures) or len(self.new) >= _LEAST

    def enough(self, first: int, length: int, start: int, end: int) -> bool:
        """Whether a stretch adds something, given by its tokens and by its characters."""
        if self.everything:
            return True
        new, content = _between(self.new, first, length), _between(self.content, first, length)
        if any(start <= each.start and each.end <= end for each in self.figures):
            return new >= _SHARE_WITH_FIGURE * content
        return new >= max(_LEAST, _SHARE * content)


def _between(places: Sequence[int], first: int, length: int) -> int:
    """How many of them, which rise, lie in a stretch."""
    return bisect_left(places, first + length) - bisect_left(places, first)


class Heard:
    """The words and figures of the reports so far."""

    def __init__(self) -> None:
        self._pairs: set[Pair] = set()
        self._stems: set[str] = set()
        self._figures: list[Figures] = []
        self._unread: list[Unit] = []

    def add(self, told: Sequence[Told]) -> Figures:
        """Take in the sentences of a report; its figures."""
        own = Figures()
        for _, amounts in told:
            own.add(amounts)
        self._figures.append(own)
        self._unread += [unit for unit, _ in told]
        return own

    def news(self, told: Told, common: Collection[str]) -> News:
        """What of a sentence is new; ``common``: words that carry no meaning."""
        if self._unread:
            self._read()
        unit, amounts = told
        if not (self._pairs or self._stems):
            return News(figures=amounts, everything=True)
        fresh = [each for each in amounts if not any(known.holds(each) for known in self._figures)]
        if isinstance(unit.tokens, str):
            return News(self._new_characters(unit.tokens), range(len(unit.tokens)), fresh)
        content = [at for at, token in enumerate(unit.tokens) if _means(token, common)]
        return News([at for at in content if unit.tokens[at][:_LETTERS] not in self._stems], content, fresh)

    def _read(self) -> None:
        """Take apart what was added: once somebody asks, since nobody does after the last report."""
        texts = [unit.tokens for unit in self._unread if isinstance(unit.tokens, str)]
        self._pairs.update(pairs_of(_END.join(texts)))
        for unit in self._unread:
            if not isinstance(unit.tokens, str):
                self._stems.update([token[:_LETTERS] for token in unit.tokens])
        self._unread.clear()

    def _new_characters(self, text: str) -> list[int]:
        """A run of new pairs is a new word, with the two pairs in which it meets its neighbours."""
        known = self._pairs
        new = [at for at, pair in enumerate(pairs_of(text)) if pair not in known]
        return _in_runs([at for at in new if text[at].isalnum() and text[at + 1].isalnum()])


def _in_runs(places: Sequence[int]) -> list[int]:
    """All but the first of each run of ``_RUN`` places and more without a gap."""
    found, run = list[int](), list[int]()
    for at in places:
        if run and at != run[-1] + 1:
            found += run[1:] if len(run) >= _RUN else []
            run = []
        run.append(at)
    return found + (run[1:] if len(run) >= _RUN else [])


def _means(token: str, common: Collection[str]) -> bool:
    return token not in common and (len(token) > 1 or token.isdigit())  # a mark is a token of its own
