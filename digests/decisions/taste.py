"""Taste: what "more like this" and "less like this" say of sources, tags and words, and how much.

A weight is in doublings, as all of the rank is (``ranking/weights.py``), and never beyond ±2: what twice the
sources count there. A tap closes a share of what is missing to that bound, as Rescorla and Wagner have it of
learning (1972, "A theory of Pavlovian conditioning"): the first tap counts most, each that says the same
less, one that says the opposite more. So what was said long ago fades as other things are said, and nothing
runs away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digests.model import Liked, Taste, TasteKind

BOUND = 2.0
RATE = {TasteKind.TAG: 0.25, TasteKind.WORD: 0.25, TasteKind.SOURCE: 0.125}
"""Shares of what is missing that a tap closes: half a doubling at first, so that one tap is felt and does not
turn a digest over. A source tells of many things, and is liked or not for one of them: half as much."""

MOST_SOURCES = 2
"""A story that more sources tell says nothing of any of them."""

MOST_TAGS = 3
MOST_KEPT = 60
"""Of each kind; the weakest go first."""

_NOTHING = 0.05  # of a doubling: nobody sees it in an order
_MORE, _MUCH = 0.75, 1.25


def changed(of: Sequence[Taste], way: int, known: Mapping[Liked, float]) -> tuple[Taste, ...]:
    """By how much a tap (1 for more, -1 for less) changes what is ``known`` of each of these."""
    return tuple(
        replace(one, weight=round(RATE[one.kind] * (way * BOUND - known.get((one.kind, one.target), 0)), 4))
        for one in of
    )


def added(changes: Sequence[Taste], known: Mapping[Liked, float]) -> tuple[Taste, ...]:
    """What holds once these changes were made, within the bound."""
    return tuple(
        replace(one, weight=_bounded(known.get((one.kind, one.target), 0) + one.weight)) for one in changes
    )


def taken_back(changes: Sequence[Taste], known: Mapping[Liked, float]) -> tuple[Taste, ...]:
    """What holds once these changes were taken back; none is turned into its opposite thereby."""
    return tuple(
        replace(one, weight=_without(one.weight, known.get((one.kind, one.target), 0))) for one in changes
    )


def _without(change: float, weight: float) -> float:
    left = _bounded(weight - change)
    return left if left * weight > 0 else 0.0


def _bounded(weight: float) -> float:
    within = max(-BOUND, min(BOUND, weight))
    return round(within, 4) if abs(within) >= _NOTHING else 0.0


def strength(weight: float) -> int:
    """How much more or less in three steps, as it is put into words: from -3 to 3, 0 for nothing."""
    size = abs(weight)
    steps = 0 if size < _NOTHING else 1 if size < _MORE else 2 if size < _MUCH else 3
    return steps if weight > 0 else -steps


def too_many(known: Sequence[Taste]) -> tuple[Taste, ...]:
    """Of tastes, the strongest first, those of each kind that are beyond what is kept."""
    return tuple(
        one for kind in TasteKind for one in [each for each in known if each.kind is kind][MOST_KEPT:]
    )
