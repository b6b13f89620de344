"""What is counted of an article before anything is weighed: its sentences and its pairs of tokens."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple, TypeVar

from digests.summarizers.places import places_of
from digests.summarizers.units import Unit

Pair = str | int  # both tokens in one: no garbage collector looks at it, and it is hashed quickly

END = "\n"  # stands between units
_FULL = 0.25  # share of digits that makes a sentence full of them
_DIGITS = b"0123456789"
_MARK = re.compile(r"[\W_]")
_WIDE = f"utf-32-{sys.byteorder[0]}e"

Value = TypeVar("Value")


class Traits(NamedTuple):
    """Of a sentence, each from 0 to 1: ``central`` is 1 for the one whose pairs come back most often,

    ``near`` the share of the title's pairs that it holds, ``figures`` how full of digits it is.
    """

    central: float
    near: float
    figures: float


class Frame(NamedTuple):
    """Units laid end to end: tokens, pairs of neighbours, and the position of each unit's first pair.

    ``repeats`` says of each position how often its pair stands in the article, ``titled`` are those of which
    the title has the pair.
    """

    flat: Sequence[str]
    pairs: Sequence[Pair]
    counts: Counter[Pair]
    repeats: list[int]
    starts: list[int]
    traits: list[Traits]
    titled: Sequence[int] = ()

    def slice(self, values: Sequence[Value], unit: int) -> Sequence[Value]:
        """Of values by position, those of a unit's pairs."""
        end = self.starts[unit + 1] - 1 if unit + 1 < len(self.starts) else len(self.pairs)
        return values[self.starts[unit] : end]


def marks_and_numbers(flat: Sequence[str]) -> tuple[list[int], list[int]]:
    """Positions of punctuation marks, and of words that begin with a digit: a single character is none."""
    if isinstance(flat, str):
        return [match.start() for match in _MARK.finditer(flat)], []
    others = [(i, token[0]) for i, token in enumerate(flat) if not token.isalpha()]
    marks = [i for i, first in others if not first.isalnum()]
    return marks, [i for i, first in others if first.isdigit()]


def pairs_of(tokens: Sequence[str]) -> Sequence[Pair]:
    """Neighbouring tokens of a text.

    Two characters are one number of 64 bits: read from memory in one go, that takes a fifth of the time of
    putting strings together.
    """
    if not isinstance(tokens, str):
        return list(map(add, tokens, tokens[1:]))
    wide = _wide(tokens)
    pairs: list[Pair] = [0] * max(0, len(tokens) - 1)
    pairs[0::2] = memoryview(wide)[: len(tokens) // 2 * 8].cast("Q")
    pairs[1::2] = memoryview(wide)[4 : 4 + len(pairs) // 2 * 8].cast("Q")
    return pairs


def frame(units: Sequence[Unit], title: Sequence[str]) -> Frame:
    """Count an article. ``title``: its tokens."""
    flat = _end_to_end(units)
    pairs = pairs_of(flat)
    counts = Counter(pairs)
    repeats = list(map(counts.__getitem__, pairs))
    starts = list(accumulate((len(unit.tokens) + 1 for unit in units), initial=0))[:-1]
    known = frozenset(pairs_of(title))
    titled = _titled(flat, pairs, title, known)
    near = _near(units, pairs, starts, titled, len(known))
    return Frame(flat, pairs, counts, repeats, starts, _traits(units, repeats, starts, near), titled)


def _titled(
    flat: Sequence[str], pairs: Sequence[Pair], title: Sequence[str], known: frozenset[Pair]
) -> list[int]:
    """The positions of the pairs of a title, ``known``."""
    if isinstance(flat, str) and isinstance(title, str):
        return places_of(flat, {title[at : at + 2] for at in range(len(title) - 1)})
    return [at for at, pair in enumerate(pairs) if pair in known] if known else []


def _near(
    units: Sequence[Unit], pairs: Sequence[Pair], starts: Sequence[int], titled: Sequence[int], number: int
) -> list[float]:
    """Of each unit, what share of the ``number`` pairs of the title it holds."""
    held: list[set[Pair]] = [set() for _ in units]
    for at in titled:
        held[bisect_right(starts, at) - 1].add(pairs[at])
    return [len(each) / number if number else 0.0 for each in held]


def _wide(text: str) -> bytes:
    return text.encode(_WIDE, "surrogatepass")


def _end_to_end(units: Sequence[Unit]) -> Sequence[str]:
    if all(isinstance(unit.tokens, str) for unit in units):
        return "".join(f"{unit.tokens}{END}" for unit in units)
    return list(chain.from_iterable([*unit.tokens, END] for unit in units))


def _traits(
    units: Sequence[Unit], repeats: Sequence[int], starts: Sequence[int], near: Sequence[float]
) -> list[Traits]:
    ends = [start + max(1, len(unit.tokens) - 1) for start, unit in zip(starts, units, strict=True)]
    means = [sum(repeats[start:end]) / (end - start) - 1 for start, end in zip(starts, ends, strict=True)]
    most = max(means) or 1.0
    figures = [_figures(unit.text) for unit in units]
    return [Traits(mean / most, close, full) for mean, close, full in zip(means, near, figures, strict=True)]


def _figures(text: str) -> float:
    """How full of digits a text is, 0 to 1."""
    plain = text.encode("ascii", "ignore")
    digits = len(plain) - len(plain.translate(None, _DIGITS))
    return min(1.0, digits / (_FULL * len(text))) if digits else 0.0
