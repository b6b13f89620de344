"""Whether a span only says the title again, in the same words or in others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from digests.summarizers.frame import END, pairs_of
from digests.summarizers.salience import Salience
from digests.summarizers.span import Span
from digests.summarizers.text.stems import Stem, first_letters, stems

_SAME_PAIRS = 0.45  # share of a span's pairs in the title that makes it a repetition
_SAME_WORDS = 0.4  # the same for words that carry meaning, where the span also holds
_LEAD = 3  # sentences
_MOST_OF_IT = 0.5  # this share of the title's: it may do so in its own order


class Title:
    """What a reader knows already."""

    def __init__(
        self,
        title: Sequence[str],
        common: Collection[str],
        article: Sequence[str],
        stem: Stem = first_letters,
    ) -> None:
        """``title`` and ``article``: their tokens; ``common``: words that carry no meaning."""
        self._pairs = frozenset(pairs_of(title))
        self._article = article
        self._plain: _Words | None = None
        self._meant: _Words | None = None
        if not isinstance(title, str):
            self._plain = _Words(title, common, article, first_letters)
            if stem is not first_letters:
                self._meant = _Words(title, common, article[: _lead(article)], stem)

    def unsaid(self, spans: Sequence[Span], salience: Salience) -> list[Span]:
        """Those that bring what the title does not say.

        Where words are compared by what they mean, no part of what repeats it does either, without a figure.
        """
        said = [span for span in spans if self.repeated(span, salience)]
        if not said:
            return list(spans)
        rest = [span for span in spans if span not in said]
        if not self._meant:
            return rest
        return [span for span in rest if self._counts(span) or not any(_within(span, one) for one in said)]

    def repeated(self, span: Span, salience: Salience) -> bool:
        """Whether a span brings too little that the title does not say.

        What has a figure says more than a title in other words.
        """
        pairs = span.pairs(salience)
        if self._pairs and len(pairs & self._pairs) >= _SAME_PAIRS * len(pairs):
            return True
        first, last = span.first, span.first + span.length
        if self._plain and self._plain.covers(first, last):
            return True
        return bool(self._meant and self._meant.covers(first, last) and not self._counts(span))

    def _counts(self, span: Span) -> bool:
        return any(token[0].isdigit() for token in self._article[span.first : span.first + span.length])


class _Words:
    """The words of a title and of its article, compared in one way."""

    def __init__(
        self, title: Sequence[str], common: Collection[str], article: Sequence[str], stem: Stem
    ) -> None:
        self.known = frozenset(_stems(title, common, stem)) - {""}
        self._least = _MOST_OF_IT * len(self.known)
        self._tokens, self._common, self._stem = article, common, stem
        self._article = stems(article, stem) if self.known else []

    def covers(self, first: int, last: int) -> bool:
        """Whether the words between two places are the title's, and most of it."""
        least = self._least
        if not least or len(self.known.intersection(self._article[first:last])) < least:
            return False  # most: their other words need not be looked at
        words = set(_stems(self._tokens[first:last], self._common, self._stem)) - {""}
        return len(words & self.known) >= max(least, _SAME_WORDS * len(words))


def _lead(article: Sequence[str]) -> int:
    """Where the opening sentences of an article end: there a title is said in other words."""
    end = 0
    for _ in range(_LEAD):
        if END not in article[end:]:
            return len(article)
        end = article.index(END, end) + 1
    return end


def _within(span: Span, other: Span) -> bool:
    return span.unit == other.unit and other.start <= span.start and span.end <= other.end


def _stems(tokens: Sequence[str], common: Collection[str], stem: Stem) -> list[str]:
    """Each word that means something, to be compared; "" for others and for marks."""
    return [
        stem(token) if (len(token) > 1 or token.isdigit()) and token not in common else "" for token in tokens
    ]
