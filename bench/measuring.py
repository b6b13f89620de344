"""Runs one summarizer over articles in a process of its own: quality, faults, milliseconds, memory."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bench.articles import Article
from bench.faults import MOST_CHARACTERS, MOST_WORDS, faults
from bench.rouge import rouge2
from digests.model import KeyPoint
from digests.ports import Summarizer
from digests.summarizers import NAMES, summarizer

POINTS = 3
_STATUS = Path("/proc/self/status")
OURS, LEAD, CUT = "keypoints", "lead", "lead, cut"
ALL = (OURS, LEAD, CUT, *(name for name in NAMES if name not in (OURS, LEAD)))

# kl costs with the square of an article's words and more: the first so many of each set stand for the set.
FEWER = {"kl": 60}


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

    def of(self, group: str) -> list[Row]:
        """What it made of one set."""
        return [row for row in self.rows if row.group == group]


def run(name: str, articles: Sequence[Article]) -> Run:
    """Measure in a fresh process."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        memory, first = pool.submit(cost, name, articles[0]).result()
        return Run(pool.submit(measure, name, _fewer(name, articles)).result(), memory, first)


def _fewer(name: str, articles: Sequence[Article]) -> list[Article]:
    chosen: list[Article] = []
    counts: dict[str, int] = {}
    for each in articles:
        counts[each.group] = counts.get(each.group, 0) + 1
        if counts[each.group] <= FEWER.get(name, len(articles)):
            chosen.append(each)
    return chosen


def named(name: str) -> Summarizer:
    """A summarizer by its name in the table, or the first sentences cut to the length that points have."""
    return lead_cut if name == CUT else summarizer(name)


def lead_cut(title: str, text: str, lang: str, n_points: int) -> list[KeyPoint]:
    """The first sentences, each cut hard at 80 characters or 32 words."""
    points = summarizer(LEAD)(title, text, lang, n_points)
    unspaced = Article("", title, text, lang, "").unspaced
    return [
        KeyPoint(p.text[:MOST_CHARACTERS] if unspaced else " ".join(p.text.split()[:MOST_WORDS]), rank=p.rank)
        for p in points
    ]


def cost(name: str, article: Article) -> tuple[float, float]:
    """Mebibytes that a summarizer adds to a fresh process, and seconds until its first result."""
    before, start = _peak(), time.process_time()
    named(name)(article.title, article.text, article.lang, POINTS)
    return _peak() - before, time.process_time() - start


def measure(name: str, articles: Sequence[Article]) -> list[Row]:
    """Run one summarizer over all articles, once for each language before the clock counts."""
    for article in {article.lang: article for article in articles}.values():
        named(name)(article.title, article.text, article.lang, POINTS)
    return [_row(named(name), article) for article in articles]


def _row(run: Summarizer, article: Article) -> Row:
    start = time.process_time()
    points = [point.text for point in run(article.title, article.text, article.lang, POINTS)]
    ms = (time.process_time() - start) * 1e3
    wrong = tuple(faults(article.title, article.text, article.lang, points))
    f1, recall = rouge2(points, article.summary, article.lang)
    return Row(article.group, f1, recall, ms, len(points), wrong)


def _peak() -> float:
    """The most memory that this process has had, in mebibytes.

    A process that was started anew inherits ``ru_maxrss`` from its parent on Linux, which hides what it
    adds; the kernel's own count does not.
    """
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
