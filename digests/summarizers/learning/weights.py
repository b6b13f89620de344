"""Weights of pairs learned on an installation's own posts (train.py): a sum of few features, no words.

A pair weighs what its sentence, its two tokens and its count add up to. Features know positions and counts
only, never a word or a source, so that they carry over to feeds that come later.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from digests.summarizers.frame import Frame
from digests.summarizers.units import Unit

_LONG_SENTENCE, _LONG_WORD = 60, 6

SENTENCE = ("one", "first", "second", "early", "last", "central", "figures", "opens", "length", "quotes")
TOKEN = ("frequent", "digit", "long", "common")
PAIR = ("repeated",)
FEATURES = (*SENTENCE, *TOKEN, *PAIR)


@dataclass(frozen=True)
class Weights:
    """One number a feature."""

    values: tuple[float, ...]

    def of(self, names: Sequence[str]) -> list[float]:
        """The numbers of some features, in their order."""
        known = self.named()
        return [known[name] for name in names]

    def named(self) -> dict[str, float]:
        """The numbers by feature."""
        return dict(zip(FEATURES, self.values, strict=True))


@dataclass(frozen=True)
class Learned:
    """What an installation learned: weights by language; a language without any keeps those by hand."""

    weights: Mapping[str, Weights] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """Short name of exactly these weights, so that stored points can name what made them."""
        return hashlib.sha256(self.dumps().encode()).hexdigest()[:8] if self.weights else ""

    def dumps(self) -> str:
        """As JSON."""
        return json.dumps({lang: self.weights[lang].named() for lang in sorted(self.weights)})


def loads(text: str) -> Learned:
    """The inverse of ``Learned.dumps``; raises ``ValueError`` when it holds other features than these."""
    read = json.loads(text)
    if not isinstance(read, Mapping):
        raise ValueError("no weights by language")
    return Learned({lang: _weights(values) for lang, values in read.items()})


def _weights(values: object) -> Weights:
    if not isinstance(values, Mapping) or set(values) != set(FEATURES):
        raise ValueError(f"not the weights of these features: {', '.join(FEATURES)}")
    return Weights(tuple(float(values[name]) for name in FEATURES))


def sentence_features(units: Sequence[Unit], frame: Frame) -> list[list[float]]:
    """Of each unit, in the order of ``SENTENCE``."""
    number = len(units)
    return [
        [
            1.0,
            1 / (1 + i),
            float(i == 1),
            1 - i / number,
            float(i == number - 1),
            traits.central,
            traits.figures,
            float(unit.sentence.place == 0),
            min(1.0, len(unit.tokens) / _LONG_SENTENCE),
            float(any(mark in unit.text for mark in '“"«「')),
        ]
        for i, (unit, traits) in enumerate(zip(units, frame.traits, strict=True))
    ]


def token_features(units: Sequence[Unit], common: frozenset[str]) -> dict[str, list[float]]:
    """Of each token, in the order of ``TOKEN``."""
    return {
        token: [
            math.log(count),
            float(token[0].isdigit()),
            float(len(token) > _LONG_WORD),
            float(token in common),
        ]
        for token, count in Counter(chain.from_iterable(unit.tokens for unit in units)).items()
    }


def pair_feature(count: int) -> float:
    """The one of ``PAIR``."""
    return math.log(count)


def weigh(units: Sequence[Unit], frame: Frame, common: frozenset[str], weights: Weights) -> list[float]:
    """Weights by position of a pair, as ``salience`` wants them."""
    by_sentence = [_dot(row, weights.of(SENTENCE)) for row in sentence_features(units, frame)]
    own = weights.of(TOKEN)
    by_token = {token: _dot(row, own) for token, row in token_features(units, common).items()}
    (by_pair,) = weights.of(PAIR)
    found = [0.0] * len(frame.pairs)
    for unit, start, base in zip(units, frame.starts, by_sentence, strict=True):
        for i, (a, b) in enumerate(pairwise(unit.tokens), start):
            if a[0].isalnum() and b[0].isalnum():
                more = by_pair * pair_feature(frame.repeats[i])
                found[i] = max(0.0, base + by_token[a] + by_token[b] + more)
    return found


def _dot(row: Sequence[float], weights: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(row, weights, strict=True))
