"""Chooses spans one after another by expected F1: the share of what matters that the points hold.

Each step takes the span with the largest ``(S + s) / (n + length + R)``: ``s`` is the weight of its pairs
that no earlier point holds, S and n are weight and length chosen so far, R stands for the length of a
summary. A pair counts once, so that no two points say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.summarizers.frame import Pair
from digests.summarizers.reference import Leans
from digests.summarizers.salience import Salience

_LENGTH, _LENGTH_SHARE = 45, 0.15  # R in tokens, and its part that grows with the article
_SHARE = 0.7  # of an article's tokens: points that repeat most of an article summarise nothing
_SURE = 2  # points that are made of any article
_ENOUGH = 0.3  # share of the densest point's weight that a further one must have
_ALONE = 0.6  # factor for a surname whose bearer no point introduces
_REPEATS = 0.35  # share of the pairs of the shorter of two points that makes them the same


class Span(NamedTuple):
    """A stretch of a unit: characters ``start`` to ``end`` of its text.

    ``first`` is the position of its first pair in the article, ``length`` counts its tokens, ``worth`` is a
    factor for what it says (merit.py), ``leans`` the unit that must give a point before it (reference.py).
    """

    unit: int
    start: int
    end: int
    first: int
    length: int
    worth: float = 1.0
    leans: Leans | None = None

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
    weight, length, first = 0.0, 0, 0.0
    shown: set[int] = set()
    while len(chosen) < count and (open_ := [span for span in left if _stands(span, shown)]):
        best = _best(open_, weights, shown, weight, length + reserve)
        left = [span for span in left if _apart(span, best)]
        pairs = best.pairs(salience)
        if any(_repeats(pairs, other) for _, other in chosen):
            continue
        if chosen and length + best.length > room:
            break
        density = _gain(best, weights, shown) / (best.length + _LENGTH)
        if len(chosen) >= _SURE and density < _ENOUGH * first:
            break
        first = max(first, density)
        weight, length = weight + _gain(best, weights, shown), length + best.length
        chosen.append((best, pairs))
        shown.add(best.unit)
        for place in [at for pair in pairs & salience.places.keys() for at in salience.places[pair]]:
            weights[place] = 0.0
    return [span for span, _ in chosen]


def _stands(span: Span, shown: set[int]) -> bool:
    """Whether a span is understood under the points of these units."""
    return span.leans is None or not span.leans.strictly or span.leans.unit in shown


def _best(
    left: Sequence[Span], weights: Sequence[float], shown: set[int], weight: float, length: float
) -> Span:
    """The span of the largest expected F1."""
    values = [(weight + _gain(span, weights, shown)) / (length + span.length) for span in left]
    return left[values.index(max(values))]


def _gain(span: Span, weights: Sequence[float], shown: set[int]) -> float:
    alone = span.leans is not None and span.leans.unit not in shown
    return sum(weights[span.first : span.first + span.length - 1]) * span.worth * (_ALONE if alone else 1)


def _repeats(pairs: frozenset[Pair], others: frozenset[Pair]) -> bool:
    return len(pairs & others) > _REPEATS * min(len(pairs), len(others))


def _apart(one: Span, other: Span) -> bool:
    return one.unit != other.unit or one.end <= other.start or one.start >= other.end
