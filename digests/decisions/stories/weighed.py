"""An article's terms with their weights: as arrays to be compared with, and as a probe that is compared."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain
from math import sqrt

from digests.decisions.stories import vectors
from digests.decisions.stories import weights as w
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import BREAK, FIGURE


def _said(f: int, length: int, usual: float) -> float:
    return 2.2 * f / (f + 1.2 * (0.25 + 0.75 * length / usual))


class Weighed:
    __slots__ = ("prepared", "seconds", "length", "unspaced", "groups", "levels", "norm", "pairs", "pair_norm", "pair_total",
                 "title", "title_norm", "opening", "opening_norm", "frame", "figures", "days", "quoted", "codes", "subject", "head", "names", "nunits", "pw", "uw", "ow", "tfigures", "pset", "uset", "npairs")

    def __init__(self, p: Prepared, freq: Frequencies) -> None:
        units = vectors.units_of(p)
        size = sum(units.values())
        usual = w.USUAL_LENGTH[p.unspaced]
        idf = {u: freq.idf(u) for u in units}
        self.levels = [_said(f, size, usual) for f in range(1, w.MOST_TOLD + 1)]
        weight = {u: idf[u] * self.levels[min(f, w.MOST_TOLD) - 1] for u, f in units.items()}
        kept = sorted(weight, key=lambda u: (-weight[u], u))[: w.MOST_UNITS]
        groups = [[] for _ in range(w.MOST_TOLD)]
        for u in kept:
            groups[min(units[u], w.MOST_TOLD) - 1].append(u)
        self.groups = [array("I", g) for g in groups]
        self.uw = {u: weight[u] for u in kept}
        self.norm = sqrt(sum(x * x for x in self.uw.values()))
        self.nunits = len(units)
        self.uset = set(kept)
        self.figures = sum(u >= FIGURE for u in kept)
        pw = {u: freq.pair_idf(u) for u in vectors.pairs_of(p)}
        self.npairs = len(pw)
        best = sorted(pw, key=lambda u: (-pw[u], u))[: w.MOST_PAIRS]
        self.pw = {u: pw[u] for u in best}
        self.pairs = array("I", best)
        self.pset = set(best)
        self.pair_norm = sqrt(sum(x * x for x in self.pw.values()))
        self.pair_total = sum(self.pw.values())
        title = Counter(u for u in p.title[: w.TITLE_TERMS[p.unspaced]] if u)
        body = [u for u in p.body if u][: w.OPENING_TERMS[p.unspaced]]
        opening = Counter(chain(title, body))
        self.title = {u: idf[u] for u in title}
        self.title_norm = sqrt(sum(x * x for x in self.title.values()))
        self.tfigures = {u for u in title if u >= FIGURE}
        self.ow = {u: idf[u] for u in opening}
        self.opening_norm = sqrt(sum(x * x for x in self.ow.values()))
        self.frame = vectors.frame_of(p)
        self.head = {u: freq.pair_idf(u) for u in vectors.head_of(p, w.HEAD)}
        self.days, self.quoted, self.codes = set(p.days), set(p.quoted), set(p.codes)
        self.subject = {u: freq.idf(u) for u in p.subject if u}
        self.seconds, self.length, self.unspaced = p.seconds, p.length, p.unspaced
        self.names = p.names
