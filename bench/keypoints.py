"""Key points of every summarizer on the same articles: quality, faults, milliseconds, memory.

``KEYPOINT_SETS`` names a folder of JSON lines with title, text, lang and summary; ``KEYPOINT_LIMIT`` how many
articles of each file are read (0: all). Each summarizer runs in a process of its own.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bench.faults import faults
from bench.rouge import rouge2
from bench.table import percentile, show
from digests.ports import Summarizer
from digests.summarizers import NAMES, summarizer

SAMPLES = Path(__file__).parent.parent / "tests" / "summarizers"
POINTS = 3


class Article(NamedTuple):
    """One article with its reference summary."""

    group: str
    title: str
    text: str
    lang: str
    summary: str


class Row(NamedTuple):
    """What one summarizer made of one article; ``ms`` is processor time."""

    group: str
    f1: float
    recall: float
    ms: float
    made: int
    faults: tuple[str, ...]


class Run(NamedTuple):
    """One summarizer over all articles: memory added in mebibytes, seconds of the first call."""

    rows: list[Row]
    memory: float
    first: float


def main() -> None:
    """Print quality by set, then what ours does wrong."""
    articles = _read()
    runs = {name: _in_its_own_process(name, articles) for name in NAMES}
    for group, own in groupby(articles, key=lambda article: article.group):
        _show(f"Key points: {group}, {len(list(own))} articles", runs, group)
    found = Counter(fault for row in runs["keypoints"].rows for fault in row.faults)
    count = sum(row.made for row in runs["keypoints"].rows)
    print(f"\nFaults of our {count} points: {dict(found) or 'none'}")


def _read() -> list[Article]:
    folder = os.environ.get("KEYPOINT_SETS", "")
    if not folder:
        print(
            "\nKEYPOINT_SETS names no folder of articles with references, so the project's own few are read:"
        )
        print("enough to see that everything runs, too few to compare quality.")
    limit = int(os.environ.get("KEYPOINT_LIMIT", "0")) or None
    return [
        Article(path.stem, data["title"], data["text"], data["lang"], data["summary"])
        for path in sorted(Path(folder or SAMPLES).glob("*.jsonl"))
        for data in map(json.loads, path.read_text(encoding="utf-8").splitlines()[:limit])
    ]


def _in_its_own_process(name: str, articles: Sequence[Article]) -> Run:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        memory, first = pool.submit(cost, name, articles[0]).result()
        return Run(pool.submit(measure, name, articles).result(), memory, first)


def cost(name: str, article: Article) -> tuple[float, float]:
    """Mebibytes that a summarizer adds to a fresh process, and seconds until its first result."""
    before, start = _peak(), time.process_time()
    summarizer(name)(article.title, article.text, article.lang, POINTS)
    return _peak() - before, time.process_time() - start


def measure(name: str, articles: Sequence[Article]) -> list[Row]:
    """Run one summarizer over all articles, once for each language before the clock counts."""
    for article in {article.lang: article for article in articles}.values():
        summarizer(name)(article.title, article.text, article.lang, POINTS)
    return [_row(summarizer(name), article) for article in articles]


def _row(run: Summarizer, article: Article) -> Row:
    start = time.process_time()
    points = [point.text for point in run(article.title, article.text, article.lang, POINTS)]
    ms = (time.process_time() - start) * 1e3
    wrong = tuple(faults(article.title, article.text, article.lang, points))
    f1, recall = rouge2(points, article.summary, article.lang)
    return Row(article.group, f1, recall, ms, len(points), wrong)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _show(title: str, runs: dict[str, Run], group: str) -> None:
    head = (
        "summarizer",
        "ROUGE-2 F1",
        "recall",
        "points",
        "faults",
        "ms p50",
        "ms p95",
        "first s",
        "MB added",
    )
    lines = []
    for name, run in runs.items():
        rows = [row for row in run.rows if row.group == group]
        ms = [row.ms for row in rows]
        quality = (100 * _mean([row.f1 for row in rows]), 100 * _mean([row.recall for row in rows]))
        lines.append(
            (
                name,
                *(f"{value:.1f}" for value in quality),
                f"{_mean([row.made for row in rows]):.1f}",
                sum(len(row.faults) for row in rows),
                f"{percentile(ms, 50):.2f}",
                f"{percentile(ms, 95):.2f}",
                f"{run.first:.2f}",
                f"{run.memory:.0f}",
            )
        )
    show(title, head, lines)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
