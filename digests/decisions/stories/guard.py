"""The second lock: what the features must not talk anybody into."""

from __future__ import annotations

from typing import Literal

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.weighed import SIZE

Grade = Literal["same", "related", ""]


def guarded(two: Beside, score: float, grade: Grade) -> tuple[float, Grade]:
    """Score and grade, unless two articles share a form and not an event: then no more than they may have."""
    if two.other_codes():
        return min(score, weights.REFUSED), ""
    return score, "" if too_short(two) else grade


def too_short(two: Beside) -> bool:
    """Whether too little is left of one of them to tell anything: credits, a mere name."""
    mine = len(two.probe.units) < weights.LEAST_UNITS[bool(two.mine.unspaced)]
    return mine or two.head.rest - SIZE < weights.LEAST_UNITS[bool(two.head.unspaced)]
