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
from itertools import islice
from typing import NamedTuple

from digests.decisions.ranking.contenders import Contender, beside, contender
from digests.decisions.ranking.reports import best_of, by_story, since
from digests.decisions.ranking.score import fresh_of, full_of, near_of, novel_of
from digests.decisions.ranking.told import Heard, follow_up, heard
from digests.decisions.ranking.turns import Ranked, by_base, by_turns, ranked
from digests.decisions.ranking.weights import PLAIN
from digests.model import Candidate, Figures, FollowKind, FollowUp, Pick

_HOUR = 3600.0

SectionKey = tuple[FollowKind, int]


@dataclass(frozen=True, slots=True)
class History:
    """What a chat knows: stories ``told`` by how many sources each, of the posts up to ``seen``.

    ``later``: of stories that were told after that, by another digest of the chat, up to which post it
    looked. ``related``: of each story those that it is related to, told or not.
    """

    told: Mapping[int, int] = field(default_factory=dict)
    seen: int = 0
    related: Mapping[int, AbstractSet[int]] = field(default_factory=dict)
    later: Mapping[int, int] = field(default_factory=dict)

    def seen_of(self, story: int) -> int:
        """The post up to which the chat knows a story."""
        return max(self.seen, self.later.get(story, 0))


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
    choosing = _Choosing(contenders, history, liked or {})
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


class _Choosing:
    """Weighs contenders for one chat."""

    def __init__(
        self, contenders: Mapping[int, Contender], history: History, liked: Mapping[int, float]
    ) -> None:
        self._contenders = contenders
        self._history = history
        self._liked = liked
        self._latest = max((one.stamp for one in contenders.values()), default=0.0)

    def news(self, one: Contender, section: SectionKey) -> Ranked:
        """A story of which the chat was told nothing."""
        if one.story in self._history.related or one.story in self._liked:
            return self._ranked(one, section, one.best, one.others)
        age, coverage = self._latest - one.stamp, len(one.voices)
        fresh = fresh_of(age)
        weighed = Figures(
            *(coverage, 0, len(one.reports), age / _HOUR, one.best.form),
            *(one.wide, 0.0, one.full, fresh, 0.0, one.plain),
        )
        score = one.wide + one.full + fresh + one.plain
        return ranked(one, Pick(one.best.post, section, one.others, weighed), score)

    def again(self, one: Contender, section: SectionKey) -> Ranked:
        """A story that it was told: the best of what is new of it stands for it."""
        best = best_of(since(one.reports, self._history.seen_of(one.story)) or one.reports)
        others = one.others if best is one.best else beside(best, one.reports, one.voices)
        return self._ranked(one, section, best, others)

    def _ranked(
        self, one: Contender, section: SectionKey, best: Candidate, others: tuple[str, ...]
    ) -> Ranked:
        told, coverage, age = self._history.told, len(one.voices), self._latest - one.stamp
        near, before = self._beside(one), told.get(one.story, 0)
        knows = not told.keys().isdisjoint(self._history.related.get(one.story, ()))
        weighed = Figures(
            coverage=coverage,
            beside=near,
            reports=len(one.reports),
            age=age / _HOUR,
            form=best.form,
            wide=one.wide,
            near=near_of(near, coverage),
            full=full_of(best),
            fresh=fresh_of(age),
            novel=novel_of(coverage, before, knows_related=knows),
            plain=PLAIN[best.form],
            liked=self._liked.get(one.story, 0.0),
        )
        return ranked(one, Pick(best.post, section, others, weighed, before), weighed.score)

    def _beside(self, one: Contender) -> int:
        """How many sources tell only what is related to a story."""
        if not (related := self._history.related.get(one.story)):
            return 0
        known = (self._contenders.get(other) for other in related)
        near = {source for other in known if other for source in other.voices}
        return len(near.difference(one.voices))


def _follow_ups(
    going_on: Sequence[Ranked], contenders: Mapping[int, Contender], history: History
) -> list[FollowUp]:
    stories = [one.story for one in sorted(going_on, key=by_base)]
    return [follow_up(n, contenders[n].reports, history.told[n], history.seen_of(n)) for n in stories]
