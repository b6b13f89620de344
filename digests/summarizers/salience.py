"""How much each pair of neighbouring tokens of an article matters, from where and how often it stands.

The weight of a pair is an estimate of how likely a summary holds it. The numbers were chosen by hand; what
each is worth was measured (docs/key-points.md).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from digests.summarizers.frame import Frame, Pair, Traits, frame, marks_and_numbers
from digests.summarizers.learning.weights import Weights, weigh
from digests.summarizers.places import places_of
from digests.summarizers.units import Unit

_BASE = 0.3
_FIRST = 2.0  # for the first sentence, falling with 1/n
_SECOND = 0.3  # for the second sentence, which goes on with the news
_EARLY = 0.4  # falling linearly to the end
_CENTRAL = 0.5  # for the sentence whose pairs come back most often
_NEAR = 0.8  # for the sentence that holds the whole title
_FIGURES = 0.3  # share taken from a sentence that is full of digits: data is detail
_MARK = -1.0  # for a punctuation mark in a pair, which is worth 1
_NUMBER = -0.35  # for each word that is a number: summaries round figures or leave them out
_TITLE_TOKEN = 1.0
_TITLE_PAIR = 1.5  # factor
_SPREAD = 0.8  # for pairs, by the logarithm of their count

# Tokens of the sentences in which points are looked for: they bound the cost of a long article.
_MOST_CHARACTERS, _MOST_WORDS = 620, 360
_USUAL = 60  # tokens of a usual sentence: without it the shortest would weigh most


class Parts(NamedTuple):
    """What a sentence's weight is made of."""

    position: float
    centrality: float
    title: float
    figures: float

    @property
    def total(self) -> float:
        """Weight of the sentence."""
        return (_BASE + self.position + self.centrality + self.title) * (1 - self.figures)


class Salience(NamedTuple):
    """Weights by position of a pair. ``places`` are the positions of each pair that comes back: it
    weighs the same in every sentence, and nothing the second time in one. ``heavy`` are the units that matter
    most, in their order: only in them spans are looked for.
    """

    frame: Frame
    weights: list[float]
    places: dict[Pair, list[int]]
    heavy: list[int]

    def of(self, unit: int) -> float:
        """Weight of a whole unit."""
        return sum(self.frame.slice(self.weights, unit))


def salience(
    units: Sequence[Unit],
    title: Sequence[str],
    common: frozenset[str],
    weights: Weights | None = None,
) -> Salience:
    """Weights for an article, by hand or by what was learned.

    ``title``: its tokens; ``common``: words that carry no meaning.
    """
    counted = frame(units, title)
    if weights is None:
        found = _by_hand(counted, set(title) - common)
        places = _settle(counted, found, _SPREAD)
    else:
        found = weigh(units, counted, common, weights)
        places = _settle(counted, found, 0.0)
    for i in counted.titled:
        found[i] *= _TITLE_PAIR
    return Salience(counted, found, places, _heavy(units, counted, found))


def parts(position: int, number: int, traits: Traits) -> Parts:
    """What the weight of one of ``number`` sentences is made of."""
    return Parts(
        _FIRST / (1 + position) + _EARLY * (1 - position / number) + (_SECOND if position == 1 else 0.0),
        _CENTRAL * traits.central,
        _NEAR * traits.near,
        _FIGURES * traits.figures,
    )


def _by_hand(counted: Frame, title: set[str]) -> list[float]:
    """Of each pair, what its unit weighs times what its tokens are worth."""
    worth = _worth(counted.flat, title)
    weights: list[float] = []
    for i, traits in enumerate(counted.traits):
        total = parts(i, len(counted.traits), traits).total
        weights += [total * each for each in counted.slice(worth, i)]
        weights.append(0.0)
    return weights[: len(counted.pairs)]


def _worth(flat: Sequence[str], title: set[str]) -> list[float]:
    """What a pair is worth by its two tokens, by position."""
    worth = [1.0] * (len(flat) + 1)
    named = places_of(flat, title)
    marks, numbers = marks_and_numbers(flat)
    for places, more in (marks, _MARK), (numbers, _NUMBER), (named, _TITLE_TOKEN):
        for i in places:
            worth[i - 1] += more
            worth[i] += more
    return worth


def _settle(counted: Frame, weights: list[float], spread: float) -> dict[Pair, list[int]]:
    """Give each pair that comes back the weight that it has where it first stands, and more by its count."""
    pairs, repeats = counted.pairs, counted.repeats
    more = {count: 1 + spread * math.log(count) for count in set(repeats)}
    places: dict[Pair, list[int]] = {}
    ends = iter([*counted.starts[1:], len(weights)])
    start = end = 0
    for i in [i for i, count in enumerate(repeats) if count > 1]:
        while i >= end:
            start, end = end, next(ends)
        pair = pairs[i]
        known = places.get(pair)
        if known is None:
            places[pair] = [i]
            weights[i] *= more[repeats[i]]
        else:
            weights[i] = 0.0 if known[-1] >= start else weights[known[0]]
            known.append(i)
    return places


def _heavy(units: Sequence[Unit], counted: Frame, weights: Sequence[float]) -> list[int]:
    """The units that weigh most for their length, up to so many tokens, at least one."""
    room = _MOST_CHARACTERS if isinstance(counted.flat, str) else _MOST_WORDS
    if len(weights) <= room:
        return list(range(len(units)))
    worth = [sum(counted.slice(weights, i)) / (len(unit.tokens) + _USUAL) for i, unit in enumerate(units)]
    chosen: list[int] = []
    for i in sorted(range(len(units)), key=worth.__getitem__, reverse=True):
        if chosen and room < len(units[i].tokens):
            break
        chosen.append(i)
        room -= len(units[i].tokens)
    return sorted(chosen)
