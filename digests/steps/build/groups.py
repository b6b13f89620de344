"""Sharing: who is built for together, and what has been made for whom."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from digests.decisions.schedule import latest_missed, next_due
from digests.errors import BadInput
from digests.model import Owed, Profile
from digests.steps.build.choices import Choice, choice_of
from digests.steps.build.history import Told
from digests.steps.build.material import Material

LONGEST = timedelta(minutes=10)
MOST_AT_ONCE = 64
"""New digests in one commit: 0.2 s, in which nobody else writes to SQLite."""

REMEMBERED = 100_000  # choices, by their hashes, at a quarter of a kilobyte each


class Outcome(Enum):
    """What became of a choice that has no digest."""

    EMPTY = auto()
    FAILED = auto()


Made = int | Outcome
"""The id of the digest that was made for a choice, or why there is none."""


_Key = tuple[int, int]


@dataclass(slots=True)
class Run:
    """All who are due at one moment, built for in many commits.

    ``now`` and ``upto`` stand still meanwhile, although posts come in: so those who choose alike share one
    digest, and their cursors stay alike for the next one. What was made for the choices used last is kept.
    Digests before ``oldest`` are forgotten by those who had them. ``at_once``: how many digests the next
    commit holds.
    """

    now: datetime
    upto: int
    oldest: int = 0
    at_once: int = 0
    _material: Material | None = None
    _made: OrderedDict[_Key, Made] = field(default_factory=OrderedDict)

    def is_old(self, now: datetime) -> bool:
        """Whether to begin another: those who still wait shall not miss what came in meanwhile."""
        return now - self.now >= LONGEST

    def material(self, now: datetime) -> Material:
        """What its digests are made of, as it is about now."""
        if self._material is None or self._material.is_old(now):
            self._material = Material(self.upto, now, self.now)
        return self._material

    def renew(self) -> None:
        """Read everything anew: what is known may be wrong by now."""
        self._material = None

    def made(self, choice: Choice) -> Made | None:
        """What was made for a choice; None when nothing was yet, or that is forgotten."""
        key = _key(choice)
        if key in self._made:
            self._made.move_to_end(key)
        return self._made.get(key)

    def remember(self, made: Mapping[Choice, Made]) -> None:
        """Keep what was made, once it is committed."""
        self._made.update((_key(choice), one) for choice, one in made.items())
        while len(self._made) > REMEMBERED:
            self._made.popitem(last=False)


def _key(choice: Choice) -> _Key:
    """Two hashes of 64 bits: choices with filters take kilobytes, and tens of thousands come round again."""
    return hash(choice), hash((choice.told, choice.own, choice.follows, choice.size, choice.cursor))


@dataclass(frozen=True, slots=True)
class Group:
    """The due subscribers of one choice; their schedules may differ."""

    choice: Choice
    members: dict[Profile, Sequence[int]] = field(default_factory=dict)

    @property
    def ids(self) -> list[int]:
        """The subscribers."""
        return [one for ids in self.members.values() for one in ids]


def grouped(
    waiting: Mapping[Profile, Sequence[int]],
    now: datetime,
    told: Mapping[Profile, Told],
    corrected: Mapping[Profile, tuple[Owed, ...]],
) -> tuple[list[Group], dict[Profile, Sequence[int]]]:
    """Who gets the same digest, longest waiting first; and those whose schedule makes no sense.

    ``told``: what they know of what came in; ``corrected``: what was corrected of what they know.
    """
    groups: dict[Choice, Group] = {}
    misfits: dict[Profile, Sequence[int]] = {}
    for profile, ids in waiting.items():
        try:
            choice = choice_at(profile, now, told.get(profile, ()), corrected.get(profile, ()))
        except BadInput:
            misfits[profile] = ids
        else:
            groups.setdefault(choice, Group(choice)).members[profile] = ids
    return list(groups.values()), misfits


def choice_at(profile: Profile, now: datetime, told: Told = (), corrected: tuple[Owed, ...] = ()) -> Choice:
    """What a due subscriber gets: one digest, of the newest of the slots that it has missed.

    Raises ``BadInput`` for a schedule that has no next time.
    """
    next_due(profile.schedule, now)
    missed = latest_missed(profile.schedule, profile.next_due, now)
    return choice_of(profile, missed or profile.next_due, told, corrected)


def stretches(run: Run, groups: Sequence[Group], first: int) -> Iterator[list[Group]]:
    """Those of one commit each: few new digests in the ``first``, so that its message leaves, then ever more.

    Those come last whose stories must be looked into; where there are only such, the first commit holds one:
    half a millisecond for each story that it may hold is time enough.
    """
    some: list[Group] = []
    waiting = sorted(groups, key=lambda one: one.choice.own.looks_into)
    run.at_once = run.at_once or (1 if waiting and waiting[0].choice.own.looks_into else first)
    new = 0
    for group in waiting:
        some.append(group)
        new += run.made(group.choice) is None
        if new == run.at_once:
            yield some
            run.at_once = min(2 * run.at_once, MOST_AT_ONCE)
            some, new = [], 0
    if some:
        yield some
