"""The spans that were chosen so far, and what they leave to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate

from digests.summarizers.frame import Pair
from digests.summarizers.salience import Salience
from digests.summarizers.span import Rate, Span

_LENGTH, _LENGTH_SHARE = 58, 0.1  # R in tokens, and its part that grows with the article
_SHARE = 0.8  # of an article's tokens: points that repeat most of an article summarise nothing
_SURE = 2  # points that are made of any article
# Share of the densest point's weight that a further one must have: more where it stands late, since of late
# sentences (in scripts without blanks from the fifth on, in others from the eighth) half were refused.
_ENOUGH, _ENOUGH_LATE = 0.2, 0.42
_LATE_UNSPACED, _LATE = 4, 7
_WORTH = 0.32  # of all points but the first: formulas and background stand only where there is nothing else
# How likely a second and a third point must be printed; and to what power that counts, in scripts without
# blanks and in others: a point that would not be printed is worse than none.
_LIKELY_UNSPACED, _LIKELY = (0.5, 0.65), (0.35, 0.5)
_DOUBT_UNSPACED, _DOUBT = 1.5, 1.0
_NEAR = 2  # sentences back to the point that explains a span
_ABOVE = 1.15  # factor for what goes on with a point
_ALONE = 0.6  # factor for a surname whose bearer no point introduces
_DECIMALS = 9  # of a weight: what weighs the same must not differ by how it was added up
_REPEATS = 0.35  # share of the pairs of the shorter of two points that makes them the same


class Chosen:
    """What was chosen so far, and what the pairs that it does not hold still weigh."""

    def __init__(self, salience: Salience, likely: Rate | None) -> None:
        self._salience = salience
        self._likely = cache(likely) if likely else _certain
        self._unspaced = isinstance(salience.frame.flat, str)
        self._doubt = _DOUBT_UNSPACED if self._unspaced else _DOUBT
        self._weights = list(salience.weights)
        self._sums = [0.0, *accumulate(self._weights)]  # of what stands before each pair
        self._units: set[int] = set()
        self._pairs: list[frozenset[Pair]] = []
        self._weight, self._length, self._densest = 0.0, 0, 0.0
        self.spans: list[Span] = []

    def accepts(self, span: Span) -> bool:
        """Whether a span is understood under these points, and says enough to stand beside them."""
        if self.spans and span.worth < _WORTH:
            return False
        return span.leans is None or not span.leans.strictly or span.leans.unit in self._units

    def foremost(self, spans: Sequence[Span]) -> Sequence[Span]:
        """Those of which the next point is one: at first those that lead."""
        return spans if self.spans else [span for span in spans if span.leads] or spans

    def best_of(self, spans: Sequence[Span]) -> Span | None:
        """The span of the largest expected F1; None where none is likely enough."""
        rest = self._length + _LENGTH + _LENGTH_SHARE * len(self._weights)
        gains = [self._gain(span) for span in spans]
        most = [(self._weight + gain) / (rest + span.length) for span, gain in zip(spans, gains, strict=True)]
        best, value, least = None, 0.0, self._least()
        for n in sorted(range(len(spans)), key=most.__getitem__, reverse=True):
            if most[n] <= value:  # the others would be less even if they were certain
                break
            likely = self._rate(spans[n])
            found = (self._weight + gains[n] * likely**self._doubt) / (rest + spans[n].length)
            if found > value and likely >= least:
                best, value = spans[n], found
        return best

    def _rate(self, span: Span) -> float:
        """How likely it would be printed under these points."""
        return self._likely(span, any(0 <= span.unit - unit <= _NEAR for unit in self._units))

    def _least(self) -> float:
        """How likely the next point must be printed: the first one is the best that there is."""
        if not self.spans:
            return 0.0
        least = _LIKELY_UNSPACED if self._unspaced else _LIKELY
        return least[min(len(self.spans), len(least)) - 1]

    def says(self, span: Span) -> bool:
        """Whether a point says nearly the same."""
        pairs = span.pairs(self._salience)
        return any(_repeats(pairs, others) for others in self._pairs)

    def suffices_without(self, span: Span) -> bool:
        """Whether a span would repeat too much of the article, or adds too little to be a further point."""
        if self.spans and self._length + span.length > _SHARE * len(self._weights):
            return True
        return len(self.spans) >= _SURE and self._density(span) < self._enough(span) * self._densest

    def _enough(self, span: Span) -> float:
        """The share of the densest point's weight that a further one must have."""
        late = _LATE_UNSPACED if self._unspaced else _LATE
        return _ENOUGH_LATE if span.unit >= late else _ENOUGH

    def take(self, span: Span) -> None:
        """Add a point; its pairs weigh nothing any more, wherever they stand."""
        self._densest = max(self._densest, self._density(span))
        self._weight += self._gain(span) * self._rate(span) ** self._doubt
        self._length += span.length
        self._units.add(span.unit)
        self._pairs.append(pairs := span.pairs(self._salience))
        self.spans.append(span)
        places = self._salience.places
        for place in [at for pair in pairs & places.keys() for at in places[pair]]:
            self._weights[place] = 0.0
        self._sums = [0.0, *accumulate(self._weights)]

    def _gain(self, span: Span) -> float:
        """What a span adds, if it is printed."""
        weight = self._sums[span.first + span.length - 1] - self._sums[span.first]
        gain = round(weight, _DECIMALS) * span.worth
        if span.leans is None:
            return gain
        if span.leans.unit not in self._units:
            return gain * _ALONE
        return gain * _ABOVE if span.leans.strictly else gain

    def _density(self, span: Span) -> float:
        return self._gain(span) / (span.length + _LENGTH)


def _certain(_: Span, __: bool) -> float:
    return 1.0


def _repeats(pairs: frozenset[Pair], others: frozenset[Pair]) -> bool:
    return len(pairs & others) > _REPEATS * min(len(pairs), len(others))
