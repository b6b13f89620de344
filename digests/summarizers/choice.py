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
    """A stretch of a unit: characters ``start`` to ``end`` of its text, with its pairs of tokens.

    ``first`` is the position of its first pair in the article, ``length`` counts its tokens.
    """

    unit: int
    start: int
    end: int
    first: int
    pairs: frozenset[Pair]
    length: int
    leans: bool = False


def choose(spans: Sequence[Span], salience: Salience, count: int) -> list[Span]:
    """At most ``count`` spans, best first; a smaller count gives the beginning of the same list."""
    weights = dict(salience.weights)
    reserve = _LENGTH + _LENGTH_SHARE * len(salience.frame.pairs)
    room = _SHARE * len(salience.frame.pairs)
    left = [(_gain(span, weights), span) for span in spans]
    chosen: list[Span] = []
    weight, length = 0.0, 0
    while left and len(chosen) < count:
        gain, best = _best(left, weights, weight, length + reserve)
        left = [(gain, span) for gain, span in left if _apart(span, best)]
        if any(_repeats(best, other) for other in chosen):
            continue
        if chosen and length + best.length > room:
            break
        weight, length = weight + gain, length + best.length
        chosen.append(best)
        weights.update(dict.fromkeys(best.pairs, 0.0))
    return chosen


def _best(
    left: Sequence[tuple[float, Span]], weights: dict[Pair, float], weight: float, length: float
) -> tuple[float, Span]:
    """The span of the largest expected F1, with what it adds.

    The gains given may be old and too large: what a span adds only shrinks, so one whose old gain does not
    win is not weighed again.
    """
    order = sorted(((weight + gain) / (length + span.length), n) for n, (gain, span) in enumerate(left))
    best, most = left[order[-1][1]], -1.0
    for bound, n in reversed(order):
        if bound <= most:
            break
        span = left[n][1]
        gain = _gain(span, weights)
        value = (weight + gain) / (length + span.length)
        if value > most:
            best, most = (gain, span), value
    return best


def _gain(span: Span, weights: dict[Pair, float]) -> float:
    return sum(map(weights.__getitem__, span.pairs)) * (_LEANS if span.leans else 1)


def _repeats(span: Span, other: Span) -> bool:
    return len(span.pairs & other.pairs) > _REPEATS * min(len(span.pairs), len(other.pairs))


def _apart(one: Span, other: Span) -> bool:
    return one.unit != other.unit or one.end <= other.start or one.start >= other.end
