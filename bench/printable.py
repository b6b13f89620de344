"""Learn from labelled points how likely an editor would print one.

``python -m bench.printable LABELS [FOLDER]``: ``LABELS`` has an article a line, ``{"title", "text", "lang",
"points": [{"text", "label"}]}``, with the labels of docs/key-points.md, and ``"saga"`` where many articles
are of one; of a point that is none of the article's stretches nothing is learned. Prints how well each
language is told apart in articles that were held back (``FOLDS``), and writes ``<lang>.toml`` into
``FOLDER``. Pairs of tokens are learned in Chinese only: in English 780 words and 290 pairs were tried and
told nothing more apart.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.logistic import Cue, Fitted, Row, area, fit, held_back
from bench.table import show
from digests.summarizers.frame import Pair
from digests.summarizers.keypoints import stretches
from digests.summarizers.printable.model import CLOSING, OPENING, PLACES, Model
from digests.summarizers.printable.signs import SIGNS
from digests.summarizers.span import Span

_WITH_PAIRS = ("zh",)
_DIGIT = re.compile(r"\d")  # which figure it is says nothing
_NONE = Model(0.0, (), (), {}, {}, {})


def main() -> None:
    """Measure, and write what was learned."""
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    found = []
    for lang in sorted({line["lang"] for line in lines}):
        rows = [row for n, line in enumerate(lines) if line["lang"] == lang for row in rows_of(n, line)]
        model = fit(rows)
        found.append(_measured(lang, rows, model))
        if folder is not None:
            (folder / f"{lang}.toml").write_text(as_toml(model), encoding="utf-8")
    show("Printed or not", ("language", "stretches, articles", "printed", "told apart", "pairs"), found)


def _measured(lang: str, rows: Sequence[Row], model: Fitted) -> tuple[str, ...]:
    good = np.array([row.good for row in rows])
    size = f"{len(rows):,} in {len({row.article for row in rows})}"
    return lang, size, f"{good.mean():.0%}", f"{area(held_back(rows), good):.3f}", f"{len(model.cues)}"


def rows_of(article: int, line: Mapping[str, Any]) -> Iterator[Row]:
    """The labelled stretches of an article."""
    found = stretches(line["title"], line["text"], line["lang"])
    if found is None:
        return
    printable = found.printable(_NONE)
    by_text = {found.text(span): span for span in reversed(found.possible)}
    for point in line["points"]:
        span = by_text.get(point["text"])
        if span is not None and not (point["label"] == "dangling" and _stands_under(span)):
            signs = (*printable.of_unit(span.unit), *printable.signs(span))
            pairs = printable.pairs(span) if line["lang"] in _WITH_PAIRS else ()
            good, saga = point["label"] == "good", line.get("saga", "")
            yield Row(article, [float(each) for each in signs], _cues(pairs), good, saga)


def _stands_under(span: Span) -> bool:
    """Whether it becomes a point only under the sentence that explains it, so that it does not dangle."""
    return span.leans is not None and span.leans.strictly


def _cues(pairs: Sequence[Pair]) -> Counter[Cue]:
    names = [name for pair in pairs if not _DIGIT.search(name := _name(pair))]
    found = Counter((name, "anywhere") for name in names)
    for place, own in (("opening", pairs[:OPENING]), ("closing", pairs[-CLOSING:])):
        found.update((name, place) for name in map(_name, own) if not _DIGIT.search(name))
    return found


def _name(pair: Pair) -> str:
    """Both tokens of a pair."""
    if isinstance(pair, str):
        return pair
    return pair.to_bytes(8, sys.byteorder).decode(f"utf-32-{sys.byteorder[0]}e")


def as_toml(model: Fitted) -> str:
    """The file that ``digests/summarizers/printable/model.py`` reads."""
    constant, signs = model.plain()
    lines = [f"constant = {constant:.4f}", "", "[signs]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(SIGNS, signs, strict=True)]
    for place in PLACES:
        own = [(name, weight) for (name, where), weight in model.of_cues() if where == place]
        own.sort(key=lambda each: (-abs(each[1]), each[0]))
        lines += ["", f"[{place}]"] if own else []
        lines += [f"{json.dumps(name, ensure_ascii=False)} = {weight:.3f}" for name, weight in own]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
