"""Two articles beside each other: what they share, from which each feature is made when it is asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from digests.decisions.stories import weights
from digests.decisions.stories.facts import corroborate
from digests.decisions.stories.mentions import MARKET
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.weighed import FIXED, SIZE, Head, levels

PART = 1 / FIXED
DAY = 1440  # minutes


class Beside:
    """A probe and another article; the features do not depend on which of the two is the probe."""

    __slots__ = (
        "_frame",
        "dot",
        "gap",
        "head",
        "mine",
        "opening",
        "other",
        "probe",
        "shared",
        "title",
        "undated",
    )

    def __init__(self, probe: Probe, other: array[int]) -> None:
        self.probe, self.other, self._frame = probe, other, -1.0
        self.mine = probe.head
        self.head = head = Head._make(other[:SIZE])
        once, again = levels(head.said, head.unspaced)
        share, product = probe.units.intersection, probe.product.__getitem__
        title = share(other[SIZE : head.title])
        self.title, self.opening = title, share(other[head.title : head.opening])
        self.shared = title | self.opening | share(other[head.opening : head.rest])
        more = share(
            other[head.title_once : head.title]
            + other[head.opening_once : head.opening]
            + other[head.rest_once : head.rest]
        )
        self.dot = once * sum(map(product, self.shared)) + (again - once) * sum(map(product, more))
        self.undated = not (self.mine.minutes and head.minutes)
        self.gap = 0.0 if self.undated else abs(self.mine.minutes - head.minutes) / DAY

    def both_unspaced(self) -> bool:
        """Whether both are of scripts that write no spaces."""
        return bool(self.mine.unspaced and self.head.unspaced)

    def common_frame(self) -> float:
        """How much of the smaller frame both have, 0 to 1: from their samples, as far as both go."""
        if self._frame < 0:  # asked for by features and by the guard
            self._frame = self._share_of_frames()
        return self._frame

    def _share_of_frames(self) -> float:
        theirs, mine = self.other[self.head.pairs : self.head.frame], self.probe.frame
        if not theirs or not mine:
            return 0.0
        least = min(self._known(theirs, self.head.runs, mine), self._known(mine, self.mine.runs, theirs))
        return len(self.probe.runs.intersection(theirs)) / (least + 2)

    @staticmethod
    def _known(sample: array[int], runs: int, other: array[int]) -> int:
        """The runs of a sample up to where the other one ends; all when neither is a mere sample."""
        return len(sample) if runs == len(sample) < weights.MOST_FRAME else bisect_right(sample, other[-1])

    def other_figures(self) -> int:
        """How many figures each has that the other lacks: the smaller number."""
        return max(0, min(self.mine.figures, self.head.figures) - len(self.shared & self.probe.figures))

    def other_days(self) -> bool:
        """Whether both name days, and none in common."""
        return _apart(self.probe.days, self.other[self.head.frame : self.head.days])

    def other_codes(self) -> bool:
        """Whether both have codes of companies of one market, and none in common."""
        mine, theirs = self.probe.codes, self.other[self.head.quoted : self.head.codes]
        return _apart(mine, theirs) and not {code // MARKET for code in mine}.isdisjoint(
            code // MARKET for code in theirs
        )

    def other_subjects(self) -> bool:
        """Whether both titles say before a colon of whom they speak, and it is not the same."""
        return _apart(self.probe.subject, self.other[self.head.codes : self.head.subject])

    def corroborated(self) -> bool:
        """Whether both name several figures and names exactly, within a day, and are not of one form."""
        if not self.probe.facts or self.undated or self.gap > weights.SAME_DAY:
            return False
        theirs = self.other[self.head.subject : self.head.facts]
        return corroborate(self.probe.facts, theirs) and self.common_frame() <= weights.ONE_FORM


def _apart(mine: frozenset[int], theirs: array[int]) -> bool:
    return bool(mine and theirs) and mine.isdisjoint(theirs)
