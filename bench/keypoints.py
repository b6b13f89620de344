"""Key points of every summarizer on the same articles: quality, faults, milliseconds, memory.

``KEYPOINT_SETS`` names a folder of JSON lines with title, text, lang and summary; ``KEYPOINT_LIMIT`` how many
articles of each file are read (0: all). Each summarizer runs in a process of its own.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

from bench.articles import families, read
from bench.interval import mean, paired
from bench.measuring import ALL, CUT, FEWER, LEAD, OURS, Run, run
from bench.table import percentile, show

_HEAD = ("summarizer", "F1", "recall", "points", "faults", "ms p50", "ms p95", "first s", "MB added")


def main() -> None:
    """Print quality by set, means of sets, differences from the first sentences, and what ours does wrong."""
    articles = read()
    groups = list(dict.fromkeys(article.group for article in articles))
    start = time.monotonic()
    runs = {}
    for name in ALL:
        print(f"{time.monotonic() - start:5.0f} s  {name} on {len(articles)} articles", file=sys.stderr)
        runs[name] = run(name, articles)
    print("\nROUGE-2 times 100 of three points; recall of their first 200 characters or 75 words.")
    print(
        "ms: processor time an article. lead: the first three sentences; cut: to 80 characters or 32 words."
    )
    for name, most in FEWER.items():
        print(f"{name}: on the first {most} articles of each set only, for its time.")
    for group in groups:
        _set(f"{group}, {len(runs[OURS].of(group))} articles", runs, group)
    for title, chosen in families(groups).items():
        if len(chosen) > 1:
            _means(f"Means of {title}", runs, chosen)
    _differences(runs, groups)
    _faults(runs[OURS])


def _set(title: str, runs: dict[str, Run], group: str) -> None:
    lines = []
    for name, each in runs.items():
        rows = each.of(group)
        ms = [row.ms for row in rows]
        times = (f"{percentile(ms, 50):.2f}", f"{percentile(ms, 95):.2f}", f"{each.first:.2f}")
        made, wrong = f"{mean([row.made for row in rows]):.1f}", sum(len(row.faults) for row in rows)
        lines.append((name, *_quality(each, [group]), made, wrong, *times, f"{each.memory:.0f}"))
    show(f"Key points: {title}", _HEAD, lines)


def _means(title: str, runs: dict[str, Run], groups: Sequence[str]) -> None:
    lines = [
        (name, *_quality(each, groups), f"{mean([_median_ms(each, group) for group in groups]):.2f}")
        for name, each in runs.items()
    ]
    show(title, ("summarizer", "F1", "recall", "ms p50"), lines)


def _quality(each: Run, groups: Sequence[str]) -> tuple[str, str]:
    """F1 and recall, means of the means of sets."""
    f1 = mean([mean([row.f1 for row in each.of(group)]) for group in groups])
    recall = mean([mean([row.recall for row in each.of(group)]) for group in groups])
    return f"{100 * f1:.1f}", f"{100 * recall:.1f}"


def _median_ms(each: Run, group: str) -> float:
    return percentile([row.ms for row in each.of(group)], 50)


def _differences(runs: dict[str, Run], groups: Sequence[str]) -> None:
    """F1 of ours less that of the first sentences, as they stand and cut, article by article."""
    lines = []
    for group in groups:
        ours = [row.f1 for row in runs[OURS].of(group)]
        cells = []
        for name in (LEAD, CUT):
            found = paired(ours, [row.f1 for row in runs[name].of(group)])
            cells.append(f"{100 * found.mean:+.1f} [{100 * found.low:+.1f}, {100 * found.high:+.1f}]")
        lines.append((group, len(ours), *cells))
    head = ("set", "articles", f"F1 less that of {LEAD}", f"less that of {CUT}")
    show("keypoints and the first sentences: difference, 95 % paired bootstrap", head, lines)


def _faults(ours: Run) -> None:
    found = Counter(fault for row in ours.rows for fault in row.faults)
    print(f"\nFaults of our {sum(row.made for row in ours.rows)} points: {dict(found) or 'none'}")
