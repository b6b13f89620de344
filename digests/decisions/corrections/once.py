"""Once: the same change of a figure is told once, however many sentences and reports hold that figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from digests.decisions.corrections.figures import masked, words
from digests.model import Amendment, AmendmentKind, Correction

Key = TypeVar("Key")

_REPEATS = AmendmentKind.FIGURE  # a title is what readers know a story by: it is always told


def once(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Corrections of one post by time, without what an earlier amendment says; none is empty."""
    kept = without_repeats((n, each) for n, one in enumerate(corrections) for each in one.amendments)
    found = (
        replace(one, amendments=tuple(each for of, each in kept if of == n))
        for n, one in enumerate(corrections)
    )
    return tuple(one for one in found if one.amendments)


def without_repeats(amendments: Iterable[tuple[Key, Amendment]]) -> list[tuple[Key, Amendment]]:
    """Amendments in their order, without a sentence whose figures changed as those of an earlier one did."""
    told = set[tuple[str, str]]()
    kept: list[tuple[Key, Amendment]] = []
    for key, each in amendments:
        changed = _changed(each.before, each.after)
        if each.kind is not _REPEATS or not changed or not changed <= told:
            kept.append((key, each))
        told |= changed
    return kept


def _changed(before: str, after: str) -> set[tuple[str, str]]:
    """Which figure became which other one, in the words that stand around both."""
    if not (before and after):
        return set()
    old, new = words(before), words(after)
    blocks = SequenceMatcher(None, masked(old), masked(new), autojunk=False).get_matching_blocks()
    pairs = (pair for i, j, size in blocks for pair in zip(old[i : i + size], new[j : j + size], strict=True))
    return {(one, other) for one, other in pairs if one != other}
