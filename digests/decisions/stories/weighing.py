"""How an article comes to its array: which of its terms are kept, and by which it is found."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies, Rarities
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.vectors import Terms, frame_of, pairs_of, units_of
from digests.decisions.stories.weighed import NORMS, SIZE, Head, levels, norms

Keys = Sequence[tuple[int, float]]
Places = npt.NDArray[np.intp]
NEW = 1.0  # the rarity of a term that no article has had


class Weighing(NamedTuple):
    """The array of an article, and its terms with their rarity when it was weighed.

    ``units`` and ``pairs`` are all that it has, ``rarities`` those of the pairs; ``kept`` those of the units
    that are kept, as they stand, and ``heavy`` these units and theirs, the heaviest first; ``articles`` how
    many the store had.
    """

    numbers: array[int]
    units: Terms
    pairs: Terms
    rarities: Rarities
    kept: Rarities
    heavy: tuple[Terms, Rarities]
    articles: int

    def listed(self) -> Keys:
        """The terms by which the article will be found."""
        return self._keys(*self.heavy, self.pairs, self.rarities)

    def sought(self) -> Keys:
        """Those by which others are found: a term that no article had would only take the place of one."""
        units, rarities = self.heavy
        known, known_pairs = rarities < NEW, self.rarities < NEW
        return self._keys(units[known], rarities[known], self.pairs[known_pairs], self.rarities[known_pairs])

    def _keys(self, units: Terms, of_units: Rarities, pairs: Terms, rarities: Rarities) -> Keys:
        """The heaviest; in a young store, where nothing is rare, more."""
        young = self.articles < weights.YOUNG
        most = len(units) if young else weights.INDEX_UNITS
        rare = heaviest(pairs, rarities, weights.MOST_PAIRS if young else weights.INDEX_PAIRS)
        terms = units[:most].tolist() + (pairs[rare] ^ 0x5555_5555).tolist()
        return [*zip(terms, of_units[:most].tolist() + rarities[rare].tolist(), strict=True)]


def weigh(prepared: Prepared, frequencies: Frequencies) -> array[int]:
    """The array of an article, with the weights that its terms have now."""
    return weighing(prepared, frequencies).numbers


def weighing(prepared: Prepared, frequencies: Frequencies) -> Weighing:
    """The same with what it was made of."""
    counts = units_of(prepared)
    said = counts.total()
    once, again = levels(said, prepared.unspaced)
    units = np.fromiter(counts, np.uint32, len(counts))
    often = np.fromiter(counts.values(), np.uint32, len(counts)) > 1
    rarities = frequencies.rarities(units)
    heavy = rarities * np.where(often, again, once)
    kept = _kept(units, heavy)
    kept, sizes = _by_place(prepared, kept, units[kept].tolist(), often[kept])
    pairs = pairs_of(prepared)
    pair_rarities = frequencies.pair_rarities(pairs)
    rare = heaviest(pairs, pair_rarities, _most_pairs(prepared, len(kept)))
    numbers = _numbers(prepared, said, units[kept], sizes, pairs[rare])
    rarities, heavy = rarities[kept], heavy[kept]
    numbers[NORMS] = norms(heavy.tolist(), rarities[: sizes[0] + sizes[1]].tolist())
    first = np.argsort(-(rarities * heavy), kind="stable")
    found = units[kept][first], rarities[first]
    return Weighing(numbers, units, pairs, pair_rarities, rarities, found, frequencies.articles)


def _numbers(prepared: Prepared, said: int, units: Terms, sizes: Sequence[int], pairs: Terms) -> array[int]:
    """The array, without its norms."""
    frame = frame_of(prepared)
    rest = [pairs.tolist(), frame[: weights.MOST_FRAME].tolist()]
    rest += [prepared.days, prepared.quoted, prepared.codes, prepared.subject, prepared.facts]
    head = Head(
        prepared.unspaced,
        max(0, prepared.seconds // 60),
        prepared.length,
        prepared.text,
        said,
        *(0, 0, 0),
        int(np.count_nonzero(units >= FIGURE)),
        len(frame),
        *accumulate([SIZE + sizes[0], *sizes[1:], *map(len, rest)]),
    )
    return array("I", [*head, *units.tolist(), *chain.from_iterable(rest)])


def _kept(units: Terms, heavy: Rarities) -> Places:
    """Where the heaviest units stand, as they stand."""
    if len(units) <= weights.MOST_UNITS:
        return np.arange(len(units))
    kept = np.flatnonzero(heavy >= np.partition(heavy, -weights.MOST_UNITS)[-weights.MOST_UNITS])
    return kept if len(kept) == weights.MOST_UNITS else np.sort(heaviest(units, heavy, weights.MOST_UNITS))


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


def _by_place(
    prepared: Prepared, kept: Places, units: Iterable[int], often: npt.NDArray[np.bool_]
) -> tuple[Places, list[int]]:
    """Title, opening, rest, each by how often; in the order in which they are said, which tells a mould."""
    title, opening = title_of(prepared), opening_of(prepared)
    place = [0 if unit in title else 2 if unit in opening else 4 for unit in units]
    slices = np.array(place, np.uint8) + often
    sizes: list[int] = np.bincount(slices, minlength=6).tolist()
    return kept[np.argsort(slices, kind="stable")], sizes
