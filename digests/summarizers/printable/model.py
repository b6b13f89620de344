"""The weights of one language: a constant, one for each sign, and for pieces of text by where they stand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple, cast

from digests.summarizers.frame import Pair, pairs_of
from digests.summarizers.printable.cues import at_closing, at_opening
from digests.summarizers.printable.signs import OF_SPAN, OF_UNIT
from digests.summarizers.text.sentences import NO_SPACES

ANY = "any"
PLACES = ("anywhere", "opening", "closing")

Cues = Mapping[Pair, float]


@dataclass(frozen=True)
class Model:
    """Of a logistic model; ``anywhere`` weighs pairs of characters, the others pieces of text (cues.py)."""

    constant: float
    of_unit: Sequence[float]
    of_span: Sequence[float]
    anywhere: Cues
    opening: Mapping[str, float]
    closing: Mapping[str, float]

    def sums(self, pairs: Sequence[Pair]) -> list[float]:
        """What the pairs before each place of a unit weigh anywhere."""
        known = self.anywhere
        return [0.0, *accumulate([known.get(pair, 0.0) for pair in pairs])]

    def at_opening(self, text: str) -> float:
        """What the pieces weigh with which a plain text opens."""
        return sum([self.opening.get(piece, 0.0) for piece in at_opening(text)])

    def at_closing(self, text: str) -> float:
        """What those weigh with which it closes."""
        return sum([self.closing.get(piece, 0.0) for piece in at_closing(text)])


class Models(NamedTuple):
    """Of stretches that stand alone, and of those that a point of the sentences before them explains."""

    alone: Model
    explained: Model


@cache
def models_of(lang: str) -> Models | None:
    """Those of a language; ``ANY`` where it has none of its own, but for scripts without blanks.

    What is learned in one language tells stretches apart in others nearly as well (docs/key-points.md).
    """
    alone = _model(lang) or (None if lang in NO_SPACES else _model(ANY))
    return Models(alone, _model(f"{lang}-explained") or alone) if alone else None


def _model(name: str) -> Model | None:
    file = Path(__file__).with_name("weights") / f"{name}.toml"
    return read(file.read_text(encoding="utf-8")) if file.is_file() else None


def read(text: str) -> Model:
    """A model from its file; raises ``KeyError`` where a sign has no weight."""
    found = tomllib.loads(text)
    signs = cast("dict[str, float]", found["signs"])
    anywhere, opening, closing = (cast("dict[str, float]", found.get(place, {})) for place in PLACES)
    return Model(
        float(cast("float", found["constant"])),
        [signs[name] for name in OF_UNIT],
        [signs[name] for name in OF_SPAN],
        {pairs_of(pair)[0]: weight for pair, weight in anywhere.items()},
        opening,
        closing,
    )
