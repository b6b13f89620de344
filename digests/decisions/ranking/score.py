"""The score of a story: coverage, fullness, freshness, novelty and form, each a figure that can be said.

``2 log2(coverage + beside / 4) + fullness - log2(1 + age / 6 h) + novelty + form + liked``, all in doublings.
Age counts from the newest report of all, so that the clock does not matter. Novelty is 0 for a story that the
chat has heard nothing of; when it is told again only the sources that joined since then count, and what is
related to a story that the chat was told counts half. ``liked`` is what the chat's tastes add.
"""

from __future__ import annotations

from datetime import timedelta
from math import log2

from digests.decisions.ranking import weights
from digests.decisions.ranking.reports import fullness
from digests.model import Candidate

_SECOND = timedelta(seconds=1)
_FRESH_FOR = weights.FRESH_FOR / _SECOND


def wide_of(coverage: int) -> float:
    """What so many independent sources count."""
    return weights.WIDE * log2(coverage) if coverage > 1 else 0.0


def near_of(beside: int, coverage: int) -> float:
    """What sources count that tell only related stories."""
    return weights.WIDE * log2(1 + weights.NEAR * beside / coverage) if beside else 0.0


def full_of(best: Candidate) -> float:
    """What the length of the report counts that is shown."""
    return weights.FULL * fullness(best)


def fresh_of(age: float) -> float:
    """What an age of so many seconds counts, against the newest report of all: 0 or less."""
    return -log2(1 + age / _FRESH_FOR)


def novel_of(coverage: int, before: int, *, knows_related: bool) -> float:
    """What a chat has heard costs: of the story itself by ``before`` sources, or of what is related to it."""
    if before:
        return weights.WIDE * (log2(max(coverage - before, 1)) - log2(coverage))
    return weights.HEARD if knows_related else 0.0
