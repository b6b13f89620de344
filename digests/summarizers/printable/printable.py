"""How likely an editor would print each stretch of an article, by the model of its language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from operator import mul

from digests.summarizers.frame import Frame, Pair, pairs_of
from digests.summarizers.printable.model import Model
from digests.summarizers.printable.signs import OfSpan, of_unit
from digests.summarizers.span import Span
from digests.summarizers.text.phrases import Phrases
from digests.summarizers.units import Unit


class Printable:
    """Of one article; ``title``: its tokens, ``day``: that of its news (days.py).

    How much a stretch says of the article is no part of it.
    """

    def __init__(
        self,
        model: Model,
        article: Sequence[Unit],
        frame: Frame,
        known: Phrases,
        title: Sequence[str],
        day: int | None = None,
    ) -> None:
        self._model, self._article, self._frame = model, article, frame
        self._known, self._title, self._day = known, frozenset(pairs_of(title)), day
        self._signs = cache(self._signs_of)
        self._rest = cache(self._rest_of)
        self._cues = cache(self._cues_of)

    def __call__(self, span: Span) -> float:
        """0 to 1."""
        return 1 / (1 + exp(-self.logit(span)))

    def logit(self, span: Span) -> float:
        """The same as its logit."""
        found: float = sum(map(mul, self._model.of_span, self.signs(span)), self._rest(span.unit))
        if self._model.anywhere:
            sums, first = self._cues(span.unit), span.first - self._frame.starts[span.unit]
            found += sums[first + span.length - 1] - sums[first] + self._model.at_ends(self.pairs(span))
        return found

    def signs(self, span: Span) -> tuple[float, ...]:
        """What is seen of it, beside what is seen of its unit."""
        return self._signs(span.unit)(span, self.pairs(span))

    def of_unit(self, number: int) -> tuple[float, ...]:
        """What is seen of a unit."""
        return of_unit(self._article, self._frame, number)

    def pairs(self, span: Span) -> Sequence[Pair]:
        """Its pairs of tokens, in their order."""
        return self._frame.pairs[span.first : span.first + span.length - 1]

    def _rest_of(self, number: int) -> float:
        found: float = sum(map(mul, self._model.of_unit, self.of_unit(number)), self._model.constant)
        return found

    def _signs_of(self, number: int) -> OfSpan:
        return OfSpan(self._article[number], self._known, self._title, self._day)

    def _cues_of(self, number: int) -> list[float]:
        return self._model.sums(self._frame.slice(self._frame.pairs, number))
