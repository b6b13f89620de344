"""Features of what a text names exactly, and of its form: what forms repeat is no event."""

from __future__ import annotations

from math import log, sqrt

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside


def frame(two: Beside) -> float:
    """The square root of the share of their frames that both have."""
    return sqrt(two.common_frame())


def form(two: Beside) -> float:
    """The same share where figures, days or codes differ although the form is one; else 0."""
    return two.common_frame() if differ(two) else 0.0


def differ(two: Beside) -> bool:
    """Whether codes differ, or figures or days on another day: a running story changes its figures."""
    if two.other_codes():
        return True
    return (two.undated or two.gap > weights.SAME_DAY) and (two.other_figures() > 0 or two.other_days())


def figures(two: Beside) -> float:
    """The rarity of the figures that both have, summed, at most 2."""
    return min(2.0, sum([two.probe.idf[unit] for unit in two.shared & two.probe.figures]))


def other_figures(two: Beside) -> float:
    """How many figures each has that the other lacks, as a logarithm."""
    return log(1 + two.other_figures())


def other_days(two: Beside) -> float:
    """1 where both name days and none in common."""
    return float(two.other_days())


def other_codes(two: Beside) -> float:
    """1 where both name codes of companies and none in common."""
    return float(two.other_codes())


def quoted(two: Beside) -> float:
    """1 where both quote one name."""
    return float(not two.probe.quoted.isdisjoint(two.other[two.head.days : two.head.quoted]))


def corroborated(two: Beside) -> float:
    """1 where both have several exact figures and several names in common."""
    return float(two.corroborated())
