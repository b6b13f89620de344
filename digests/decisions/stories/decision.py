"""Which story an article belongs to, from what it was compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from digests.decisions.stories import weights
from digests.decisions.stories.beside import Beside
from digests.decisions.stories.pair import Verdict

Compared = Mapping[int, Sequence[tuple[Verdict, Beside]]]
"""Articles that may tell the same, by their stories."""


class Decision(NamedTuple):
    """The story to join, or none; with what score, for which terms; and related ones with theirs.

    Without a story ``score`` is that of the one that came nearest, as far as stories were compared.
    """

    story: int | None
    score: float
    terms: tuple[str, ...]
    related: tuple[tuple[int, float], ...]


def best(found: Sequence[Verdict]) -> list[Verdict]:
    """The few whose mean says how strongly a story draws an article."""
    if len(found) == 1:
        return [*found]
    return nlargest(weights.BEST, found, key=lambda each: each.joins)


def doubt(found: Sequence[Verdict], articles: int) -> float:
    """How much more a young store asks for, which takes common terms for rare ones: not for facts."""
    if any(each.certain for each in found):
        return 0.0
    return weights.DOUBT * max(0.0, 1 - articles / weights.YOUNG)


def related(compared: Compared, joined: int | None) -> tuple[tuple[int, float], ...]:
    """The stories that an article is related to, with their best scores, without the one that it joins."""
    scores = {
        story: [one.score for one, _ in found if one.grade]
        for story, found in compared.items()
        if story != joined
    }
    linked = [(story, round(max(of), 3)) for story, of in scores.items() if of]
    return tuple(sorted(linked, key=lambda each: (-each[1], each[0]))[: weights.MOST_RELATED])
