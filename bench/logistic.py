"""A logistic model with ridges, over the signs of a stretch and the pairs of tokens in it."""

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
_TINY = 0.05  # weights of cues that are left out
_ROUNDS = 12  # of Newton's method, which needs six

Floats = npt.NDArray[np.float64]
Cue = tuple[str, str]
"""A pair of tokens, and where in the stretch it stands."""


class Row(NamedTuple):
    """A labelled stretch: its article, its signs, its cues, whether it would be printed, and its saga."""

    article: int
    signs: Sequence[float]
    cues: Counter[Cue]
    good: bool
    saga: str = ""


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
    """What tells the good rows from others; cues that weigh next to nothing are left out.

    How much more or less of a saga is good as a whole is fitted beside, and left out: no sign of others.
    """
    signs = np.array([row.signs for row in rows])
    scale = signs.std(0)
    model = Fitted(_frequent(rows), signs.mean(0), np.where(scale > 0, scale, 1.0), np.zeros(0))
    ridge = np.array([1e-6, *[_RIDGE] * len(model.mean), *[_RIDGE_OF_CUES] * len(model.cues)])
    made = np.column_stack([model.matrix(rows), [float(bool(row.saga)) for row in rows]])
    weights = _newton(made, np.array([float(row.good) for row in rows]), np.append(ridge, 1e-6))[:-1]
    first = 1 + len(model.mean)
    kept = [n for n in range(len(model.cues)) if abs(weights[first + n]) >= _TINY]
    own = [*range(first), *(first + n for n in kept)]
    return model._replace(cues=[model.cues[n] for n in kept], weights=weights[own])


def _frequent(rows: Sequence[Row]) -> list[Cue]:
    inside = {(cue, row.saga or row.article) for row in rows for cue in row.cues}
    articles = Counter(cue for cue, _ in inside)
    return sorted(cue for cue, count in articles.items() if count >= LEAST)


def _newton(made: Floats, good: Floats, ridge: Floats) -> Floats:
    weights = np.zeros(made.shape[1])
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-(made @ weights)))
        slope = made.T @ (good - chance) - ridge * weights
        curve = (made.T * (chance * (1 - chance))) @ made + np.diag(ridge)
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
