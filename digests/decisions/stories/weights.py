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
OPENING_TERMS = {True: 120, False: 16}
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
    constant=-4.35 - 1.05,
    related=-0.9,
    features={
        "units": 5.21, "titles": 2.56, "pairs": 0.4, "lacking": -2.34, "frame": -1.44, "form": -2.73, "figures": 0.22,
        "other_figures": 0.17, "other_days": -0.76, "quoted": 1.0, "other_codes": -4.45, "lengths": 0.51, "subject": -1.01, "later": -0.6,
    },
)  # fmt: skip
UNSPACED_LONG = Model(
    constant=-4.82 - 1.2,
    related=-1.5,
    features={"units": 8.9, "titles": 1.59, "days": -1.41, "lead": 8.95, "other_codes": -4.45},
)
SPACED_ALIKE = Model(
    constant=-2.66,
    related=0.0,
    features={"units": 3.88, "titles": 3.35, "pairs": 1.33, "frame": 1.76, "lengths": -1.05, "other_figures": -0.4, "unmatched": -0.28},
)
SPACED_SHORT = Model(
    constant=-3.04 - 1.5,
    related=-1.2,
    features={"days": -1.65, "rare": 3.42, "frame": -5.73, "units": 2.24, "titles": 6.68, "other_figures": -1.37, "lengths": 0.68},
)
SPACED_LONG = Model(
    constant=-3.14 - 0.5,
    related=-1.0,
    features={"days": -0.86, "units": 6.56, "unmatched": -1.46, "form": -5.85, "rarest": 1.84, "other_figures": -0.28, "other_codes": -2.64},
)
MODELS = {True: (UNSPACED_SHORT, UNSPACED_LONG), False: (SPACED_SHORT, SPACED_LONG)}
ALIKE_SHARE = 0.6
FALL = 4.0
LEAST_EXACT = -3.5
PROFILE = 20.0
PROFILE_CENTRE = 0.39
PROFILE_MEMBERS = 24
AT_MOST_RELATED = -0.01
ONE_FORM = 0.6
OTHER_WORD = 0.2
NEXT_REPORT = 1.5
RAMP = {True: (60, 150), False: (250, 400)}
LEAST_UNITS = {True: 8, False: 3}
MOST_TERMS = 8
CANDIDATES = 24
BEST = 3
INDEX_UNITS = 8
INDEX_PAIRS = 10
LISTED = 256
MOST_RELATED = 5
WINDOW_HOURS = 72
REFUSED = -5.0
NOTICE = 250
HEADLINE = (120, 220)
