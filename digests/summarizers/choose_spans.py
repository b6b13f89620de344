"""Chooses spans one after another by expected F1: the share of what matters that the points hold.

Each step takes the span with the largest ``(S + s) / (n + length + R)``: ``s`` is the weight of its pairs
that no earlier point holds, S and n are weight and length chosen so far, R stands for the length of a
summary. A pair counts once, so that no two points say the same. Where it is known how likely a span would be
printed (``printable/``), its weight counts by that, and no further point is made of what is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence

from digests.summarizers.chosen import Chosen
from digests.summarizers.salience import Salience
from digests.summarizers.span import Rate, Span


def choose(spans: Sequence[Span], salience: Salience, count: int, likely: Rate | None = None) -> list[Span]:
    """At most ``count`` spans, best first; a smaller count gives the beginning of the same list.

    ``likely``: how likely each would be printed, 0 to 1; where nobody knows, all are certain.
    """
    chosen, left = Chosen(salience, likely), list(spans)
    while len(chosen.spans) < count:
        best = chosen.best_of(chosen.foremost([span for span in left if chosen.accepts(span)]))
        if best is None:
            break
        left = [span for span in left if _apart(span, best)]
        if chosen.says(best):
            continue
        if chosen.suffices_without(best):
            break
        chosen.take(best)
    return chosen.spans


def _apart(one: Span, other: Span) -> bool:
    return one.unit != other.unit or one.end <= other.start or one.start >= other.end
