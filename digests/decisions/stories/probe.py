"""An article that is held against many: its weights by term, made once."""

from __future__ import annotations

from array import array

import numpy as np

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.weighed import SIZE, Head, levels


class Probe:
    """The weights of a weighed article, where each is found at once."""

    def __init__(self, weighed: array[int], frequencies: Frequencies) -> None:
        self.head = head = Head(*weighed[:SIZE])
        self.frequencies = frequencies
        units = weighed[SIZE : head.rest]
        rarities: list[float] = frequencies.rarities(np.asarray(units)).tolist()
        self.idf = dict(zip(units, rarities, strict=True))
        once, again = levels(head.said, head.unspaced)
        self.product = {unit: value * value * once for unit, value in self.idf.items()}
        for start, end in head.said_again():
            for unit in weighed[start:end]:
                self.product[unit] *= again / once
        self.units = frozenset(units)
        self.order = weighed[SIZE : head.title_once]
        self.title = frozenset(weighed[SIZE : head.title])
        self.opening = frozenset(weighed[SIZE : head.opening])
        self.figures = frozenset(unit for unit in units if unit >= FIGURE)
        pairs = weighed[head.rest : head.pairs]
        rarities = frequencies.pair_rarities(np.asarray(pairs)).tolist()
        self.pairs = dict(zip(pairs, rarities, strict=True))
        self.frame = weighed[head.pairs : head.frame]
        self.runs = frozenset(self.frame)
        self.days = frozenset(weighed[head.frame : head.days])
        self.quoted = frozenset(weighed[head.days : head.quoted])
        self.codes = frozenset(weighed[head.quoted : head.codes])
        self.subject = frozenset(weighed[head.codes : head.subject])
        self.facts = frozenset(weighed[head.subject : head.facts])
