"""Whether two articles tell one event, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.features import FEATURES, days
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.guard import Grade, by_chance, limit, too_short
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.terms import named
from digests.decisions.stories.weighing import weigh


class Judgement(NamedTuple):
    """``score`` in logits above what "same" needs; ``terms`` are the weightiest that both have."""

    score: float
    grade: Grade
    terms: tuple[str, ...]
    features: Mapping[str, float]


class Verdict(NamedTuple):
    """What a judgement says, in short, and how strongly the article draws the other into its story.

    ``headlines`` is 1 where one of them is a headline in words without much text, 0 where both have bodies:
    what a headline does not say the profile of the story has to. ``certain`` are exact facts that both have,
    which are evidence however young a store is.
    """

    score: float
    grade: Grade
    joins: float
    headlines: float
    certain: bool = False


def judge(a: Prepared, b: Prepared, frequencies: Frequencies) -> Judgement:
    """Hold two articles against each other; the order does not matter."""
    first, second = sorted((a, b), key=lambda each: (each.seconds, each.pack()))
    two = Beside(Probe(weigh(first, frequencies), frequencies), weigh(second, frequencies))
    found = verdict(two)
    named_features = {name: feature(two) for name, feature in FEATURES.items()}
    return Judgement(found.score, found.grade, terms(two, {**first.names, **second.names}), named_features)


def verdict(two: Beside) -> Verdict:
    """Score and grade of two articles, not above what the guard allows."""
    unspaced = two.both_unspaced()
    short, long = weights.MODELS[unspaced]
    size = max(two.mine.text, two.head.text) if unspaced else _shorter(two)
    share = _above(size, weights.RAMP[unspaced])
    exact = alike = 0.0
    if share < 1:  # as it is for all headlines
        exact = total(short, two)
        alike = exact if unspaced else total(weights.SPACED_ALIKE, two)
    score = (share * total(long, two) if share else 0.0) + (
        (1 - share) * _short(exact, alike, unspaced) if share < 1 else 0.0
    )
    certain = two.corroborated()
    score += weights.CORROBORATED * certain
    related = share * long.related + (1 - share) * short.related
    headlines = 0.0 if unspaced else 1.0 - _above(_shorter(two), weights.HEADLINE)
    joins = score
    if headlines:
        joins = (
            headlines * (_drawn(exact, alike, two) + weights.CORROBORATED * certain) + (1 - headlines) * score
        )
    if too_short(two) or by_chance(two, weights.YOUNG):
        return Verdict(score, "", weights.REFUSED, headlines)
    most = limit(two)
    near = score >= related and not by_chance(two, weights.FEW)
    if most == "same":
        called: Grade = "same" if score >= 0 else "related" if near else ""
        return Verdict(score, called, joins, headlines, certain)
    below = weights.REFUSED if most == "" else weights.AT_MOST_RELATED
    grade: Grade = "related" if most and near else ""
    return Verdict(min(score, below), grade, weights.REFUSED, headlines)


def _shorter(two: Beside) -> int:
    return min(two.mine.length, two.head.length)


def _above(size: int, ramp: tuple[int, int]) -> float:
    """Where a number of characters stands between two, 0 to 1."""
    least, most = ramp
    return min(1.0, max(0.0, (size - least) / (most - least)))


def _short(exact: float, alike: float, unspaced: bool) -> float:
    """The score of short texts. Those in words must also be alike for strangers: one rare word is chance."""
    return exact if unspaced else min(exact, weights.ALIKE_SHARE * alike)


def _drawn(exact: float, alike: float, two: Beside) -> float:
    """How strongly a headline draws another: by likeness, falling with time, unless they are of one form."""
    alike -= weights.FALL * days(two)
    exact -= weights.LEAST_EXACT
    return alike if exact > 0 else min(alike, 3 * exact)


def total(model: weights.Model, two: Beside) -> float:
    """What a model makes of two articles."""
    return model.constant + sum([weight * FEATURES[name](two) for name, weight in model.features.items()])


def terms(two: Beside, names: Mapping[int, str]) -> tuple[str, ...]:
    """The weightiest units of both, in words where these are known."""
    product = two.probe.product
    heavy = sorted([(-product[unit], unit) for unit in two.shared])[: weights.MOST_TERMS]
    return tuple(name for _, unit in heavy if (name := named(unit, names)))
