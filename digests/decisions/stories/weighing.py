"""How an article comes to its array: which of its terms are kept, and by which it is found."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies, Rarities
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.vectors import Terms, frame_of, pairs_of, units_of
from digests.decisions.stories.weighed import SIZE, Head, levels, renew

Keys = Sequence[tuple[int, float]]
NEW = 1.0  # the rarity of a term that no article has had


class Weighing(NamedTuple):
    """The array of an article, and its terms with their rarity when it was weighed.

    ``units`` and ``pairs`` are all that it has, ``rarities`` those of the pairs; ``heavy`` are the units that
    are kept with theirs, the heaviest first; ``articles`` how many the store had.
    """

    numbers: array[int]
    units: Terms
    pairs: Terms
    rarities: Rarities
    heavy: Keys
    articles: int

    def listed(self) -> Keys:
        """The terms by which the article will be found."""
        return self._keys(self.heavy, self.pairs, self.rarities)

    def sought(self) -> Keys:
        """Those by which others are found: a term that no article had would only take the place of one."""
        known = self.rarities < NEW
        units = [each for each in self.heavy if each[1] < NEW]
        return self._keys(units, self.pairs[known], self.rarities[known])

    def _keys(self, units: Keys, pairs: Terms, rarities: Rarities) -> Keys:
        """The heaviest; in a young store, where nothing is rare, more."""
        young = self.articles < weights.YOUNG
        rare = heaviest(pairs, rarities, weights.MOST_PAIRS if young else weights.INDEX_PAIRS)
        found = zip((pairs[rare] ^ 0x5555_5555).tolist(), rarities[rare].tolist(), strict=True)
        return [*(units if young else units[: weights.INDEX_UNITS]), *found]


def weigh(prepared: Prepared, frequencies: Frequencies) -> array[int]:
    """The array of an article, with the weights that its terms have now."""
    return weighing(prepared, frequencies).numbers


def weighing(prepared: Prepared, frequencies: Frequencies) -> Weighing:
    """The same with what it was made of."""
    counts = units_of(prepared)
    said = counts.total()
    once, again = levels(said, prepared.unspaced)
    units = np.fromiter(counts, np.uint32, len(counts))
    rarities = frequencies.rarities(units)
    often = np.fromiter(counts.values(), np.uint32, len(counts)) > 1
    heavy = rarities * np.where(often, again, once)
    kept = np.sort(heaviest(units, heavy, weights.MOST_UNITS))
    pairs = pairs_of(prepared)
    pair_rarities = frequencies.pair_rarities(pairs)
    rare = heaviest(pairs, pair_rarities, _most_pairs(prepared, len(kept)))
    frame = frame_of(prepared)
    places = _by_place(prepared, units[kept].tolist(), often[kept].tolist())
    parts: list[Sequence[int]] = [*places, pairs[rare].tolist(), frame[: weights.MOST_FRAME].tolist()]
    parts += [prepared.days, prepared.quoted, prepared.codes, prepared.subject, prepared.facts]
    head = Head(
        prepared.unspaced,
        max(0, prepared.seconds // 60),
        prepared.length,
        prepared.text,
        said,
        *(0, 0, 0),  # the norms, which follow
        int(np.count_nonzero(units[kept] >= FIGURE)),
        len(frame),
        *_ends(parts),
    )
    numbers = array("I", [*head, *chain.from_iterable(parts)])
    renew(numbers, frequencies)
    found = _heavy(places, units[kept], rarities[kept], heavy[kept])
    return Weighing(numbers, units, pairs, pair_rarities, found, frequencies.articles)


def _heavy(places: Iterable[Sequence[int]], units: Terms, rarities: Rarities, heavy: Rarities) -> Keys:
    """The units that are kept with their rarity, by weight times rarity; of equal ones the first in place."""
    weight = dict(zip(units.tolist(), (rarities * heavy).tolist(), strict=True))
    rarity = dict(zip(units.tolist(), rarities.tolist(), strict=True))
    ordered = sorted(chain.from_iterable(places), key=weight.__getitem__, reverse=True)
    return [(unit, rarity[unit]) for unit in ordered]


def heaviest(terms: Terms, heavy: Rarities, most: int) -> npt.NDArray[np.intp]:
    """Where the heaviest stand; of those that weigh the same a sample by number, whatever they came in."""
    if most <= 0:
        return np.arange(0)
    places = np.arange(len(terms))
    if len(terms) > most:  # only what is as heavy as the last of them needs to be put in order
        places = np.flatnonzero(heavy >= np.partition(heavy, -most)[-most])
    return places[np.lexsort((terms[places], -heavy[places]))[:most]]


def _most_pairs(prepared: Prepared, units: int) -> int:
    """How many pairs are kept: none of a text that is too long for the model which looks at them."""
    long = prepared.unspaced and prepared.text >= weights.RAMP[True][1]
    return 0 if long else weights.most_pairs(units)


def title_of(prepared: Prepared) -> set[int]:
    """The units of the title's beginning."""
    return set(prepared.title[: weights.TITLE_TERMS[prepared.unspaced]])


def opening_of(prepared: Prepared) -> set[int]:
    """The first units of the body."""
    return set(prepared.body[: weights.OPENING_TERMS[prepared.unspaced]])


def _by_place(prepared: Prepared, units: Iterable[int], often: Iterable[bool]) -> list[list[int]]:
    """Title, opening, rest, each by how often; in the order in which they are said, which tells a mould."""
    title, opening = title_of(prepared), opening_of(prepared)
    slices: list[list[int]] = [[], [], [], [], [], []]
    for unit, again in zip(units, often, strict=True):
        slices[(0 if unit in title else 2 if unit in opening else 4) + again].append(unit)
    return slices


def _ends(parts: Collection[Sequence[int]]) -> list[int]:
    ends, place = [], SIZE
    for part in parts:
        place += len(part)
        ends.append(place)
    return ends
