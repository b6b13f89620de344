"""Lists: texts that are mostly figures, and texts of many items that have nothing to do with each other."""

from __future__ import annotations

import re

_LOOK_AT = 4_000
_SHORT = 120
_FIGURES = 0.4
"""Share of figures and signs of a table: where a company's results are told it is a third."""

_LINES = 8
_ROWS = 0.6
"""Or so many lines of which this share ends in, or holds mainly, a figure."""

_FIGURE = re.compile(r"[\d%.,:+\-−/|]")
_ROW = re.compile(r"^[^\n]{0,40}?[\s|:：]\s*[+\-−]?\d[\d.,%]*(?:[\s|]+[+\-−]?\d[\d.,%]*)*\s*\S{0,3}$")

_ITEM = re.compile(
    r"^\s*(?:\d{1,2}\s*[.、．)）]\s*\D|[①-⑳]|[一二三四五六七八九十]{1,3}、|【[^】\n]{2,24}】|[●•▪◆■※▲]\s*\S)"
)
_ITEMS = 5
"""As few numbered paragraphs may be a round-up; fewer are the points of an article."""

_MOSTLY = 0.5
"""Share of a text that stands in its items: an article with a list at its end is none."""

_RUNS_THROUGH = 0.5
"""The subject of an article stands in its title and in half of its paragraphs at least."""

_WORD = re.compile(r"[^\W\d_]+")


def is_table(text: str) -> bool:
    """Whether a text is mostly figures, or lines that end in them."""
    seen = "".join(text[:_LOOK_AT].split())
    if len(seen) < _SHORT:
        return False
    lines = [line for line in text[:_LOOK_AT].split("\n") if line.strip()]
    rows = sum(bool(_ROW.match(line)) for line in lines)
    mostly = len(_FIGURE.findall(seen)) / len(seen) >= _FIGURES
    return mostly or (len(lines) >= _LINES and rows / len(lines) >= _ROWS)


def is_round_up(title: str, text: str) -> bool:
    """Whether a text is of numbered items, and nothing that the title names runs through them."""
    lines = [line for line in text[:_LOOK_AT].split("\n") if line.strip()]
    items = [line for line in lines if _ITEM.match(line)]
    if len(items) < _ITEMS or sum(map(len, items)) < _MOSTLY * sum(map(len, lines)):
        return False
    named, found = _terms(title), [_terms(item) for item in items]
    through = max((sum(term in terms for terms in found) for term in named), default=0)
    return through < _RUNS_THROUGH * len(items)


def _terms(text: str) -> set[str]:
    """Words of four letters and more where they are spaced, and pairs of neighbouring characters."""
    runs = _WORD.findall(text.casefold())
    words = {run for run in runs if run.isascii() and len(run) > 3}
    return words | {run[n : n + 2] for run in runs if not run.isascii() for n in range(len(run) - 1)}
