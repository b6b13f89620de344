"""How sure a mean difference is: the paired percentile bootstrap (Efron 1979)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from bench.table import percentile

SAMPLES = 1000


class Difference(NamedTuple):
    """A mean difference with its 95 % interval."""

    mean: float
    low: float
    high: float


def paired(ours: Sequence[float], theirs: Sequence[float], seed: int = 0) -> Difference:
    """How much higher ours are, article by article, drawn anew with replacement a thousand times."""
    gains = [a - b for a, b in zip(ours, theirs, strict=True)]
    rng = random.Random(seed)
    means = [mean(rng.choices(gains, k=len(gains))) for _ in range(SAMPLES)]
    return Difference(mean(gains), percentile(means, 2.5), percentile(means, 97.5))


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
