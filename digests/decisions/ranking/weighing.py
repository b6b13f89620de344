"""Weighing: what a contender counts for one chat, beside what it counts for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from digests.decisions.ranking.contenders import Contender, beside
from digests.decisions.ranking.reports import best_of, since
from digests.decisions.ranking.score import fresh_of, full_of, near_of, novel_of
from digests.decisions.ranking.taken import Ranked, ranked
from digests.decisions.ranking.weights import PLAIN
from digests.model import Candidate, Figures, FollowKind, Pick

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


class Weighing:
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
