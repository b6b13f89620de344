"""The score of a story: coverage, fullness, freshness, novelty and form, each a figure that can be said.

``2 log2(coverage + beside / 4) + fullness - log2(1 + age / 6 h) + novelty + form``, all in doublings. Age
counts from the newest report of all, so that the clock does not matter. Novelty is 0 for a story that the
chat has heard nothing of; when it is told again only the sources that joined since then count, and what is
related to a story that the chat was told counts half.
"""

from __future__ import annotations

from datetime import timedelta
from math import log2

from digests.decisions.ranking import weights
from digests.decisions.ranking.reports import fullness
from digests.model import Candidate, Figures

_HOUR = timedelta(hours=1)


def figures(
    best: Candidate,
    age: timedelta,
    *,
    coverage: int = 1,
    reports: int = 1,
    beside: int = 0,
    before: int = 0,
    knows_related: bool = False,
) -> Figures:
    """Why a story stands where it stands that is shown by its ``best`` report.

    ``age``: of its newest report, against the newest of all. ``beside``: sources that tell only related
    stories. ``before``: how many told it when the chat heard of it last, 0 when it never did.
    """
    return Figures(
        coverage=coverage,
        beside=beside,
        reports=reports,
        age=age / _HOUR,
        form=best.form,
        wide=weights.WIDE * log2(coverage) if coverage > 1 else 0.0,
        near=weights.WIDE * log2(1 + weights.NEAR * beside / coverage) if beside else 0.0,
        full=weights.FULL * fullness(best),
        fresh=-log2(1 + age / weights.FRESH_FOR),
        novel=_novelty(coverage, before) if before else weights.HEARD * knows_related,
        plain=weights.PLAIN[best.form],
    )


def _novelty(coverage: int, before: int) -> float:
    return weights.WIDE * (log2(max(coverage - before, 1)) - log2(coverage))
