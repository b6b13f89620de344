"""News of the stories that a chat follows: which stand in messages of their own, and which in a line."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from digests.decisions.ranking.reports import Report, coverage, since
from digests.decisions.ranking.told import follow_up
from digests.model import FollowUp

MOST_APART = 3
"""Messages of their own in one digest: more of them would be a second digest."""


class GoingOn(NamedTuple):
    """Stories that go on: those told in messages of their own, and those told in a line."""

    apart: list[FollowUp]
    lines: list[FollowUp]


def going_on(
    stories: Mapping[int, Sequence[Report]],
    told: Mapping[int, int],
    seen: int,
    picked: Collection[int],
    follow_ups: Sequence[FollowUp],
    later: Mapping[int, int] = MappingProxyType({}),
) -> GoingOn:
    """What is new after post ``seen`` of the followed ``stories``, most widely told first, and the others.

    ``later``: up to which post an alert or another digest has told a story after that. ``told``: by how many
    sources the chat was told each; ``picked``: posts that the digest shows as news, of whose stories nothing
    else is said. ``follow_ups`` are of all stories that the chat was told.
    """
    known_to = {story: max(seen, later.get(story, 0)) for story in stories}
    found = [
        follow_up(story, reports, told.get(story) or _before(reports, upto), upto)
        for story, reports in stories.items()
        if since(reports, upto := known_to[story]) and not _is_picked(reports, picked)
    ]
    found.sort(key=lambda one: (-one.coverage, one.story))
    known = {one.story for one in found}
    others = [one for one in follow_ups if one.story not in known]
    return GoingOn(found[:MOST_APART], found[MOST_APART:] + others)


def _before(reports: Sequence[Report], seen: int) -> int:
    """By how many sources it was told up to then."""
    new = since(reports, seen)
    return coverage([one for one in reports if one not in new])


def _is_picked(reports: Sequence[Report], picked: Collection[int]) -> bool:
    return any(copy.post in picked for report in reports for copy in report.copies)
