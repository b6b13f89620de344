"""The most and the least that features can be (``features``), for one article and many others at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from digests.decisions.stories.beside import DAY, PART
from digests.decisions.stories.bounds.many import Many
from digests.decisions.stories.bounds.shared import Numbers
from digests.decisions.stories.terms import FIGURE

Bound = Callable[[Many], Numbers]

_NOTHING = 1e-9  # what is divided by where there is nothing to divide


def units(many: Many) -> Numbers:
    """As it is."""
    return _cosine(many.dot, many, "norm", many.mine.norm)


def titles(many: Many) -> Numbers:
    """As it is."""
    return _cosine(many.of_my_title[0], many, "title_norm", many.mine.title_norm)


def lead(many: Many) -> Numbers:
    """As it is."""
    mine = many.of_my_title[1] / ((many.mine.title_norm * PART) ** 2 + 0.05)
    norms = many.head("title_norm") * PART
    theirs = many.of_my_opening / (norms * norms + 0.05)
    least: Numbers = np.minimum(mine, theirs)
    return least


def pairs(many: Many) -> Numbers:
    """All pairs that both have, not only the rarest."""
    return many.pairs()


def figures(many: Many) -> Numbers:
    """As it is."""
    return np.minimum(2.0, many.rarity(FIGURE))


def other_figures(many: Many) -> Numbers:
    """As if they had no figure in common."""
    return np.log1p(np.minimum(many.mine.figures, many.head("figures")))


def quoted(many: Many) -> Numbers:
    """1 where both quote any name."""
    return (many.head("quoted") > many.head("days")) * float(bool(many.probe.quoted))


def lengths(many: Many) -> Numbers:
    """As it is."""
    return np.abs(np.log((many.head("length") + 10) / (many.mine.length + 10)))


def corroborated(many: Many) -> Numbers:
    """1 where both have any facts."""
    return (many.head("facts") > many.head("subject")) * float(bool(many.probe.facts))


def days(many: Many) -> Numbers:
    """As it is."""
    if not many.mine.minutes:
        return np.zeros(len(many))
    theirs = many.head("minutes")
    return np.minimum(np.abs(theirs - many.mine.minutes) / DAY, 4.0) * (theirs > 0)


def later(many: Many) -> Numbers:
    """As it is."""
    return np.maximum(0.0, days(many) - 1)


def lacking(many: Many) -> Numbers:
    """The rarest pair of the probe that each other one lacks: theirs would have to be looked up."""
    return many.lacking()


def _cosine(dot: Numbers, many: Many, norm: str, mine: int) -> Numbers:
    norms = many.head(norm) * (mine * PART * PART)
    found: Numbers = np.sqrt(dot / np.maximum(norms, _NOTHING))
    return found


MOST: Mapping[str, Bound] = {
    made.__name__: made for made in (units, titles, lead, pairs, figures, other_figures, quoted, lengths)
}
LEAST: Mapping[str, Bound] = {made.__name__: made for made in (days, later, lacking)}
