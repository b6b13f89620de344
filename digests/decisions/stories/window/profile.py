"""What the reports of a story have in common: the sum of their units, as a vector."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from math import sqrt

from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.probe import Probe
from digests.decisions.stories.weighed import norm

Profile = dict[int, float]


def profile(members: Iterable[array[int]], frequencies: Frequencies) -> Profile:
    """The sum of the members' unit vectors, itself of length 1."""
    summed: Profile = {}
    for member in members:
        product = Probe(member, frequencies).product
        length = norm(product.values()) or 1.0
        for unit, value in product.items():
            summed[unit] = summed.get(unit, 0.0) + value / length
    length = norm(summed.values()) or 1.0
    return {unit: value / length for unit, value in summed.items()}


def likeness(probe: Probe, story: Profile) -> float:
    """The square root of the cosine of an article and a story, 0 to 1."""
    shared = probe.product.keys() & story.keys()
    length = norm(probe.product.values())
    return sqrt(sum([probe.product[unit] * story[unit] for unit in shared]) / length) if length else 0.0
