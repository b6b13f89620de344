"""Pick: what a digest for one set of choices holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.decisions.selection import choose
from digests.model import Candidate, Follow, FollowKind, Pick, Profile, Subscriber, Subscription
from digests.store import Tx
from digests.store.posts import pages

MOST_STORIES = 200
NEWEST_EACH = 20
Target = tuple[FollowKind, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """All that decides what a digest says: subscribers who agree in it share one.

    ``follows`` holds (kind, target, fresh) in the subscriber's order.
    """

    follows: tuple[Follow, ...]
    cursor: int
    language: str
    zone: str
    size: int
    points: int
    due: datetime
    transport: str
    first: bool = False

    @property
    def order(self) -> tuple[Target, ...]:
        """The subscriptions in their order."""
        return tuple((kind, target) for kind, target, _ in self.follows)


def choice_of(profile: Profile, due: datetime) -> Choice:
    """A subscriber's choice at one due time; who was never given anything begins with the newest."""
    choice = Choice(
        follows=profile.follows,
        cursor=profile.cursor,
        language=profile.language,
        zone=profile.schedule.zone,
        size=profile.size,
        points=profile.points,
        due=due,
        transport=profile.transport,
    )
    return choice if profile.cursor else as_first(choice)


def profile_of(subscriber: Subscriber, following: Sequence[Subscription], due: datetime) -> Profile:
    """A subscriber as one who is due."""
    return Profile(
        follows=tuple((one.kind, one.target, one.fresh) for one in following),
        cursor=subscriber.cursor,
        language=subscriber.language,
        schedule=subscriber.schedule,
        size=subscriber.size,
        points=subscriber.points,
        next_due=due,
        transport=subscriber.destination.transport,
    )


def as_first(choice: Choice) -> Choice:
    """The same choice as if it had never had a digest."""
    follows = tuple((kind, target, True) for kind, target, _ in choice.follows)
    return replace(choice, follows=follows, first=True)


async def pick(tx: Tx, choice: Choice, upto: int) -> list[Pick]:
    """Stories in the order of their rank: the newest of what is followed freshly, else what came in since."""
    listed = await _listed(tx, choice, upto)
    stories = {candidate.story for candidate in listed}
    had = await _had(tx, choice, stories)
    copies = await pages.copies(tx, stories - had, upto)
    candidates = with_targets(listed, copies)
    return choose(candidates, choice.order, had, MOST_STORIES, size=choice.size)


async def _listed(tx: Tx, choice: Choice, upto: int) -> list[Candidate]:
    found: list[Candidate] = []
    for kind in FollowKind:
        known = [target for k, target, fresh in choice.follows if k is kind and not fresh]
        if known:
            found += await pages.came_in(tx, kind, known, choice.cursor, upto)
        for target in [t for k, t, fresh in choice.follows if k is kind and fresh]:
            found += await pages.newest(tx, kind, target, upto, NEWEST_EACH)
    return found


async def _had(tx: Tx, choice: Choice, stories: set[int]) -> set[int]:
    """Stories that stood in what was followed before: an earlier digest, or its button, has shown them."""
    found: set[int] = set()
    for kind in FollowKind:
        known = [target for k, target, fresh in choice.follows if k is kind and not fresh]
        if known and stories:
            found |= await pages.had(tx, kind, known, stories, choice.cursor)
    return found


def with_targets(listed: Iterable[Candidate], copies: Iterable[Candidate]) -> list[Candidate]:
    """Every post of the listed stories once, under all the labels that any of its copies is listed under."""
    targets: dict[int, dict[Target, None]] = defaultdict(dict)
    posts: dict[int, Candidate] = {}
    for candidate in (*listed, *copies):
        targets[candidate.story].update(dict.fromkeys(candidate.targets))
        posts.setdefault(candidate.post, candidate)
    return [replace(one, targets=tuple(targets[one.story])) for one in posts.values()]
