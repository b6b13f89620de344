"""Why two articles tell one event or not, with all that is to be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.guard import Grade, limit, too_short
from digests.decisions.stories.pair import Judgement, judge
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.together import together
from digests.decisions.stories.weighing import weigh


class Explained(NamedTuple):
    """A judgement, what each feature weighs in short and long texts, and the most that the guard allows."""

    judgement: Judgement
    weights: Mapping[str, tuple[float, float]]
    most: Grade


def explain(a: Prepared, b: Prepared, frequencies: Frequencies) -> Explained:
    """Hold two articles against each other; the order does not matter."""
    made = judge(a, b, frequencies)
    two = Beside(Probe(weigh(a, frequencies), frequencies), weigh(b, frequencies))
    short, long = (model.features for model in weights.MODELS[two.both_unspaced()])
    counts = {name: (short.get(name, 0.0), long.get(name, 0.0)) for name in made.features}
    counts["corroborated"] = (weights.CORROBORATED, weights.CORROBORATED)
    made = made._replace(terms=together(made.terms, a, b))
    return Explained(made, counts, "" if too_short(two) else limit(two))
