"""Which stories a digest shows, and in what order; which that were told before go on.

Subscriptions take turns, each giving its best story, so that a busy one cannot crowd out the others; who
comes first within a turn is decided by score (``ranking/score.py``). One source cannot fill a digest, nor
can one event (``ranking/taken.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from digests.decisions.ranking.contenders import Contender, contender
from digests.decisions.ranking.reports import by_story
from digests.decisions.ranking.taken import Ranked, by_base
from digests.decisions.ranking.told import Heard, follow_up, heard
from digests.decisions.ranking.turns import by_turns
from digests.decisions.ranking.weighing import History, SectionKey, Weighing
from digests.model import Candidate, FollowUp, Pick

__all__ = ["History", "SectionKey", "Selection", "choose", "choose_among"]


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
    places = {section: place for place, section in enumerate(order)}
    under = _sections(candidates, places)
    stories = by_story(candidates, under.keys())
    contenders = {story: contender(story, reports) for story, reports in stories.items()}
    return choose_among(contenders, under, order, limit, size=size, history=history)


def choose_among(
    contenders: Mapping[int, Contender],
    under: Mapping[int, SectionKey],
    order: Sequence[SectionKey],
    limit: int,
    *,
    size: int,
    history: History | None = None,
    liked: Mapping[int, float] | None = None,
) -> Selection:
    """The same of stories that are taken apart already, each ``under`` one of the subscriptions.

    ``liked``: what the chat's tastes add to a story, in doublings.
    """
    history = history or History()
    choosing = Weighing(contenders, history, liked or {})
    sections: dict[SectionKey, list[Ranked]] = defaultdict(list)
    going_on: list[Ranked] = []
    for story, section in under.items():
        one = contenders[story]
        if story not in history.told:
            sections[section].append(choosing.news(one, section))
            continue
        to_them = heard(story, one.reports, history.told, history.seen_of(story))
        if to_them is not Heard.KNOWN:
            weighed = choosing.again(one, section)
            (going_on if to_them is Heard.GOES_ON else sections[section]).append(weighed)
    picks = list(islice(by_turns(sections.values(), history.related), limit))
    places = {section: place for place, section in enumerate(order)}
    shown = sorted(picks[:size], key=lambda pick: places[pick.section])
    return Selection(shown + picks[size:], _follow_ups(going_on, contenders, history))


def _sections(candidates: Sequence[Candidate], places: Mapping[SectionKey, int]) -> dict[int, SectionKey]:
    """The first of the subscriptions that each story falls under."""
    found: dict[int, SectionKey] = {}
    for each in candidates:
        for target in each.targets:
            if target in places and places[target] <= places[found.get(each.story, target)]:
                found[each.story] = target
    return found


def _follow_ups(
    going_on: Sequence[Ranked], contenders: Mapping[int, Contender], history: History
) -> list[FollowUp]:
    stories = [one.story for one in sorted(going_on, key=by_base)]
    return [follow_up(n, contenders[n].reports, history.told[n], history.seen_of(n)) for n in stories]
