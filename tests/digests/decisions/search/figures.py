"""Texts and queries of figures, Chinese and Latin words; which figures stand beside what, read by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hypothesis import strategies as st

FIGURES = ["1", "12", "20", "47", "147", "2028"]
CHARACTERS = ["月", "日", "座", "年", "股", "网络"]
LETTERS = ["A", "5G", "Q4", "iPhone"]

PIECES = st.lists(st.sampled_from([*FIGURES, *CHARACTERS, *CHARACTERS, *LETTERS]), min_size=1, max_size=8)


def together(pieces: Sequence[str]) -> str:
    """Pieces as they are written, with a blank between two words."""
    apart = [" " if one[-1].isascii() and other[0].isascii() else "" for one, other in pairwise(pieces)]
    return "".join(piece + blank for piece, blank in zip(pieces, [*apart, ""], strict=True))


RUNS = PIECES.map(together)
_BETWEEN = st.sampled_from(["，", " ", "\n", "。"])
TEXTS = st.lists(st.tuples(RUNS, _BETWEEN), max_size=4).map(lambda parts: "".join(map("".join, parts)))

_SHAPES = st.sampled_from(
    ["{}", "{}", "{} {}", "-{}", '"{}"', "{} OR 座", "({} OR 47座) -{}", "from:{}", "{} from:36氪"]
)
_SHORT = PIECES.map(lambda pieces: together(pieces[:3]))
QUERIES = st.builds(lambda shape, *runs: shape.format(*runs), _SHAPES, _SHORT, _SHORT)


@st.composite
def parts_of_texts(draw: st.DrawFn) -> tuple[str, str]:
    """A text, and what stands together in it from one piece to another, blanks aside."""
    pieces = draw(PIECES)
    last = draw(st.integers(0, len(pieces) - 1))
    first = draw(st.integers(0, last))
    part = together(pieces[first : last + 1]).split(" ")[0]
    spaced = " ".join(re.findall(_TOKEN, together(pieces))) if draw(st.booleans()) else together(pieces)
    return f"{draw(TEXTS)}，{spaced}{draw(_BETWEEN)}{draw(TEXTS)}", part


_TOKEN = r"[0-9A-Za-z]+|[^\x00-\x7f，。]+|[，。\n]"


def _tokens(text: str) -> list[str]:
    """Words and signs whole, Chinese character by character."""
    said = re.findall(_TOKEN, text)
    return [token for each in said for token in (each if not each[0].isascii() else (each,))]


def _neighbours(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    yield from pairwise(tokens)
    yield from zip(tokens, tokens[1:], tokens[2:], strict=False)


def holds_figures_of(run: str, text: str) -> bool:
    """Whether each figure of a run counts in a text what it counts there."""
    return set(_counted(_tokens(run))) <= set(_neighbours(_tokens(text)))


def _counted(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """A figure and what it counts, two about one character, and one behind the character that begins all."""
    kinds = "".join("c" if not each.isascii() else "f" if each.isdecimal() else "w" for each in tokens)
    if kinds.startswith("cf"):
        yield tuple(tokens[:2])
    for n in range(len(tokens)):
        if kinds[n : n + 3] == "fcf":
            yield tuple(tokens[n : n + 3])
        word_by_itself = tokens[n] == "2028" and kinds[n + 1 : n + 3] == "cc" and tokens[n + 1] != "年"
        if kinds[n : n + 2] == "fc" and not word_by_itself:
            yield tuple(tokens[n : n + 2])
