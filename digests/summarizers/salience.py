"""How much each pair of neighbouring tokens of an article matters, from where and how often it stands.

The weight of a pair is an estimate of how likely a summary holds it. The numbers were chosen by hand; what
each is worth was measured (docs/key-points.md), none of it was fitted to a data set.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from operator import add
from typing import NamedTuple

from digests.summarizers import learned
from digests.summarizers.frame import Frame, Pair, Traits, frame, pairs_of
from digests.summarizers.units import Unit

_BASE = 0.3
_FIRST = 1.7  # for the first sentence, falling with 1/n
_EARLY = 0.4  # falling linearly to the end
_CENTRAL = 0.5  # for the sentence whose pairs come back most often
_NEAR = 1.5  # for the sentence that holds the whole title
_FIGURES = 0.5  # share taken from a sentence that is full of digits: data is detail
_TOKEN = 0.5  # each of a pair's two; a punctuation mark takes as much away
_FREQUENT = 0.3  # for tokens, by the logarithm of their count
_DIGIT = -0.2  # for tokens that are numbers
_TITLE_TOKEN = 0.6
_TITLE_PAIR = 1.5  # factor
_SPREAD = 0.3  # for pairs, by the logarithm of their count

MOST_TOKENS = 700  # of the sentences in which points are looked for: it bounds the cost of a long article
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
    """Weights by pair. ``sums`` are the weights of whole units.

    ``heavy`` are the units that matter most, in their order: only in them spans are looked for.
    """

    frame: Frame
    weights: dict[Pair, float]
    sums: list[float]
    heavy: list[int]


def salience(
    units: Sequence[Unit],
    title: Sequence[str],
    common: frozenset[str],
    weights: learned.Weights | None = None,
) -> Salience:
    """Weights for an article, by hand or by what was learned.

    ``title``: its tokens; ``common``: words that carry no meaning.
    """
    title_pairs = frozenset(pairs_of(title))
    counted = frame(units, title_pairs)
    if weights is None:
        found, sums = _by_hand(counted, set(title) - common)
    else:
        found, sums = learned.weigh(units, counted, common, weights)
    for pair in found.keys() & title_pairs:
        found[pair] *= _TITLE_PAIR
    return Salience(counted, found, sums, _heavy(units, sums))


def parts(position: int, number: int, traits: Traits) -> Parts:
    """What the weight of one of ``number`` sentences is made of."""
    return Parts(
        _FIRST / (1 + position) + _EARLY * (1 - position / number),
        _CENTRAL * traits.central,
        _NEAR * traits.near,
        _FIGURES * traits.figures,
    )


def _by_hand(counted: Frame, title: set[str]) -> tuple[dict[Pair, float], list[float]]:
    """Of each pair, what its first unit weighs times what its tokens are worth; sums by unit."""
    worth = _worth(counted.flat, title)
    values = list(map(worth.__getitem__, counted.flat))
    both = list(map(add, values, values[1:]))
    weights: list[float] = []
    sums: list[float] = []
    ends = [*counted.starts[1:], len(values)]
    for i, (start, end) in enumerate(zip(counted.starts, ends, strict=True)):
        total = parts(i, len(ends), counted.traits[i]).total
        own = [total * each for each in both[start:end]]
        weights += own
        sums.append(sum(own))
    found = dict(zip(reversed(counted.pairs), reversed(weights), strict=True))
    more = {count: 1 + _SPREAD * math.log(count) for count in set(counted.counts.values())}
    found.update({pair: found[pair] * more[n] for pair, n in counted.counts.items() if n > 1})
    return found, sums


def _worth(flat: Sequence[str], title: set[str]) -> dict[str, float]:
    """What a token adds to the worth of a pair."""
    counts = Counter(flat)
    more = {count: _FREQUENT * math.log(count) for count in set(counts.values())}
    worth = {token: _TOKEN + more[count] for token, count in counts.items()}
    for token in [token for token in worth if not token.isalpha()]:
        if not token[0].isalnum():
            worth[token] = -_TOKEN
        elif token[0].isdigit():
            worth[token] += _DIGIT
    for token in title & worth.keys():
        worth[token] += _TITLE_TOKEN
    return worth


def _heavy(units: Sequence[Unit], sums: Sequence[float]) -> list[int]:
    """The units that weigh most for their length, up to ``MOST_TOKENS``, at least one."""
    worth = [weight / (len(unit.tokens) + _USUAL) for unit, weight in zip(units, sums, strict=True)]
    chosen: list[int] = []
    room = MOST_TOKENS
    for i in sorted(range(len(units)), key=worth.__getitem__, reverse=True):
        if chosen and room < len(units[i].tokens):
            break
        chosen.append(i)
        room -= len(units[i].tokens)
    return sorted(chosen)
