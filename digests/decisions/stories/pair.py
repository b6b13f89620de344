"""Whether two articles tell one event, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.features import features
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.weighed import Weighed

Grade = Literal["same", "related", ""]


class Judgement(NamedTuple):
    """``score`` is in logits; ``terms`` are the weightiest that both have; ``features`` what the score is made of."""

    score: float
    grade: Grade
    terms: tuple[str, ...]
    features: Mapping[str, float]


def judge(a: Prepared, b: Prepared, frequencies: Frequencies) -> Judgement:
    """Hold two articles against each other; the order does not matter."""
    first, second = sorted((a, b), key=lambda each: (each.seconds, each.pack()))
    return judged(Weighed(first, frequencies), Weighed(second, frequencies))


def judged(a: Weighed, b: Weighed) -> Judgement:
    found = features(a, b)
    unspaced = a.unspaced and b.unspaced
    made = weights.UNSPACED_WEIGHTS if unspaced else weights.SPACED_WEIGHTS
    score = weights.UNSPACED_CONSTANT if unspaced else weights.SPACED_CONSTANT
    found["late"] = max(0.0, found["gap"] - 1)
    score += sum(weight * found[name] for name, weight in made.items())
    if not a.uset or not b.uset or found["codeconf"]:
        return Judgement(min(score, -9.0), "", (), found)
    grade: Grade = "same" if score >= weights.SAME[unspaced] else "related" if score >= weights.RELATED[unspaced] else ""
    return Judgement(score, grade, shared(a, b), found)


def shared(a: Weighed, b: Weighed) -> tuple[str, ...]:
    """The weightiest pairs and units of both, in words where these are known."""
    common = sorted(a.uset & b.uset, key=lambda u: (-min(a.uw[u], b.uw[u]), u))[: weights.MOST_TERMS]
    named = (a.names.get(u) or b.names.get(u) or (chr(u) if u < 0x80000000 else "") for u in common)
    return tuple(name for name in named if name)
