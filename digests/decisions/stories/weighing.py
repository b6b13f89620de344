"""How an article comes to its array: which of its terms are kept, and by which it is found."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.frequencies import Frequencies
from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.terms import FIGURE
from digests.decisions.stories.vectors import frame_of, pairs_of, units_of
from digests.decisions.stories.weighed import SIZE, Head, levels, renew

Keys = Sequence[tuple[int, float]]
NEW = 1.0  # the rarity of a term that no article has had


class Weighing(NamedTuple):
    """The array of an article, and its terms with their rarity when it was weighed.

    ``units`` are all, ``pairs`` all with their rarity, ``heavy`` the units that are kept, the heaviest first;
    ``articles`` how many the store had.
    """

    numbers: array[int]
    units: Collection[int]
    pairs: Mapping[int, float]
    heavy: Mapping[int, float]
    articles: int

    def keys(self) -> Keys:
        """The terms by which the article will be found."""
        return self._keys(list(self.heavy), self.pairs)

    def sought(self) -> Keys:
        """Those by which others are found: a term that no article had would only take the place of one."""
        pairs = {pair: value for pair, value in self.pairs.items() if value < NEW}
        return self._keys([unit for unit, value in self.heavy.items() if value < NEW], pairs)

    def _keys(self, units: Sequence[int], pairs: Mapping[int, float]) -> Keys:
        """The heaviest; in a young store, where nothing is rare, more."""
        young = self.articles < weights.YOUNG
        rare = heaviest(pairs, weights.MOST_PAIRS if young else weights.INDEX_PAIRS)
        first = units if young else units[: weights.INDEX_UNITS]
        found = [(unit, self.heavy[unit]) for unit in first]
        return found + [(pair ^ 0x5555_5555, pairs[pair]) for pair in rare]


def weigh(prepared: Prepared, frequencies: Frequencies) -> array[int]:
    """The array of an article, with the weights that its terms have now."""
    return weighing(prepared, frequencies).numbers


def weighing(prepared: Prepared, frequencies: Frequencies) -> Weighing:
    """The same with what it was made of."""
    counts = units_of(prepared)
    said, title = counts.total(), title_of(prepared)
    once, again = levels(said, prepared.unspaced)
    idf = dict(zip(counts, frequencies.idfs(counts), strict=True))
    heavy = {unit: idf[unit] * (once if count == 1 else again) for unit, count in counts.items()}
    units = heaviest(heavy, weights.MOST_UNITS)
    pairs = pairs_of(prepared)
    rarity = dict(zip(pairs, frequencies.pair_idfs(pairs), strict=True))
    rare = heaviest(rarity, _most_pairs(prepared, len(units)))
    frame = sorted(frame_of(prepared))
    parts: list[Sequence[int]] = [*_by_place(units, counts, title, opening_of(prepared)), rare]
    parts += [frame[: weights.MOST_FRAME], prepared.days, prepared.quoted, prepared.codes, prepared.subject]
    parts.append(prepared.facts)
    head = Head(
        prepared.unspaced,
        max(0, prepared.seconds // 60),
        prepared.length,
        prepared.text,
        said,
        *(0, 0, 0),  # the norms, which follow
        sum(unit >= FIGURE for unit in units),
        len(frame),
        *_ends(parts),
    )
    numbers = array("I", [*head, *chain.from_iterable(parts)])
    renew(numbers, frequencies)
    product = {unit: idf[unit] * heavy[unit] for unit in chain.from_iterable(parts[:6])}
    ordered = sorted(product, key=product.__getitem__, reverse=True)
    return Weighing(numbers, counts, rarity, {unit: idf[unit] for unit in ordered}, frequencies.articles)


def heaviest(heavy: Mapping[int, float], most: int) -> list[int]:
    """The heaviest terms; of those that weigh the same a sample by number, the same whatever they came in."""
    if len(heavy) > most > 0:  # only what is as heavy as the last of them needs to be put in order
        least = sorted(heavy.values(), reverse=True)[most - 1]
        heavy = {term: value for term, value in heavy.items() if value >= least}
    return sorted(sorted(heavy), key=heavy.__getitem__, reverse=True)[:most]


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
    units: Iterable[int], counts: dict[int, int], title: set[int], opening: set[int]
) -> list[list[int]]:
    slices: list[list[int]] = [[], [], [], [], [], []]
    for unit in _in_order(units, counts):  # as they are said, for a mould is told by their order
        place = 0 if unit in title else 2 if unit in opening else 4
        slices[place + (counts[unit] > 1)].append(unit)
    return slices


def _in_order(units: Iterable[int], counts: dict[int, int]) -> list[int]:
    kept = set(units)
    return [unit for unit in counts if unit in kept]


def _ends(parts: Iterable[Sequence[int]]) -> list[int]:
    ends, place = [], SIZE
    for part in parts:
        place += len(part)
        ends.append(place)
    return ends
