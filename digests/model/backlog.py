"""How much waits, as somebody sees it who watches from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from digests.model.deliveries import Rank


@dataclass(frozen=True, slots=True)
class Backlog:
    """Counts, and seconds since when the oldest of them is due; ``jobs`` by queue and status."""

    deliveries: Mapping[Rank, int] = field(default_factory=dict)
    delivery_late: float = 0.0
    feeds_due: int = 0
    feed_late: float = 0.0
    feeds_erring: int = 0
    unindexed: int = 0
    unjudged: int = 0
    judging_late: float = 0.0
    alert_late: float = 0.0
    subscribers: int = 0
    jobs: Mapping[tuple[str, str], int] = field(default_factory=dict)
