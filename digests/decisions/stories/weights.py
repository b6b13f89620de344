"""Every threshold, window and weight of stories, with its reason."""

from __future__ import annotations

TITLE = 200
BODY = 400
UNSPACED_FROM = 0.4
PRIOR = 2000
LEAST_IDF = 0.05
MOST_UNITS = 180
MOST_PAIRS = 80
MOST_TITLE = 40
MOST_OPENING = 80
MOST_FRAME = 400
HEAD = 12
USUAL_LENGTH = {True: 200.0, False: 45.0}
TITLE_TERMS = {True: 80, False: 28}
OPENING_TERMS = {True: 70, False: 16}
MOST_TOLD = 4

UNSPACED_WEIGHTS = {
    "su": 6.36, "st": 1.15, "top5": 0.43, "resmin": -0.06, "resmax": -1.78, "fr": -1.99, "frameconf": -2.72, "numsh": 0.25,
    "numconf": 0.21, "ddconf": -0.66, "qsh": 1.05, "qconf": -0.05, "codeconf": -5.85, "lrat": 0.67, "head": 0.88, "late": -0.6,
}  # fmt: skip
UNSPACED_CONSTANT = -4.9
SPACED_WEIGHTS = {
    "su": 2.43, "cx": 0.44, "c2": -3.17, "cont": 3.52, "top5": 0.48, "resmin": -1.57, "resmax": -0.81, "frameconf": -4.52,
    "numsh": 0.25, "numconf": -0.41, "codeconf": -0.25, "gap": -0.6,
}  # fmt: skip
SPACED_CONSTANT = -2.0
SAME = {True: 1.1, False: 0.5}
RELATED = {True: 0.2, False: -1.0}
MOST_TERMS = 8
CANDIDATES = 12
BEST = 3
INDEX_UNITS = 10
INDEX_PAIRS = 10
MOST_LISTED = 300
MOST_RELATED = 5
WINDOW_HOURS = 72
