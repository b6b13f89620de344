"""Reports: what of a story's posts counts as told by whom.

An article counts once however many copies it has, and speaks for whoever had it first: twenty papers that
print one agency text are one voice. Nor does a source count twice because it writes five articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from digests.model import Candidate, Form

_FULL = 900
"""Characters of a usual news article: what is longer is no fuller."""


class Report(NamedTuple):
    """An article of a story: its copies, oldest first."""

    copies: tuple[Candidate, ...]

    @property
    def first(self) -> Candidate:
        """Who had it first."""
        return self.copies[0]

    @property
    def stored(self) -> int:
        """The id of its oldest post: an article came in when its first copy did."""
        return min(copy.post for copy in self.copies)

    @property
    def best(self) -> Candidate:
        """The copy to be shown: one that is an article, the fullest, the latest stored."""
        return max(self.copies, key=_worth)


def reports_of(posts: Iterable[Candidate]) -> tuple[Report, ...]:
    """The articles that these posts of one story are copies of, oldest first."""
    posts = list(posts)
    if len(posts) == 1:  # as most are
        return (Report(tuple(posts)),)
    articles: dict[int, list[Candidate]] = defaultdict(list)
    for each in sorted(posts, key=lambda one: (one.published, one.post)):
        articles[each.article or each.post].append(each)
    return tuple(Report(tuple(copies)) for copies in articles.values())


def best_of(reports: Sequence[Report]) -> Candidate:
    """The post that stands for the story: what is a list or a form only where there is nothing else."""
    return max((copy for report in reports for copy in report.copies), key=_worth)


def _worth(post: Candidate) -> tuple[bool, int, int]:
    return (post.form is Form.ARTICLE, post.length, post.post)


def voices(reports: Iterable[Report]) -> tuple[str, ...]:
    """The independent sources, in the order in which they were heard; "" for those without a name."""
    return tuple(dict.fromkeys(report.first.source for report in reports))


def carriers(reports: Iterable[Report]) -> tuple[str, ...]:
    """All sources that carry it, those of copies too."""
    return tuple(dict.fromkeys(copy.source for report in reports for copy in report.copies))


def coverage(reports: Iterable[Report]) -> int:
    """How many independent sources tell it: at least 1."""
    return max(len(voices(reports)), 1)


def newest(reports: Iterable[Report]) -> datetime:
    """When the last of the articles was first heard: a late copy makes nothing fresh."""
    return max(report.first.published for report in reports)


def fullness(post: Candidate) -> float:
    """From 0 to 1, the length of a usual article."""
    return min(post.length / _FULL, 1.0)


def since(reports: Iterable[Report], seen: int) -> tuple[Report, ...]:
    """Those that came in after post ``seen``."""
    return tuple(report for report in reports if report.stored > seen)


def by_story(posts: Iterable[Candidate], stories: AbstractSet[int]) -> dict[int, tuple[Report, ...]]:
    """The reports of each of these stories."""
    grouped: dict[int, list[Candidate]] = defaultdict(list)
    for each in posts:
        if each.story in stories:
            grouped[each.story].append(each)
    return {story: reports_of(found) for story, found in sorted(grouped.items())}
