"""Nearest: the sentence of a changed text that says what a point said, with other figures.

To compare word by word takes time by how often words recur: a text of 400 sentences of 240 characters, these
of seven kinds, took ten seconds, and whatever is stored meanwhile waits. So only the sentences that can be
nearest are compared, and of one text no more than would be of an ordinary article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from digests.decisions.corrections.figures import masked

MOST_COMPARED = 8
"""Sentences that are compared with one point, those that share most words in one order."""

MOST_PAIRS = 10_000
"""Pairs of equal words in all that is compared of one text: a point and its sentence have some hundreds."""

_ALIKE = 0.85  # of a point's words that stand in the same order around the figures of a sentence
_NEAR = 0.6  # of its different words: only such a sentence is worth a closer look
_LONGEST = 400  # words of a sentence: what is longer is a list or a broken text


class _Sentence(NamedTuple):
    text: str
    words: list[str]
    masked: list[str]
    counts: Counter[str]


class Sentences:
    """The sentences that are new in a text, each with its words."""

    def __init__(self, new: Iterable[tuple[str, list[str]]]) -> None:
        short = [(text, found, masked(found)) for text, found in new if len(found) <= _LONGEST]
        self._all = [_Sentence(*each, Counter(each[2])) for each in short]
        self._pairs = MOST_PAIRS

    def nearest(self, said: list[str]) -> str:
        """The sentence that says the same with other figures, "" when there is none."""
        best, where, meant = _ALIKE, -1, masked(said)
        for bound, place in self._likeliest(meant):
            if bound < best:
                break
            there = self._all[place]
            if not self._affords(meant, there):
                continue
            alike, differs = _compared(said, meant, there)
            if differs and (alike, place) >= (best, where):
                best, where = alike, place
        return self._all[where].text.strip() if where >= 0 else ""

    def _likeliest(self, meant: list[str]) -> Sequence[tuple[float, int]]:
        """Those that can be alike by the words which stand in one order, with this bound, the best first."""
        different, size = set(meant), len(meant)
        near = (
            (LCSseq.similarity(meant, one.masked, score_cutoff=int(_ALIKE * size)) / size, place)
            for place, one in enumerate(self._all)
            if len(different & one.counts.keys()) >= _NEAR * len(different)
        )
        return nlargest(MOST_COMPARED, (each for each in near if each[0] >= _ALIKE))

    def _affords(self, meant: list[str], there: _Sentence) -> bool:
        """Whether what is left of the pairs is enough for this comparison; then it is taken from them."""
        pairs = sum([there.counts[word] for word in meant])
        if pairs > self._pairs:
            return False
        self._pairs -= pairs
        return True


def _compared(said: list[str], meant: list[str], there: _Sentence) -> tuple[float, bool]:
    """How much of what was said stands there, figures apart, and whether one of these is another now."""
    matcher = SequenceMatcher(None, meant, there.masked, autojunk=False)
    same, differs = 0, False
    for i, j, size in matcher.get_matching_blocks():
        same += size
        pairs = zip(said[i : i + size], there.words[j : j + size], strict=True)
        differs = differs or any(one != other for one, other in pairs)
    return same / len(said), differs
