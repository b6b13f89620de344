"""What is counted of an article before anything is weighed: its sentences and its pairs of tokens."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple

from digests.summarizers.units import Unit

Pair = str  # both tokens in one string: no garbage collector looks at it, and its hash is kept

_END = "\n"  # stands between units
_FULL = 0.25  # share of digits that makes a sentence full of them
_DIGITS = re.compile(r"\d+")


class Traits(NamedTuple):
    """Of a sentence, each from 0 to 1: ``central`` is 1 for the one whose pairs come back most often,

    ``near`` the share of the title's pairs that it holds, ``figures`` how full of digits it is.
    """

    central: float
    near: float
    figures: float


class Frame(NamedTuple):
    """Units laid end to end: tokens, pairs of neighbours, and the position of each unit's first pair."""

    flat: Sequence[str]
    pairs: list[Pair]
    counts: Counter[Pair]
    starts: list[int]
    traits: list[Traits]


def pairs_of(tokens: Sequence[str]) -> list[Pair]:
    """Neighbouring tokens of a text."""
    return list(map(add, tokens, tokens[1:]))


def frame(units: Sequence[Unit], title: frozenset[Pair]) -> Frame:
    """Count an article. ``title``: the pairs of its title."""
    flat = _end_to_end(units)
    pairs = pairs_of(flat)
    counts = Counter(pairs)
    starts = list(accumulate((len(unit.tokens) + 1 for unit in units), initial=0))[:-1]
    return Frame(flat, pairs, counts, starts, _traits(units, pairs, counts, starts, title))


def _end_to_end(units: Sequence[Unit]) -> Sequence[str]:
    if all(isinstance(unit.tokens, str) for unit in units):
        return "".join(f"{unit.tokens}{_END}" for unit in units)
    return list(chain.from_iterable([*unit.tokens, _END] for unit in units))


def _traits(
    units: Sequence[Unit],
    pairs: Sequence[Pair],
    counts: Counter[Pair],
    starts: Sequence[int],
    title: frozenset[Pair],
) -> list[Traits]:
    repeats = list(map(counts.__getitem__, pairs))
    ends = [start + max(1, len(unit.tokens) - 1) for start, unit in zip(starts, units, strict=True)]
    means = [sum(repeats[start:end]) / (end - start) - 1 for start, end in zip(starts, ends, strict=True)]
    most = max(means) or 1.0
    near = [
        len(title.intersection(pairs[a:b])) / len(title) if title else 0.0
        for a, b in zip(starts, ends, strict=True)
    ]
    figures = [_figures(unit.text) for unit in units]
    return [Traits(mean / most, close, full) for mean, close, full in zip(means, near, figures, strict=True)]


def _figures(text: str) -> float:
    """How full of digits a text is, 0 to 1."""
    digits = len("".join(_DIGITS.findall(text)))
    return min(1.0, digits / (_FULL * len(text))) if digits else 0.0
