"""A logistic model with ridges, over the signs of a stretch and the pieces of text in it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FOLDS = 5
LEAST = 12  # articles in which a cue must stand; those of one saga are one, whose names would be learned
_RIDGE, _RIDGE_OF_CUES = 3.0, 30.0  # on standardised signs, and on counts of cues
_RIDGE_OF_ARTICLE = 1.0  # on how good an article is as a whole
_TINY = 0.1  # weights of cues that are left out
_BEST = 2.0  # rows that one of the best set counts as
_ROUNDS = 8  # of Newton's method, which needs six

Floats = npt.NDArray[np.float64]
Cue = tuple[str, str]
"""A piece of text, and where in the stretch it stands."""


class Row(NamedTuple):
    """A labelled stretch: its article, its signs, its cues, whether it would be printed, and its saga.

    ``best``: it is one of those that the article's points should be; ``unexplained``: refused only because
    nothing before it says what it speaks of.
    """

    article: int
    signs: Sequence[float]
    cues: Counter[Cue]
    good: bool
    saga: str = ""
    best: bool = False
    unexplained: bool = False


class Fitted(NamedTuple):
    """Weights of a constant, of standardised signs and of cues; ``mean`` and ``scale`` are those of signs."""

    cues: list[Cue]
    mean: Floats
    scale: Floats
    weights: Floats

    def logits(self, rows: Sequence[Row]) -> Floats:
        """Of each row."""
        return self.matrix(rows) @ self.weights

    def matrix(self, rows: Sequence[Row]) -> Floats:
        """A row each: 1, the standardised signs, how often each cue stands there."""
        place = {cue: n for n, cue in enumerate(self.cues, 1 + len(self.mean))}
        made = np.zeros((len(rows), 1 + len(self.mean) + len(self.cues)))
        made[:, 0] = 1
        made[:, 1 : 1 + len(self.mean)] = (np.array([row.signs for row in rows]) - self.mean) / self.scale
        for n, row in enumerate(rows):
            for cue in row.cues.keys() & place.keys():
                made[n, place[cue]] = row.cues[cue]
        return made

    def plain(self) -> tuple[float, Floats]:
        """The constant and the weights of signs as they are, not standardised."""
        signs = self.weights[1 : 1 + len(self.mean)] / self.scale
        return float(self.weights[0] - signs @ self.mean), signs

    def of_cues(self) -> Iterator[tuple[Cue, float]]:
        """Each cue with its weight."""
        return zip(self.cues, self.weights[1 + len(self.mean) :].tolist(), strict=True)


def fit(rows: Sequence[Row]) -> Fitted:
    """What tells the good rows of an article from its others; cues that weigh little are left out.

    How much more or less of an article or a saga is good as a whole is fitted beside, and left out: no sign
    of others.
    """
    signs = np.array([row.signs for row in rows])
    scale = signs.std(0)
    model = Fitted(_frequent(rows), signs.mean(0), np.where(scale > 0, scale, 1.0), np.zeros(0))
    weights, first = _weights(rows, model), 1 + len(model.mean)
    kept = [cue for cue, weight in zip(model.cues, weights[first:], strict=True) if abs(weight) >= _TINY]
    model = model._replace(cues=kept)
    return model._replace(weights=_weights(rows, model))


def _weights(rows: Sequence[Row], model: Fitted) -> Floats:
    """Those of the constant, the signs and the cues of a model."""
    own = model.matrix(rows)
    articles = sorted({row.article for row in rows})
    place = {article: n for n, article in enumerate(articles, 1)}
    whole = np.zeros((len(rows), 1 + len(articles)))
    whole[:, 0] = [bool(row.saga) for row in rows]
    whole[range(len(rows)), [place[row.article] for row in rows]] = 1
    ridge = [1e-6, *[_RIDGE] * len(model.mean), *[_RIDGE_OF_CUES] * len(model.cues)]
    ridge += [1e-6, *[_RIDGE_OF_ARTICLE] * len(articles)]
    counts = np.array([_BEST if row.best else 1.0 for row in rows])
    good = np.array([float(row.good) for row in rows])
    return _newton(np.column_stack([own, whole]), good, np.array(ridge), counts)[: own.shape[1]]


def _frequent(rows: Sequence[Row]) -> list[Cue]:
    inside = {(cue, row.saga or row.article) for row in rows for cue in row.cues}
    articles = Counter(cue for cue, _ in inside)
    return sorted(cue for cue, count in articles.items() if count >= LEAST)


def _newton(made: Floats, good: Floats, ridge: Floats, counts: Floats) -> Floats:
    weights = np.zeros(made.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(made @ weights)))
        slope = made.T @ (counts * (good - chance)) - ridge * weights
        curve = (made.T * (counts * chance * (1 - chance))) @ made + np.diag(ridge)
        weights += np.linalg.solve(curve, slope)
    return weights


def held_back(rows: Sequence[Row]) -> Floats:
    """The logit of each row by a model that has not seen its article."""
    articles = sorted({row.article for row in rows})
    random.Random(1).shuffle(articles)
    fold = {article: n % FOLDS for n, article in enumerate(articles)}
    found = np.zeros(len(rows))
    for each in range(FOLDS):
        own = [n for n, row in enumerate(rows) if fold[row.article] == each]
        model = fit([row for row in rows if fold[row.article] != each])
        found[own] = model.logits([rows[n] for n in own])
    return found


def area(logits: Floats, good: npt.NDArray[np.bool_]) -> float:
    """How likely a good row has more than another one: the area under the ROC curve, by ranks."""
    places = np.empty(len(logits))
    places[np.argsort(logits, kind="stable")] = np.arange(1, len(logits) + 1)
    many, others = int(good.sum()), int((~good).sum())
    return float((places[good].sum() - many * (many + 1) / 2) / (many * others))


def inside(logits: Floats, rows: Sequence[Row]) -> float:
    """The same within an article, in the mean of those with both."""
    areas = []
    for article in sorted({row.article for row in rows}):
        own = [n for n, row in enumerate(rows) if row.article == article]
        good = np.array([rows[n].good for n in own])
        if good.any() and not good.all():
            areas.append(area(logits[own], good))
    return sum(areas) / max(1, len(areas))
