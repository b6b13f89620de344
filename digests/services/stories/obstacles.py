"""Obstacles: why two articles that are held for one event tell two stories all the same."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.pair import verdict
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.weighing import weigh
from digests.model import Obstacle


def obstacle(later: Prepared, story: Sequence[Prepared], frequencies: Frequencies) -> Obstacle:
    """What keeps an article from the story of reports that came before it.

    The profile of a story, which counts where all are headlines in words, is left out.
    """
    probe = Probe(weigh(later, frequencies), frequencies)
    found = [verdict(Beside(probe, weigh(each, frequencies))) for each in story]
    best = nlargest(weights.BEST, [each.joins for each in found])
    mean = sum(best) / len(best)
    if mean < 0:
        return Obstacle("mean", mean, len(best))
    asked = 0.0 if any(each.certain for each in found) else _doubt(frequencies.articles)
    if mean < asked:
        return Obstacle("young", asked, frequencies.articles)
    return Obstacle("before")


def _doubt(articles: int) -> float:
    """How much a store of so many articles asks for above 0."""
    return weights.DOUBT * max(0.0, 1 - articles / weights.YOUNG)
