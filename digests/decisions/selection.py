"""Which stories a digest shows, and in what order.

A story's rank is ``log2(sources) + fullness - log2(1 + age / 6 h)``, all three in doublings: a story that
twice as many sources carry may be twice as old, and a full article outranks a bare headline of half its
age. Age counts from the newest candidate, so that the clock does not matter; the logarithm keeps a backlog
of years in a sensible order. Fullness is the length up to that of a usual article, from 0 to 1.

Subscriptions take turns, each giving its best story, so that a busy one cannot crowd out the others; who
comes first within a turn is decided by rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, zip_longest
from math import log2

from digests.model import Candidate, FollowKind, Pick

_AGE = timedelta(hours=6)
_NEVER = datetime.min.replace(tzinfo=UTC)
_FULL = 900  # characters of a usual news article

SectionKey = tuple[FollowKind, int]


@dataclass(frozen=True, slots=True)
class _Told:
    """A story as its copies tell it: the pick it would be, and its rank (greater is better)."""

    pick: Pick
    rank: tuple[float, datetime, int]


def choose(
    candidates: Sequence[Candidate],
    order: Sequence[SectionKey],
    had: AbstractSet[int],
    limit: int,
    *,
    size: int,
) -> list[Pick]:
    """At most ``limit`` stories, one pick each, in the order in which they are shown.

    ``order`` is the subscriber's subscriptions; what falls under none of them, or is among the stories in
    ``had``, is left out. The first ``size`` picks are shown at once, so they stand section by section in the
    subscriber's order; those after them go on by turns. Of a story's copies the fullest is shown.
    """
    places = {section: place for place, section in enumerate(order)}
    newest = max((each.published for each in candidates), default=_NEVER)
    sections: dict[SectionKey, list[_Told]] = defaultdict(list)
    for copies in _by_story(candidates, had):
        under = {target for copy in copies for target in copy.targets} & places.keys()
        if under:
            section = min(under, key=places.__getitem__)
            sections[section].append(_told(copies, section, newest))
    picks = [told.pick for told in islice(_by_turns(sections.values()), limit)]
    shown = sorted(picks[:size], key=lambda pick: places[pick.section])
    return shown + picks[size:]


def _by_story(candidates: Iterable[Candidate], had: AbstractSet[int]) -> Iterable[list[Candidate]]:
    """The copies of each story, oldest first; a post may be among them once for each of its targets."""
    stories: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda each: (each.published, each.post)):
        if candidate.story not in had:
            stories[candidate.story].append(candidate)
    return stories.values()


def _told(copies: Sequence[Candidate], section: SectionKey, newest: datetime) -> _Told:
    best = max(copies, key=lambda copy: (copy.length, copy.post))
    sources = dict.fromkeys(copy.source for copy in copies)
    others = tuple(source for source in sources if source and source != best.source)
    latest = max(copy.published for copy in copies)
    score = log2(len(sources)) + min(best.length / _FULL, 1.0) - log2(1 + (newest - latest) / _AGE)
    return _Told(Pick(best.post, section, others), (score, latest, best.post))


def _by_turns(sections: Iterable[Iterable[_Told]]) -> Iterator[_Told]:
    ranked = [sorted(stories, key=_rank, reverse=True) for stories in sections]
    for turn in zip_longest(*ranked):
        yield from sorted((told for told in turn if told is not None), key=_rank, reverse=True)


def _rank(told: _Told) -> tuple[float, datetime, int]:
    return told.rank
