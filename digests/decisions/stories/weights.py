"""Every threshold, window and weight of stories, with its reason. docs/stories.md has the figures.

The weights are those of logistic models, fitted on pairs that people labelled and on streams of news; the
files were for measuring and are no part of this project. The sign of one alone says little: it corrects the
others. Thresholds were chosen on the same files, those of streams on whole ones. The reasons for the prior,
idf, BM25 and the window come from trials before this code, with features that were nearly these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

# What is read of an article. More of the body made strangers alike (600 characters), less lost what
# happened (200).
TITLE, BODY = 200, 400  # characters
UNSPACED_FROM = 0.4  # of the terms: a Chinese text full of names in Latin letters is still Chinese
TITLE_TERMS = {True: 80, False: 28}  # where the whole text stands in the title, its beginning is the title
OPENING_TERMS = {True: 120, False: 16}  # of the body: where a report says what happened
MOST_SUBJECT = 8  # terms before a colon: longer is no name

# How rare a term is.
PRIOR = 2000  # articles that a store is thought to have had before: else the first hundred make rarity random
LEAST_IDF = 0.05
# Above it a word is rare: one article in fifty of a young store, one in six hundred of a full one.
USUAL_IDF = 0.6
REMEMBERED = 60_000  # articles, the window of a busy installation; then the older ones count half

# What is kept of an article: a kilobyte at most, so that 50,000 take 60 MB. 180 units and 80 pairs:
# within .003.
MOST_UNITS, LEAST_PAIRS, MOST_PAIRS, UNITS_AND_PAIRS = 100, 48, 96, 168
MOST_FRAME = 64  # runs, by the smallest hashes: a sample, exact for a notice
USUAL_LENGTH = {True: 200.0, False: 45.0}  # terms: the mean length in BM25
AGAIN = 2  # times that a unit counts for which is said more than once

# Who is compared.
WINDOW_HOURS = 72  # reports of one event come within three days; a shorter window misses weekends
CANDIDATES = 16  # 12 lose .02 of B-cubed F1 on headlines, 24 cost half as much time again
INDEX_UNITS, INDEX_PAIRS = 8, 10  # the heaviest, that an article is found by; 5 lose .09, 16 win nothing
YOUNG = 300  # articles of a store that cannot say yet which terms are rare
DOUBT = 2.5  # so much more is asked of the first article, and less with each, until it is no more young
LISTED = 256  # articles under one term, the newest

# What tells an event whatever is rare (``facts``). Of the measured files it joins no strangers within a day,
# and few reports that are not found without it: it is there for young stores. Set by hand, for so few.
FACTS = 1200  # characters: a report gives its figures in the first paragraphs
# With one figure seventeen pairs of strangers met within a day beside four reports of one event.
CORROBORATING = 2  # figures, one of three digits at least, and as many names
MOST_FACTS = 12  # figures and as many names that are kept of an article
MOST_NAMES = 0.35  # of the words: above it a language or a text begins other words with capitals too
CORROBORATED = 1.5  # so much: less than what a young store asks for, so that likeness must be there too

# The second lock (``guard``).
LEAST_UNITS = {True: 6, False: 3}  # credits and mere names have fewer
SAME_DAY = 0.9  # days: a running story changes its figures within the day, a column from day to day
NEXT_REPORT = 1.5  # days: one form with other figures may be the next report of the same
ONE_FORM = 0.6  # of the smaller frame: edited copies share .73 and more, reports in own words .3 and less
NOTICE = 250  # characters: figures nearly always differ somewhere in longer texts
# Of the words of two headlines that stand in the same place. With half of them reports of one event are found
# that are kept apart now (.01 of B-cubed F1 on headlines), and strangers in three languages are merged.
MOULD = 0.33
# Words, days and months apart, that strangers share by chance, with bodies or without. Asked of all stores it
# loses one related pair of 93 and .05 of B-cubed F1 on headlines, of which one word is all that some share.
ALONE = {True: 2, False: 1}
FEW = 1_000  # articles of a store in which a city's name looks as rare as what tells an event
OTHER_WORD = 0.2  # rarity above a usual word's, on both sides: "... in Paris", "... in Madrid"
AT_MOST_RELATED, REFUSED = -0.01, -5.0  # scores

MOST_TERMS = 8  # that joined, to be named
MOST_RELATED = 5  # stories
BEST = 3  # reports of a story whose mean decides: one of them alone would make chains


class Model(NamedTuple):
    """A weight for each feature that is looked at; 0 is the grade "same", ``related`` the other one."""

    constant: float
    related: float
    features: Mapping[str, float]


# Short texts without words: 9,858 pairs. At 0: precision .92 by labels of which half are wrong up there.
# ``later`` is set by hand, for these had no times.
UNSPACED_SHORT = Model(
    constant=-5.46,
    related=-0.85,
    features={
        "units": 5.21, "titles": 2.56, "pairs": 0.4, "lacking": -2.34, "frame": -1.44, "form": -2.73,
        "figures": 0.22, "other_figures": 0.17, "other_days": -0.76, "quoted": 1.0, "other_codes": -4.45,
        "lengths": 0.51, "subject": -1.01, "later": -0.6,
    },
)  # fmt: skip
# Where one at least has a body: 12,898 pairs of one long affair, in which all has to do with all. Few
# features, since they are of one affair; the codes by hand, as above.
UNSPACED_LONG = Model(
    constant=-6.4,
    related=-1.2,
    features={"units": 8.9, "titles": 1.59, "days": -1.41, "lead": 8.95, "other_codes": -4.45},
)
# Headlines in words: 543 pairs about the same companies within three days, chosen to defeat likeness.
SPACED_SHORT = Model(
    constant=-4.54,
    related=-1.2,
    features={
        "days": -1.65, "rare": 3.42, "frame": -5.73, "units": 2.24, "titles": 6.68, "other_figures": -1.37,
        "lengths": 0.68,
    },
)  # fmt: skip
# The same among strangers, which those pairs lack: neighbours in two streams of headlines.
SPACED_ALIKE = Model(
    constant=-2.66,
    related=0.0,
    features={
        "units": 3.88, "titles": 3.35, "pairs": 1.33, "frame": 1.76, "lengths": -1.05, "other_figures": -0.4,
        "unmatched": -0.28,
    },
)  # fmt: skip
# Articles in words: 1,100 pairs of one form; most are weeks apart, so those within four days weighed most.
SPACED_LONG = Model(
    constant=-3.64,
    related=-1.0,
    features={
        "days": -0.86, "units": 6.56, "unmatched": -1.46, "form": -5.85, "rarest": 1.84,
        "other_figures": -0.28, "other_codes": -2.64,
    },
)  # fmt: skip
MODELS = {True: (UNSPACED_SHORT, UNSPACED_LONG), False: (SPACED_SHORT, SPACED_LONG)}
# From one model to the other, in characters: of the longer body, since a headline beside an article says more
# than a flash beside a flash; of the shorter one of two articles in words, as they were fitted.
RAMP = {True: (60, 150), False: (250, 400)}
ALIKE_SHARE = 0.6  # of that score, so that both models' errors weigh alike: best F1 .716, .675 with all of it

# Headlines in words cannot prove one event, so their story helps: the profile is what its reports share.
HEADLINE = (120, 220)  # characters: all of it below, nothing above
# A day, for headlines of a running story: with 1.5 two affairs of one company meet (precision .92 and .94).
FALL = 4.0
LEAST_EXACT = -3.5  # of SPACED_SHORT: below it forms with another name in them
# With 8 there are lumps of 330 headlines; a centre of .40 splits stories (B-cubed F1 .74, here .78).
PROFILE, PROFILE_CENTRE = 20.0, 0.36
PROFILE_MEMBERS = 16  # the newest: what a story has become


def most_pairs(units: int) -> int:
    """How many pairs are kept beside so many units: short texts have few units, and room for more pairs."""
    return max(LEAST_PAIRS, min(MOST_PAIRS, UNITS_AND_PAIRS - units))
