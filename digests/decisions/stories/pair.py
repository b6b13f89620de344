"""Whether two articles tell one event, and why."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from typing import Literal, NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.features import FEATURES
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.guard import guarded
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.terms import named
from digests.decisions.stories.weighed import weigh

Grade = Literal["same", "related", ""]


class Judgement(NamedTuple):
    """``score`` is in logits above what "same" needs; ``terms`` are the weightiest that both have."""

    score: float
    grade: Grade
    terms: tuple[str, ...]
    features: Mapping[str, float]


class Verdict(NamedTuple):
    """The score of two articles, and the grade that it means."""

    score: float
    grade: Grade


def judge(a: Prepared, b: Prepared, frequencies: Frequencies) -> Judgement:
    """Hold two articles against each other, with every feature by its name; the order does not matter."""
    first, second = sorted((a, b), key=lambda each: (each.seconds, each.pack()))
    two = Beside(Probe(weigh(first, frequencies), frequencies), weigh(second, frequencies))
    score, grade = verdict(two)
    found = {name: feature(two) for name, feature in FEATURES.items()}
    return Judgement(score, grade, terms(two, {**first.names, **second.names}), found)


def compare(probe: Probe, other: array[int]) -> Verdict:
    """The same for many in a row: only what the score is made of."""
    return verdict(Beside(probe, other))


def verdict(two: Beside) -> Verdict:
    """Score and grade, after the guard."""
    score, related = _scored(two)
    return Verdict(*guarded(two, score, "same" if score >= 0 else "related" if score >= related else ""))


def _scored(two: Beside) -> tuple[float, float]:
    """The score, and from which one on two articles are related: between two models where a text is middling long."""
    unspaced = two.both_unspaced()
    short, long = (weights.UNSPACED_SHORT, weights.UNSPACED_LONG) if unspaced else (weights.SPACED_SHORT, weights.SPACED_LONG)
    least, most = weights.RAMP[unspaced]
    share = (min(two.mine.length, two.head.length) - least) / (most - least)
    if share <= 0:
        return _sum(short, two), short.related
    if share >= 1:
        return _sum(long, two), long.related
    score = share * _sum(long, two) + (1 - share) * _sum(short, two)
    return score, share * long.related + (1 - share) * short.related


def _sum(model: weights.Model, two: Beside) -> float:
    return model.constant + sum([weight * FEATURES[name](two) for name, weight in model.features.items()])


def terms(two: Beside, names: Mapping[int, str]) -> tuple[str, ...]:
    """The weightiest units of both, in words where these are known."""
    heavy = sorted(two.shared, key=lambda unit: (-two.probe.product[unit], unit))[: weights.MOST_TERMS]
    return tuple(name for unit in heavy if (name := named(unit, names)))
