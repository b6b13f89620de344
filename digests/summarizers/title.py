"""Whether a span only says the title again, in the same words or in others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from digests.summarizers.frame import pairs_of
from digests.summarizers.salience import Salience
from digests.summarizers.span import Span

_SAME_PAIRS = 0.45  # share of a span's pairs in the title that makes it a repetition
_SAME_WORDS = 0.4  # the same for words that carry meaning, where the span also holds
_MOST_OF_IT = 0.5  # this share of the title's: it may do so in its own order
_LETTERS = 5  # of a word: "arrested" repeats "arrest"


class Title:
    """What a reader knows already."""

    def __init__(self, title: Sequence[str], common: Collection[str], article: Sequence[str]) -> None:
        """``title`` and ``article``: their tokens; ``common``: words that carry no meaning."""
        self._pairs = frozenset(pairs_of(title))
        self._words, self._common = frozenset[str](), common
        if not isinstance(title, str):
            self._words = frozenset(_stems(title, common)) - {""}
        self._article = article

    def repeated(self, span: Span, salience: Salience) -> bool:
        """Whether a span brings too little that the title does not say."""
        pairs = span.pairs(salience)
        if self._pairs and len(pairs & self._pairs) >= _SAME_PAIRS * len(pairs):
            return True
        if not self._words:
            return False
        tokens = self._article[span.first : span.first + span.length]
        shared = len(self._words.intersection([token[:_LETTERS] for token in tokens]))
        if shared < _MOST_OF_IT * len(self._words):  # most spans: their other words need not be looked at
            return False
        words = set(_stems(tokens, self._common)) - {""}
        return len(words & self._words) >= max(_MOST_OF_IT * len(self._words), _SAME_WORDS * len(words))


def _stems(tokens: Sequence[str], common: Collection[str]) -> list[str]:
    """The first letters of each word that means something; "" for others and for marks."""
    return [
        token[:_LETTERS] if (len(token) > 1 or token.isdigit()) and token not in common else ""
        for token in tokens
    ]
