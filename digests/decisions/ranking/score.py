"""The score of a story: coverage, fullness, freshness, novelty and form, each a figure that can be said.

``2 log2(coverage + beside / 4) + fullness - log2(1 + age / 6 h) + novelty + form``, all in doublings. Age
counts from the newest report of all, so that the clock does not matter. Novelty is 0 for a story that the
chat has heard nothing of; when it is told again only the sources that joined since then count, and what is
related to a story that the chat was told counts half.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from digests.decisions.ranking import weights
from digests.decisions.ranking.reports import Report, best_of, coverage, fullness, newest
from digests.model import Figures

_HOUR = timedelta(hours=1)


def figures(
    reports: Sequence[Report],
    latest: datetime,
    *,
    beside: int = 0,
    before: int = 0,
    knows_related: bool = False,
) -> Figures:
    """Why a story stands where it stands, when the newest of all reports is of ``latest``.

    ``beside``: sources that tell only related stories. ``before``: how many told it when the chat heard of it
    last, 0 when it never did.
    """
    best, wide = best_of(reports), coverage(reports)
    age = max(latest - newest(reports), timedelta(0))
    return Figures(
        coverage=wide,
        beside=beside,
        reports=len(reports),
        age=age / _HOUR,
        form=best.form,
        wide=weights.WIDE * log2(wide),
        near=weights.WIDE * log2(1 + weights.NEAR * beside / wide),
        full=weights.FULL * fullness(best),
        fresh=-log2(1 + age / weights.FRESH_FOR),
        novel=_novelty(wide, before, knows_related),
        plain=weights.PLAIN[best.form],
    )


def _novelty(wide: int, before: int, knows_related: bool) -> float:
    joined = max(wide - before, 1)
    return weights.WIDE * (log2(joined) - log2(wide)) * bool(before) + weights.HEARD * knows_related
