"""The stories that most independent sources tell within a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.ranking.reports import Report, best_of, by_story, coverage, newest, voices
from digests.model import Candidate

AT_LEAST = 2
"""Sources: what one alone tells is not widely told."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A story with the post that stands for it, the sources beside that one's, and how many tell it."""

    story: int
    post: int
    others: tuple[str, ...]
    coverage: int
    newest: datetime


def most_covered(posts: Iterable[Candidate], since: datetime, limit: int) -> list[Covered]:
    """At most ``limit`` stories of these posts, by the sources that told them ``since`` then, most first.

    Of those that as many tell the one that was told last. An article counts once however many copies it has,
    at the time of the first.
    """
    told = list(posts)
    found = [
        _covered(story, recent)
        for story, reports in by_story(told, {each.story for each in told}).items()
        if coverage(recent := [one for one in reports if one.first.published >= since]) >= AT_LEAST
    ]
    return sorted(found, key=lambda one: (-one.coverage, -one.newest.timestamp(), one.story))[:limit]


def _covered(story: int, reports: list[Report]) -> Covered:
    best = best_of(reports)
    others = tuple(source for source in voices(reports) if source and source != best.source)
    return Covered(story, best.post, others, coverage(reports), newest(reports))
