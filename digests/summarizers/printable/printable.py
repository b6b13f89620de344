"""How likely an editor would print each stretch of an article, by the models of its language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from operator import mul

from digests.summarizers.frame import Frame, Pair, pairs_of
from digests.summarizers.printable.cues import CLOSING, OPENING, plain
from digests.summarizers.printable.model import Model, Models
from digests.summarizers.printable.signs import OfSpan, news_of, of_unit
from digests.summarizers.span import Span
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.units import Unit


class Printable:
    """Of one article; ``title``: its tokens, ``day``: that of its news (days.py).

    How much a stretch says of the article is no part of it.
    """

    def __init__(
        self,
        models: Models,
        article: Sequence[Unit],
        frame: Frame,
        known: Phrases,
        title: Sequence[str],
        day: int | None = None,
    ) -> None:
        self._article, self._frame = article, frame
        self._known, self._news = known, news_of(title, day)
        self._signs, self._plain = cache(self._signs_of), cache(self._plain_of)
        self.of_unit = cache(self._of_unit)
        self._alone, self._explained = _Rated(models.alone, self), _Rated(models.explained, self)

    def __call__(self, span: Span, explained: bool = False) -> float:
        """0 to 1; ``explained``: whether a point of the sentences before it tells what it speaks of."""
        return 1 / (1 + exp(-self.logit(span, explained)))

    def logit(self, span: Span, explained: bool = False) -> float:
        """The same as its logit."""
        return (self._explained if explained else self._alone).logit(span)

    def signs(self, span: Span) -> tuple[float, ...]:
        """What is seen of it, beside what is seen of its unit (``of_unit``)."""
        return self._signs(span.unit)(span, self.pairs(span))

    def pairs(self, span: Span) -> Sequence[Pair]:
        """Its pairs of tokens, in their order."""
        return self._frame.pairs[span.first : span.first + span.length - 1]

    def plain(self, number: int) -> str:
        """The text of a unit as its pieces are weighed."""
        return self._plain(number)

    def _of_unit(self, number: int) -> tuple[float, ...]:
        return of_unit(self._article, self._frame, number)

    def _signs_of(self, number: int) -> OfSpan:
        return OfSpan(self._article[number], self._known, self._news)

    def _plain_of(self, number: int) -> str:
        return plain(self._article[number].text)


class _Rated:
    """What one model makes of what is seen."""

    def __init__(self, model: Model, seen: Printable) -> None:
        self._model, self._seen = model, seen
        self._rest, self._sums = cache(self._rest_of), cache(self._sums_of)
        self._opens, self._ends = cache(model.at_opening), cache(model.at_closing)

    def logit(self, span: Span) -> float:
        found: float = sum(map(mul, self._model.of_span, self._seen.signs(span)), self._rest(span.unit))
        return found + self._cues(span) if self._model.anywhere else found

    def _cues(self, span: Span) -> float:
        sums, text = self._sums(span.unit), self._seen.plain(span.unit)[span.start : span.end]
        inside = sums[span.end - 1] - sums[span.start]
        return inside + self._opens(text[:OPENING]) + self._ends(text[-CLOSING:])

    def _rest_of(self, number: int) -> float:
        found: float = sum(map(mul, self._model.of_unit, self._seen.of_unit(number)), self._model.constant)
        return found

    def _sums_of(self, number: int) -> list[float]:
        return self._model.sums(pairs_of(self._seen.plain(number)))
