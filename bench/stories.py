"""Stories: what they cost (``story_costs``), and scores on labelled files, over the product's own code.

``STORY_SETS`` names a folder of labelled files (JSON lines: posts with a story, or pairs with
``same``), which are scored then. A scorer of one's own takes ``open_scorer`` and ``open_clusterer``.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import story_costs
from bench.table import show
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import judge
from digests.decisions.stories.prepared import Prepared, prepare
from digests.decisions.stories.story_index import StoryIndex

Post = Mapping[str, Any]


def prepared(post: Post) -> Prepared:
    """A post of a labelled file as the product prepares it."""
    published = post.get("published")
    when = datetime.fromisoformat(published) if published else None
    return prepare(post["title"], post["text"], when, post.get("lang") or "")


def open_scorer(background: Sequence[Post]) -> Callable[[Post, Post], tuple[float, str]]:
    """``score(a, b)``: a larger number is more alike, and the grade that the product gives."""
    frequencies = Frequencies()
    for post in background:
        frequencies.add(prepared(post))

    def score(a: Post, b: Post) -> tuple[float, str]:
        judgement = judge(prepared(a), prepared(b), frequencies)
        return judgement.score, judgement.grade

    return score


def open_clusterer() -> Callable[[Post], int]:
    """``add(post)``: the story that the post joins or opens, as the background step would decide."""
    index, count = StoryIndex(), iter(range(1, 1 << 62))

    def add(post: Post) -> int:
        article, made = next(count), prepared(post)
        decision = index.decide(made)
        story = article if decision.story is None else decision.story
        index.add(article, story, made)
        return story

    return add


def main() -> None:
    """Print what stories cost, and how they score on ``STORY_SETS``."""
    story_costs.main()
    folder = os.environ.get("STORY_SETS")
    if folder:
        show(
            "Stories: labelled files", ("file", "what", "figures"), [_scored(path) for path in _files(folder)]
        )


def _files(folder: str) -> list[Path]:
    return sorted(Path(folder).glob("*.jsonl"))


def _scored(path: Path) -> tuple[str, str, str]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if "same" in rows[0]:
        return path.stem, "pairs", _pairs(rows)
    return path.stem, "stories", _stream(rows)


def _pairs(rows: Sequence[Post]) -> str:
    """The best F1 of all thresholds, and precision and recall of the grade "same"."""
    score = open_scorer([row[side] for row in rows for side in ("a", "b")])
    found = sorted(((*score(row["a"], row["b"]), row["same"]) for row in rows), reverse=True)
    whole, hits, best = sum(same for *_, same in found), 0, 0.0
    for taken, (_, _, same) in enumerate(found, 1):
        hits += same
        best = max(best, 2 * hits / (taken + whole))
    called = [same for _, grade, same in found if grade == "same"]
    return f"best F1 {best:.3f}; same: P {sum(called) / max(1, len(called)):.3f} R {sum(called) / whole:.3f}"


def _stream(rows: Sequence[Post]) -> str:
    """B-cubed over posts whose story has more than one (Bagga and Baldwin, 1998)."""
    add = open_clusterer()
    made, true = defaultdict(set), defaultdict(set)
    for n, row in enumerate(rows):
        made[add(row)].add(n)
        true[row["story"]].add(n)
    ours = {n: found for found in made.values() for n in found}
    both = [(ours[n] & found, ours[n], found) for found in true.values() if len(found) > 1 for n in found]
    precision = sum(len(shared) / len(mine) for shared, mine, _ in both) / len(both)
    recall = sum(len(shared) / len(found) for shared, _, found in both) / len(both)
    return f"B-cubed P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
