"""What of the posts that wait for a chat is told as an alert: its news, and what followed stories bring.

A story is told once. Who follows it is told each new report of it; what the chat's digests covered meanwhile
stands in these.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from digests.decisions.ranking.reports import Report, best_of, carriers, coverage, voices
from digests.model import Figures, FollowKind, Pick

STORY = "story"
"""The kind of a rule that is a followed story; the others are subscriptions."""

NOWHERE = (FollowKind.CATEGORY, 0)
"""The section of what no subscription has asked for."""

MOST = 50
"""Stories of one alert, with those behind its button: more of them are for the digest."""


class Waiting(NamedTuple):
    """A post that waits for a chat, the story that it tells, and the rule by which it does."""

    post: int
    story: int
    kind: str
    target: int


@dataclass(frozen=True, slots=True)
class Knows:
    """What a chat knows and wants.

    By how many sources it was ``told`` stories, and up to which post each was ``known`` then; up to which
    its digests have ``covered`` all; how many sources must tell a story (``floor``).
    """

    told: Mapping[int, int]
    known: Mapping[int, int] = field(default_factory=dict)
    covered: int = 0
    floor: int = 1


def choose(
    waiting: Iterable[Waiting], stories: Mapping[int, Sequence[Report]], knows: Knows
) -> tuple[Pick, ...]:
    """What is told of what waits, most widely told first.

    ``stories``: the reports that the chat hears; a post that is among none of them asks for nothing.
    """
    rules: dict[int, list[Waiting]] = {}
    for one in waiting:
        if any(one.post == copy.post for each in stories.get(one.story, ()) for copy in each.copies):
            rules.setdefault(one.story, []).append(one)
    found = [pick for story, asked in rules.items() for pick in _pick(story, asked, stories[story], knows)]
    found.sort(key=lambda one: (-one.figures.coverage, -one.post))
    return tuple(found[:MOST])


def _pick(story: int, asked: Sequence[Waiting], reports: Sequence[Report], knows: Knows) -> Iterable[Pick]:
    if any(one.kind == STORY for one in asked):
        yield from _news(story, {one.post for one in asked}, reports, knows)
    elif story not in knows.told and coverage(reports) >= knows.floor:
        yield _made(best_of(reports).post, _section(asked), reports)


def _news(story: int, posts: Collection[int], reports: Sequence[Report], knows: Knows) -> Iterable[Pick]:
    """Of a followed story the reports that came in with these posts; a copy of an earlier one is none."""
    known = max(knows.covered, knows.known.get(story, 0))
    new = [one for one in reports if one.stored in posts and one.stored > known]
    if new:
        before = coverage([one for one in reports if one not in new])
        again = knows.told.get(story, 0) or (before if len(new) < len(reports) else 0)
        yield _made(best_of(new).post, NOWHERE, reports, again)


def _section(asked: Sequence[Waiting]) -> tuple[FollowKind, int]:
    """The narrowest of the rules that asked for it: a search says more than a category."""
    one = min(asked, key=lambda each: (_NARROW.index(FollowKind(each.kind)), each.target))
    return FollowKind(one.kind), one.target


_NARROW = (FollowKind.SEARCH, FollowKind.TAG, FollowKind.FEED, FollowKind.CATEGORY)


def _made(post: int, section: tuple[FollowKind, int], reports: Sequence[Report], again: int = 0) -> Pick:
    shown = next(copy.source for one in reports for copy in one.copies if copy.post == post)
    said = voices(reports)
    names = said if len(said) > 1 else carriers(reports)
    others = tuple(name for name in names if name and name != shown)
    return Pick(post, section, others, Figures(coverage(reports), reports=len(reports)), again)
