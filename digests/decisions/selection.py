"""Which stories a digest shows, and in what order; which that were told before go on.

Subscriptions take turns, each giving its best story, so that a busy one cannot crowd out the others; who
comes first within a turn is decided by score (``ranking/score.py``). One source cannot fill a digest, nor
can one event (``ranking/turns.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple

from digests.decisions.ranking.reports import Report, best_of, by_story, carriers, newest, since, voices
from digests.decisions.ranking.score import figures
from digests.decisions.ranking.told import Heard, follow_up, heard
from digests.decisions.ranking.turns import Ranked, by_base, by_turns, ranked
from digests.model import Candidate, FollowKind, FollowUp, Pick

_NEVER = datetime.min.replace(tzinfo=UTC)

SectionKey = tuple[FollowKind, int]


@dataclass(frozen=True, slots=True)
class History:
    """What a chat knows: stories ``told`` by how many sources each, of the posts up to ``seen``.

    ``related``: of each story those that it is related to, told or not.
    """

    told: Mapping[int, int] = field(default_factory=dict)
    seen: int = 0
    related: Mapping[int, AbstractSet[int]] = field(default_factory=dict)


class Selection(NamedTuple):
    """The picks in their order, and the stories that were told before and go on, the weightiest first."""

    picks: list[Pick]
    follow_ups: list[FollowUp]


def choose(
    candidates: Sequence[Candidate],
    order: Sequence[SectionKey],
    limit: int,
    *,
    size: int,
    history: History | None = None,
) -> Selection:
    """At most ``limit`` stories, one pick each, in the order in which they are shown, and the follow-ups.

    ``order`` is the subscriber's subscriptions; what falls under none of them is left out. The first ``size``
    picks are shown at once, so they stand section by section in the subscriber's order; those after them go
    on by turns.
    """
    history = history or History()
    places = {section: place for place, section in enumerate(order)}
    under = _sections(candidates, places)
    stories = by_story(candidates, under.keys())
    latest = max((newest(reports) for reports in stories.values()), default=_NEVER)
    sections: dict[SectionKey, list[Ranked]] = defaultdict(list)
    going_on: list[Ranked] = []
    for story, reports in stories.items():
        to_them = heard(story, reports, history.told, history.seen)
        if to_them is not Heard.KNOWN:
            beside = _beside(story, stories, history)
            one = _ranked(story, reports, under[story], latest, history, beside)
            (going_on if to_them is Heard.GOES_ON else sections[under[story]]).append(one)
    picks = list(islice(by_turns(sections.values(), history.related), limit))
    shown = sorted(picks[:size], key=lambda pick: places[pick.section])
    return Selection(shown + picks[size:], _follow_ups(going_on, stories, history))


def _sections(candidates: Sequence[Candidate], places: Mapping[SectionKey, int]) -> dict[int, SectionKey]:
    """The first of the subscriptions that each story falls under."""
    found: dict[int, SectionKey] = {}
    for each in candidates:
        for target in each.targets:
            if target in places and places[target] <= places[found.get(each.story, target)]:
                found[each.story] = target
    return found


def _ranked(
    story: int,
    reports: Sequence[Report],
    section: SectionKey,
    latest: datetime,
    history: History,
    beside: int,
) -> Ranked:
    before, last, said = history.told.get(story, 0), newest(reports), voices(reports)
    best = best_of((since(reports, history.seen) if before else ()) or reports)
    weighed = figures(
        best,
        latest - last,
        coverage=len(said),
        reports=len(reports),
        beside=beside,
        before=before,
        knows_related=not history.told.keys().isdisjoint(history.related.get(story, ())),
    )
    names = said if len(said) > 1 else carriers(reports)
    others = tuple(name for name in names if name and name != best.source)
    alone = said[0] if len(said) == 1 else ""
    return ranked(story, Pick(best.post, section, others, weighed, before), last, alone)


def _beside(story: int, stories: Mapping[int, Sequence[Report]], history: History) -> int:
    """How many sources tell only what is related to a story."""
    if not (related := history.related.get(story)):
        return 0
    near = {source for other in related for source in voices(stories.get(other, ()))}
    return len(near.difference(voices(stories[story])))


def _follow_ups(
    going_on: Sequence[Ranked], stories: Mapping[int, Sequence[Report]], history: History
) -> list[FollowUp]:
    ranked = sorted(going_on, key=by_base)
    return [follow_up(one.story, stories[one.story], history.told[one.story], history.seen) for one in ranked]
