"""How much each pair of neighbouring tokens of an article matters, from where and how often it stands.

The weight of a pair is an estimate of how likely a summary holds it. The numbers were chosen by hand; what
each is worth was measured (docs/key-points.md), none of it was fitted to a data set.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from operator import add
from typing import NamedTuple

from digests.summarizers.units import Unit

Pair = str  # both tokens in one string: no garbage collector looks at it, and its hash is kept

_BASE = 0.25
_FIRST = 1.5  # for the first sentence, falling with 1/n
_EARLY = 0.5  # falling linearly to the end
_CENTRAL = 0.3  # for the sentence whose pairs come back most often
_NEAR = 1.0  # for the sentence that holds the whole title
_FIGURES = 0.5  # taken from a sentence that is full of digits: data is detail
_FULL = 0.25  # share of digits that makes a sentence full of them
_FREQUENT = 0.3  # for tokens, by the logarithm of their count
_DIGIT = -0.2  # for tokens that are numbers
_TITLE_TOKEN = 0.6
_TITLE_PAIR = 1.5  # factor
_SPREAD = 0.3  # for pairs, by the logarithm of their count

MOST_TOKENS = 700  # of the sentences in which points are looked for: what bounds the cost of a long article
_USUAL = 60  # tokens of a usual sentence: without it the shortest would weigh most
_BREAK = -1000.0  # makes a pair worth nothing that has a punctuation mark in it
_END = "\n"  # stands between units
_DIGITS = re.compile(r"\d+")


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
    """Weights by pair, and all pairs of an article, its units laid end to end.

    ``starts`` has the position of each unit's first pair. ``heavy`` are the units that matter most, in
    their order: only in them spans are looked for.
    """

    weights: dict[Pair, float]
    pairs: list[Pair]
    starts: list[int]
    heavy: list[int]
    parts: list[Parts]


def salience(units: Sequence[Unit], title: Sequence[str], common: frozenset[str]) -> Salience:
    """Weights for an article. ``title``: its tokens; ``common``: words that carry no meaning."""
    flat = _end_to_end(units)
    pairs = pairs_of(flat)
    counts = Counter(pairs)
    starts = list(accumulate((len(unit.tokens) + 1 for unit in units), initial=0))[:-1]
    title_pairs = frozenset(pairs_of(title))
    near = _near(units, pairs, starts, title_pairs)
    parts = _parts(units, list(map(counts.__getitem__, pairs)), starts, near)
    worth = _worth(flat, set(title) - common)
    weights, sums = _weigh(list(map(worth.__getitem__, flat)), pairs, starts, parts)
    for pair, count in counts.items():
        if count > 1:
            weights[pair] *= 1 + _SPREAD * math.log(count)
    for pair in weights.keys() & title_pairs:
        weights[pair] *= _TITLE_PAIR
    return Salience(weights, pairs, starts, _heavy(units, sums), parts)


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


def pairs_of(tokens: Sequence[str]) -> list[Pair]:
    """Neighbouring tokens of a text."""
    return list(map(add, tokens, tokens[1:]))


def _end_to_end(units: Sequence[Unit]) -> Sequence[str]:
    if all(isinstance(unit.tokens, str) for unit in units):
        return "".join(f"{unit.tokens}{_END}" for unit in units)
    return list(chain.from_iterable([*unit.tokens, _END] for unit in units))


def _parts(
    units: Sequence[Unit], counts: Sequence[int], starts: Sequence[int], near: Sequence[float]
) -> list[Parts]:
    """What each unit's weight is made of; ``counts``: how often the pair at each position stands."""
    lengths = [max(1, len(unit.tokens) - 1) for unit in units]
    means = [sum(counts[s : s + n]) / n - 1 for s, n in zip(starts, lengths, strict=True)]
    most = max(means) or 1.0
    return [
        Parts(
            _FIRST / (1 + i) + _EARLY * (1 - i / len(units)),
            _CENTRAL * mean / most,
            _NEAR * near[i],
            _FIGURES * _figures(unit.text),
        )
        for i, (unit, mean) in enumerate(zip(units, means, strict=True))
    ]


def _near(
    units: Sequence[Unit], pairs: Sequence[Pair], starts: Sequence[int], title: frozenset[Pair]
) -> list[float]:
    """Which share of the title's pairs each unit holds."""
    if not title:
        return [0.0] * len(units)
    return [
        len(title.intersection(pairs[start : start + len(unit.tokens) - 1])) / len(title)
        for start, unit in zip(starts, units, strict=True)
    ]


def _figures(text: str) -> float:
    """How full of digits a text is, 0 to 1."""
    digits = len("".join(_DIGITS.findall(text)))
    return min(1.0, digits / (_FULL * len(text))) if digits else 0.0


def _worth(flat: Sequence[str], title: set[str]) -> dict[str, float]:
    """What a token adds to the worth of a pair, next to 1."""
    worth = {
        token: _FREQUENT * math.log(count) if count > 1 else 0.0 for token, count in Counter(flat).items()
    }
    for token in worth:
        if not token.isalpha():
            worth[token] += _BREAK if not token[0].isalnum() else _DIGIT if token[0].isdigit() else 0
    for token in title & worth.keys():
        worth[token] += _TITLE_TOKEN
    return worth


def _weigh(
    values: Sequence[float], pairs: Sequence[Pair], starts: Sequence[int], parts: Sequence[Parts]
) -> tuple[dict[Pair, float], list[float]]:
    """Of each pair, what the first unit that has it weighs times what its tokens are worth; sums by unit."""
    weights: list[float] = []
    sums: list[float] = []
    for part, start, end in zip(parts, starts, [*starts[1:], len(values)], strict=True):
        total = part.total
        own = [total * w if (w := 1 + a + b) > 0 else 0.0 for a, b in pairwise(values[start : end + 1])]
        weights += own
        sums.append(sum(own))
    return dict(zip(reversed(pairs), reversed(weights), strict=True)), sums
