"""What two articles have in common and what sets them apart, each as a number that a weight belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import filterfalse
from math import log, sqrt

from digests.decisions.stories.beside import PART, Beside
from digests.decisions.stories.form_features import (
    corroborated,
    figures,
    form,
    frame,
    other_codes,
    other_days,
    other_figures,
    quoted,
)
from digests.decisions.stories.terms import WORD
from digests.decisions.stories.weighed import excess

Feature = Callable[[Beside], float]


def units(two: Beside) -> float:
    """The square root of the cosine of their units."""
    norms = two.mine.norm * two.head.norm * PART * PART
    return sqrt(two.dot / norms) if norms else 0.0


def titles(two: Beside) -> float:
    """The square root of the cosine of their titles."""
    norms = two.mine.title_norm * two.head.title_norm * PART * PART
    return sqrt(_weight(two, two.title & two.probe.title) / norms) if norms else 0.0


def lead(two: Beside) -> float:
    """How much of each title's weight stands in the other's title and opening: the smaller share, 0 to 1."""
    mine = _weight(two, two.probe.title & (two.title | two.opening)) / (
        (two.mine.title_norm * PART) ** 2 + 0.05
    )
    theirs = _weight(two, two.title & two.probe.opening) / ((two.head.title_norm * PART) ** 2 + 0.05)
    return min(mine, theirs)


def matched(two: Beside) -> float:
    """The third powers of the rarity of units of either title that the other article has, summed."""
    idf = two.probe.idf
    return sum([idf[unit] ** 3 for unit in two.title | (two.probe.title & two.shared)])


def rare(two: Beside) -> float:
    """How much of what is rare in the titles the other article has, 0 to 1."""
    idf = two.probe.idf
    found = excess([idf[unit] for unit in two.title | (two.probe.title & two.shared)])
    return found / (found + unmatched(two) + 0.2)


def unmatched(two: Beside) -> float:
    """What is rare in a title and not in the other article: of the two sides the smaller."""
    idf = two.probe.idf
    theirs = two.head.title_excess * PART - excess([idf[unit] for unit in two.title])
    mine = two.mine.title_excess * PART - excess([idf[unit] for unit in two.probe.title & two.shared])
    return max(0.0, min(theirs, mine))


def rarest(two: Beside) -> float:
    """The rarity of the rarest word that both have."""
    idf = two.probe.idf
    return max([idf[unit] for unit in two.shared if unit >= WORD], default=0.0)


def pairs(two: Beside) -> float:
    """The five rarest pairs that both have, summed."""
    known = two.probe.pairs
    return sum(sorted(map(known.__getitem__, _common(two)))[-5:])


def lacking(two: Beside) -> float:
    """The rarity of the rarest pair that the other lacks: of the two sides the larger."""
    common, known = _common(two), two.probe.pairs
    mine = next(filterfalse(common.__contains__, known), None)
    theirs = next(filterfalse(common.__contains__, _their_pairs(two)), None)
    return max(
        known[mine] if mine is not None else 0.0,
        two.probe.frequencies.pair_idf(theirs) if theirs is not None else 0.0,
    )


def lengths(two: Beside) -> float:
    """How many times longer the longer one is, as a logarithm."""
    short, long = sorted((two.mine.length, two.head.length))
    return log((long + 10) / (short + 10))


def subject(two: Beside) -> float:
    """How alike those are of whom the titles speak before a colon, 0 to 1; 0 without."""
    theirs = two.other[two.head.codes : two.head.subject]
    if not theirs or not two.probe.subject:
        return 0.0
    rarity = two.probe.frequencies.idfs
    whole = _squares(rarity(two.probe.subject)) * _squares(rarity(theirs))
    return sqrt(_squares(rarity(two.probe.subject.intersection(theirs))) / sqrt(whole))


def days(two: Beside) -> float:
    """Days between them, at most 4; 0 without times."""
    return min(4.0, two.gap)


def later(two: Beside) -> float:
    """Days between them after the first, at most 3."""
    return max(0.0, days(two) - 1)


def _common(two: Beside) -> set[int]:
    return two.probe.pairs.keys() & _their_pairs(two)


def _their_pairs(two: Beside) -> Iterable[int]:
    return two.other[two.head.rest : two.head.pairs]


def _weight(two: Beside, shared: Iterable[int]) -> float:
    return _squares([two.probe.idf[unit] for unit in shared])


def _squares(values: Iterable[float]) -> float:
    return sum([value * value for value in values])


FEATURES: Mapping[str, Feature] = {
    made.__name__: made
    for made in (
        units, titles, lead, matched, rare, unmatched, rarest, frame, form, pairs, lacking, figures,
        other_figures, other_days, other_codes, quoted, corroborated, lengths, subject, days, later,
    )
}  # fmt: skip
