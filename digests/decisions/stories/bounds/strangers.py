"""Which of many articles are strangers to one, whatever a comparison would find: neither a grade nor a draw.

An upper bound of the score is enough to know it. That of a model takes of each feature with a weight above 0
the most that it can be, and of each other one the least: 0, where no more is said (``extremes``).
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from digests.decisions.stories import weights
from digests.decisions.stories.bounds.extremes import LEAST, MOST, corroborated
from digests.decisions.stories.bounds.many import Many
from digests.decisions.stories.bounds.shared import Numbers
from digests.decisions.stories.probe import Probe

_SURE = 1e-6  # sums in another order differ in their last digits


def strangers(probe: Probe, others: Sequence[array[int]]) -> list[bool]:
    """Of each of some articles, whether it is sure to be a stranger; never of those in words."""
    if not (others and probe.head.unspaced):
        return [False] * len(others)
    many = Many(probe, others)
    found: list[bool] = ((_above(many) < -_SURE) & (many.head("unspaced") > 0)).tolist()
    return found


def _above(many: Many) -> Numbers:
    """How far each can be above the grade "related", if it is of a script without spaces."""
    short, long = weights.MODELS[True]
    least, most = weights.RAMP[True]
    if many.mine.text >= most:
        above = at_most(long, many) - long.related
    else:
        size = np.maximum(many.mine.text, many.head("text"))
        share = np.minimum(1.0, np.maximum(0.0, (size - least) / (most - least)))
        above = (1 - share) * (at_most(short, many) - short.related)
        if share.max() > 0:
            above += share * (at_most(long, many) - long.related)
    return above + weights.CORROBORATED * corroborated(many) if many.probe.facts else above


def at_most(model: weights.Model, many: Many) -> Numbers:
    """The most that a model can make of each."""
    found = np.full(len(many), model.constant)
    for name, weight in model.features.items():
        if weight > 0:
            found += weight * MOST[name](many)
        elif name in LEAST:
            found += weight * LEAST[name](many)
    return found
