"""Chooses spans one after another by expected F1: the share of what matters that the points hold.

Each step takes the span with the largest ``(S + s) / (n + length + R)``: ``s`` is the weight of its pairs
that no earlier point holds, S and n are weight and length chosen so far, R stands for the length of a
summary. A pair counts once, so that no two points say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.summarizers.frame import Pair
from digests.summarizers.salience import Salience

_LENGTH, _LENGTH_SHARE = 30, 0.12  # R in tokens, and its part that grows with the article
_SHARE = 0.65  # of an article's tokens: points that repeat most of an article summarise nothing
_REPEATS = 0.35  # share of the pairs of the shorter of two points that makes them the same
_LEANS = 0.9  # factor for a span whose opening leans on an earlier sentence


class Span(NamedTuple):
    """A stretch of a unit: characters ``start`` to ``end`` of its text.

    ``first`` is the position of its first pair in the article, ``length`` counts its tokens.
    """

    unit: int
    start: int
    end: int
    first: int
    length: int
    leans: bool = False

    def pairs(self, salience: Salience) -> frozenset[Pair]:
        """Its pairs of tokens."""
        return frozenset(salience.frame.pairs[self.first : self.first + self.length - 1])


def choose(spans: Sequence[Span], salience: Salience, count: int) -> list[Span]:
    """At most ``count`` spans, best first; a smaller count gives the beginning of the same list."""
    weights = list(salience.weights)
    reserve = _LENGTH + _LENGTH_SHARE * len(weights)
    room = _SHARE * len(weights)
    left = list(spans)
    chosen: list[tuple[Span, frozenset[Pair]]] = []
    weight, length = 0.0, 0
    while left and len(chosen) < count:
        best = _best(left, weights, weight, length + reserve)
        left = [span for span in left if _apart(span, best)]
        pairs = best.pairs(salience)
        if any(_repeats(pairs, other) for _, other in chosen):
            continue
        if chosen and length + best.length > room:
            break
        weight, length = weight + _gain(best, weights), length + best.length
        chosen.append((best, pairs))
        for place in [at for pair in pairs & salience.places.keys() for at in salience.places[pair]]:
            weights[place] = 0.0
    return [span for span, _ in chosen]


def _best(left: Sequence[Span], weights: Sequence[float], weight: float, length: float) -> Span:
    """The span of the largest expected F1."""
    values = [(weight + _gain(span, weights)) / (length + span.length) for span in left]
    return left[values.index(max(values))]


def _gain(span: Span, weights: Sequence[float]) -> float:
    return sum(weights[span.first : span.first + span.length - 1]) * (_LEANS if span.leans else 1)


def _repeats(pairs: frozenset[Pair], others: frozenset[Pair]) -> bool:
    return len(pairs & others) > _REPEATS * min(len(pairs), len(others))


def _apart(one: Span, other: Span) -> bool:
    return one.unit != other.unit or one.end <= other.start or one.start >= other.end
