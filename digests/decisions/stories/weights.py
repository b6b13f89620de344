"""Every threshold, window and weight of stories, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

TITLE = 200
BODY = 400
UNSPACED_FROM = 0.4
PRIOR = 2000
LEAST_IDF = 0.05
MOST_UNITS = 100
_ROOM = 168


def most_pairs(units: int) -> int:
    return max(48, min(96, _ROOM - units))


MOST_FRAME = 64
USUAL_LENGTH = {True: 200.0, False: 45.0}
TITLE_TERMS = {True: 80, False: 28}
OPENING_TERMS = {True: 70, False: 16}
SAME_DAY = 0.9
USUAL_IDF = 0.6
REMEMBERED = 60_000
AGAIN = 2


class Model(NamedTuple):
    """A logistic one: ``constant`` and a weight for each feature that it looks at; a score of 0 is the grade "same"."""

    constant: float
    related: float
    features: Mapping[str, float]


UNSPACED_SHORT = Model(
    constant=-4.35 - 1.1,
    related=-0.9,
    features={
        "units": 5.21, "titles": 2.56, "pairs": 0.4, "lacking": -2.34, "frame": -1.44, "form": -2.73, "figures": 0.22,
        "other_figures": 0.17, "other_days": -0.76, "quoted": 1.0, "other_codes": -4.45, "lengths": 0.51, "subject": -1.01, "later": -0.6,
    },
)  # fmt: skip
UNSPACED_LONG = Model(
    constant=-4.72 - 2.0,
    related=-2.0,
    features={"units": 7.89, "titles": 1.64, "days": -1.39, "matched": 1.11, "lead": 7.62, "form": -2.73, "other_codes": -4.45},
)
SPACED_SHORT = Model(
    constant=-3.04 - 1.5,
    related=-1.5,
    features={"days": -1.65, "rare": 3.42, "frame": -5.73, "units": 2.24, "titles": 6.68, "other_figures": -1.37, "lengths": 0.68},
)
SPACED_LONG = Model(
    constant=-3.14 - 0.5,
    related=-1.0,
    features={"days": -0.86, "units": 6.56, "unmatched": -1.46, "form": -5.85, "rarest": 1.84, "other_figures": -0.28, "other_codes": -2.64},
)
RAMP = {True: (150, 300), False: (250, 400)}
LEAST_UNITS = {True: 8, False: 3}
MOST_TERMS = 8
CANDIDATES = 12
INDEX_UNITS = 8
INDEX_PAIRS = 10
LISTED = 256
MOST_RELATED = 5
WINDOW_HOURS = 72
REFUSED = -5.0
