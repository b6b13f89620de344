"""Contenders: stories that may come, each with all of its weight that is the same for everybody.

What depends on who reads (what was told, what is newest among all that they follow, what they like) is added
when stories are chosen, so that a story is taken apart once for however many digests.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from digests.decisions.ranking.reports import Report, best_of, carriers, newest, reports_of, voices
from digests.decisions.ranking.score import full_of, wide_of
from digests.decisions.ranking.weights import PLAIN
from digests.model import Candidate
from digests.model.own import Mutes


class Contender(NamedTuple):
    """A story with its ``reports``, ``best`` is to be shown; ``newest`` is when its last report was heard.

    ``others`` are named beside the best; ``alone`` is its source, if no other tells it; ``names`` are by
    which people know whoever carries it. ``stamp`` is the newest once more, in seconds; ``wide``, ``full``
    and ``plain`` are as in its figures.
    """

    story: int
    reports: tuple[Report, ...]
    best: Candidate
    newest: datetime
    stamp: float
    voices: tuple[str, ...]
    others: tuple[str, ...]
    alone: str
    wide: float
    full: float
    plain: float
    names: frozenset[str] = frozenset()
    feeds: frozenset[int] = frozenset()


def contender(story: int, reports: tuple[Report, ...]) -> Contender:
    """A story as it stands by itself."""
    best, said, last = best_of(reports), voices(reports), newest(reports)
    return Contender(
        story,
        reports,
        best,
        last,
        last.timestamp(),
        said,
        beside(best, reports, said),
        said[0] if len(said) == 1 else "",
        wide_of(len(said)),
        full_of(best),
        PLAIN[best.form],
        frozenset(copy.named for report in reports for copy in report.copies),
        frozenset(copy.feed for report in reports for copy in report.copies),
    )


def beside(best: Candidate, reports: tuple[Report, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """Who is named beside the report that is shown: who tells it too, else who carries it."""
    names = said if len(said) > 1 else carriers(reports)
    return tuple(name for name in names if name and name != best.source)


def unmuted(stories: Mapping[int, Contender], mutes: Mutes, tagged: Collection[int]) -> dict[int, Contender]:
    """These stories as those tell them who are not muted, without those ``tagged`` and muted ones."""
    away = mutes.stories.union(tagged)
    return {n: left for n, one in stories.items() if n not in away and (left := without(one, mutes))}


def without(one: Contender, mutes: Mutes) -> Contender | None:
    """The story as if the muted sources and feeds had not told it; None where nobody else does."""
    if mutes.sources.isdisjoint(one.names) and mutes.feeds.isdisjoint(one.feeds):
        return one
    posts = [copy for report in one.reports for copy in report.copies]
    left = [each for each in posts if each.feed not in mutes.feeds and each.named not in mutes.sources]
    return contender(one.story, reports_of(left)) if left else None
