"""The weights of one language: a constant, one for each sign, and for pairs of tokens by where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import cast

from digests.summarizers.frame import Pair, pairs_of
from digests.summarizers.printable.signs import OF_SPAN, OF_UNIT

OPENING = CLOSING = 7  # pairs at either end of a stretch that count there once more

PLACES = ("anywhere", "opening", "closing")

Cues = Mapping[Pair, float]


@dataclass(frozen=True)
class Model:
    """Of a logistic model; ``anywhere``, ``opening`` and ``closing`` weigh pairs of tokens."""

    constant: float
    of_unit: Sequence[float]
    of_span: Sequence[float]
    anywhere: Cues
    opening: Cues
    closing: Cues

    def sums(self, pairs: Sequence[Pair]) -> list[float]:
        """What the pairs before each place of a unit weigh anywhere."""
        known = self.anywhere
        return [0.0, *accumulate([known.get(pair, 0.0) for pair in pairs])]

    def at_ends(self, pairs: Sequence[Pair]) -> float:
        """What the first and the last pairs of a stretch weigh because they stand there."""
        opening, closing = self.opening, self.closing
        first = sum([opening[pair] for pair in pairs[:OPENING] if pair in opening])
        return first + sum([closing[pair] for pair in pairs[-CLOSING:] if pair in closing])


@cache
def model_of(lang: str) -> Model | None:
    """That of a language; None where nobody labelled anything."""
    file = Path(__file__).with_name("weights") / f"{lang}.toml"
    return read(file.read_text(encoding="utf-8")) if file.is_file() else None


def read(text: str) -> Model:
    """A model from its file; raises ``KeyError`` where a sign has no weight."""
    found = tomllib.loads(text)
    signs = cast("dict[str, float]", found["signs"])
    cues = [
        _cues(cast("dict[str, float]", found.get(name, {}))) for name in ("anywhere", "opening", "closing")
    ]
    return Model(
        float(cast("float", found["constant"])),
        [signs[name] for name in OF_UNIT],
        [signs[name] for name in OF_SPAN],
        *cues,
    )


def _cues(weights: Mapping[str, float]) -> Cues:
    return {pairs_of(pair)[0]: weight for pair, weight in weights.items()}
