"""Learn from labelled points how likely an editor would print one.

``python -m bench.printable LABELS [FOLDER]``: ``LABELS`` has an article a line, ``{"title", "text", "lang",
"points": [{"text", "label"}]}``, with the labels of docs/key-points.md, ``"best"`` with the texts of the best
set, and ``"saga"`` where many articles are of one; of a point that is none of the article's stretches
nothing is learned. Prints how well stretches are told apart in articles that were held back (``FOLDS``), and
writes ``<lang>.toml`` into ``FOLDER``, ``<lang>-explained.toml`` of what a point before it explains, and
``any.toml`` of all languages that have no model of their own.
Pieces of text are learned in Chinese only: in English 780 words and 290 pairs of words were tried and told
nothing more apart.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from operator import add
from pathlib import Path
from typing import Any

import numpy as np

from bench.logistic import Cue, Fitted, Row, area, fit, held_back, inside
from bench.table import show
from digests.summarizers.keypoints import stretches
from digests.summarizers.printable.cues import at_closing, at_opening, plain
from digests.summarizers.printable.model import ANY, PLACES, Model, Models
from digests.summarizers.printable.signs import SIGNS
from digests.summarizers.span import Span
from digests.summarizers.text.sentences import NO_SPACES

_OWN = ("en", "zh")
_WITH_CUES = ("zh",)
# Not learned for languages without a model of their own: what was labelled had lost its first paragraphs,
# and is told apart as well without.
_PLACED = ("first", "second", "third", "later", "place", "opens_paragraph", "first_paragraph")
_UNEXPLAINED = ("dangling", "no_subject")  # faults that a point before it may mend
_NOTHING = Model(0.0, (), (), {}, {}, {})
_NONE = Models(_NOTHING, _NOTHING)


def main() -> None:
    """Measure, and write what was learned."""
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    found = []
    for name, langs in _together({line["lang"] for line in lines}).items():
        rows = [row for n, line in enumerate(lines) if line["lang"] in langs for row in rows_of(n, line)]
        for part, own in _parts(name, rows):
            model = fit(own)
            found.append(_measured(part, own, model))
            if folder is not None:
                (folder / f"{part}.toml").write_text(as_toml(model), encoding="utf-8")
    heads = ("model", "stretches, articles", "printed", "told apart", "in an article", "pieces")
    show("Printed or not", heads, found)


def _together(langs: Set[str]) -> dict[str, Set[str]]:
    """The languages that one model is learned from, by its name: those without an own one are together.

    Of other scripts without blanks nothing is learned.
    """
    others = langs - set(_OWN) - NO_SPACES
    return {lang: {lang} for lang in _OWN if lang in langs} | ({ANY: others} if others else {})


def _parts(lang: str, rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The models of a language by name, each with its rows."""
    yield lang, [_unplaced(row) for row in rows] if lang == ANY else rows
    if lang in _WITH_CUES:
        yield f"{lang}-explained", [row for row in rows if not row.unexplained]


def _unplaced(row: Row) -> Row:
    placed = zip(SIGNS, row.signs, strict=True)
    return row._replace(signs=[0.0 if name in _PLACED else value for name, value in placed])


def _measured(name: str, rows: Sequence[Row], model: Fitted) -> tuple[str, ...]:
    good, logits = np.array([row.good for row in rows]), held_back(rows)
    size = f"{len(rows):,} in {len({row.article for row in rows})}"
    apart = f"{area(logits, good):.3f}", f"{inside(logits, rows):.3f}"
    return name, size, f"{good.mean():.0%}", *apart, f"{len(model.cues)}"


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
            signs = [float(each) for each in (*printable.of_unit(span.unit), *printable.signs(span))]
            cues = _cues(point["text"]) if line["lang"] in _WITH_CUES else Counter()
            own = Row(article, signs, cues, point["label"] == "good", line.get("saga", ""))
            best, unexplained = point["text"] in line.get("best", ()), point["label"] in _UNEXPLAINED
            yield own._replace(best=best, unexplained=unexplained)


def _stands_under(span: Span) -> bool:
    """Whether it becomes a point only under the sentence that explains it, so that it does not dangle."""
    return span.leans is not None and span.leans.strictly


def _cues(text: str) -> Counter[Cue]:
    said = plain(text)
    found = Counter((pair, "anywhere") for pair in map(add, said, said[1:]))
    found.update((piece, "opening") for piece in at_opening(said))
    found.update((piece, "closing") for piece in at_closing(said))
    return found


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
