"""Pick: what a digest for one set of choices holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.decisions.ranking.followed import GoingOn, going_on
from digests.decisions.ranking.reports import by_story
from digests.decisions.selection import History, Selection, choose
from digests.model import LABELS, Candidate, Follow, FollowKind, Profile, Subscriber, Subscription
from digests.steps.build.history import Told
from digests.store import Tx
from digests.store.posts import pages

MOST_STORIES = 200
NEWEST_EACH = 20
Target = tuple[FollowKind, int]


@dataclass(frozen=True, slots=True)
class Choice:
    """All that decides what a digest says: subscribers who agree in it share one.

    ``follows`` holds (kind, target, fresh) in the subscriber's order, ``told`` the stories that they know,
    ``followed`` those whose news they want, and ``corrected`` what they are to be told was corrected.
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
    told: Told = ()
    followed: tuple[int, ...] = ()
    corrected: tuple[int, ...] = ()

    @property
    def since(self) -> int:
        """The post up to which they have been told."""
        return self.cursor

    @property
    def order(self) -> tuple[Target, ...]:
        """The subscriptions in their order."""
        return tuple((kind, target) for kind, target, _ in self.follows)


def choice_of(profile: Profile, due: datetime, told: Told = (), corrected: tuple[int, ...] = ()) -> Choice:
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
        told=told,
        followed=profile.followed,
        corrected=corrected,
    )
    return choice if profile.cursor else as_first(choice)


def profile_of(
    subscriber: Subscriber,
    following: Sequence[Subscription],
    due: datetime,
    followed: tuple[int, ...] = (),
) -> Profile:
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
        told=subscriber.told,
        followed=followed,
    )


def as_first(choice: Choice) -> Choice:
    """The same choice as if it had never had a digest."""
    follows = tuple((kind, target, True) for kind, target, _ in choice.follows)
    return replace(choice, follows=follows, first=True, told=(), followed=(), corrected=())


async def pick(tx: Tx, choice: Choice, upto: int) -> Selection:
    """Stories in their order, of the newest of what is followed freshly and of what came in since."""
    listed = await _listed(tx, choice, upto)
    had = await _had(tx, choice, {candidate.story for candidate in listed})
    new = [candidate for candidate in listed if candidate.article not in had]
    posts = await pages.copies(tx, {candidate.story for candidate in new}, upto)
    related = await pages.related(tx, {candidate.article for candidate in new})
    history = History(
        dict(choice.told), choice.cursor, _both_ways(related, {one.article: one.story for one in new})
    )
    candidates = with_targets(new, posts)
    return choose(candidates, choice.order, MOST_STORIES, size=choice.size, history=history)


async def going_on_of(tx: Tx, choice: Choice, selection: Selection, upto: int) -> GoingOn:
    """News of the stories that are followed, and of the others that go on."""
    stories = set(choice.followed)
    posts = await pages.copies(tx, stories, upto) if stories else []
    picked = {one.post for one in selection.picks}
    reports = by_story(posts, stories)
    return going_on(reports, dict(choice.told), choice.cursor, picked, selection.follow_ups)


def _both_ways(related: Iterable[tuple[int, int]], stories: Mapping[int, int]) -> dict[int, set[int]]:
    """Of each story those that it is related to; ``related`` says it of articles."""
    found: dict[int, set[int]] = defaultdict(set)
    for article, other in related:
        if (story := stories[article]) != other:
            found[story].add(other)
            found[other].add(story)
    return found


async def _listed(tx: Tx, choice: Choice, upto: int) -> list[Candidate]:
    found: list[Candidate] = []
    for kind in LABELS:
        known = [target for k, target, fresh in choice.follows if k is kind and not fresh]
        if known:
            found += await pages.came_in(tx, kind, known, choice.cursor, upto)
        for target in [t for k, t, fresh in choice.follows if k is kind and fresh]:
            found += await pages.newest(tx, kind, target, upto, NEWEST_EACH)
    return found


async def _had(tx: Tx, choice: Choice, stories: set[int]) -> set[int]:
    """Articles that stood in what was followed before: a copy that comes in later is no news."""
    found: set[int] = set()
    for kind in LABELS:
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
