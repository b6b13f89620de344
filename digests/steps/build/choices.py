"""Choices: all that decides what a digest says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.model import Follow, FollowKind, Layout, Owed, Profile, Subscriber, Subscription
from digests.model.own import PLAIN, USUAL, Look, Own
from digests.steps.build.history import Told

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
    corrected: tuple[Owed, ...] = ()
    own: Own = PLAIN
    look: Look = USUAL

    @property
    def since(self) -> int:
        """The post up to which they have been told."""
        return self.cursor

    @property
    def order(self) -> tuple[Target, ...]:
        """The subscriptions in their order."""
        return tuple((kind, target) for kind, target, _ in self.follows)

    @property
    def fresh(self) -> list[Target]:
        """Those of which the newest are shown."""
        return [(kind, target) for kind, target, fresh in self.follows if fresh]

    @property
    def title(self) -> str:
        """The name of its edition, "" for the first."""
        return self.look.title

    @property
    def layout(self) -> Layout:
        """How it looks."""
        return self.look.layout

    @property
    def signature(self) -> str:
        """What ends it in a channel."""
        return self.look.signature

    @property
    def hashtags(self) -> bool:
        """Whether hashtags end it in a channel."""
        return self.look.hashtags


def choice_of(profile: Profile, due: datetime, told: Told = (), corrected: tuple[Owed, ...] = ()) -> Choice:
    """A subscriber's choice at one due time; who has had no digest begins with the newest.

    What alerts have told before the first digest is told all the same.
    """
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
        own=profile.own,
        look=profile.look,
    )
    if profile.cursor:
        return choice
    begun = all_fresh(choice)
    return begun if profile.edition else replace(begun, first=True, followed=())


def profile_of(
    subscriber: Subscriber,
    following: Sequence[Subscription],
    due: datetime,
    followed: tuple[int, ...] = (),
) -> Profile:
    """A subscriber as one whose first edition is due, before it mutes or likes anything."""
    mine = [one for one in following if not one.edition]
    queries = tuple(one.query for one in mine)
    return Profile(
        follows=tuple((one.kind, one.target, one.fresh) for one in mine),
        cursor=subscriber.cursor,
        language=subscriber.language,
        schedule=subscriber.schedule,
        size=subscriber.size,
        points=subscriber.points,
        next_due=due,
        transport=subscriber.destination.transport,
        told=subscriber.told,
        followed=followed,
        own=Own(subscriber.query, queries if any(queries) else (), subscriber.floor),
        look=Look(subscriber.layout, subscriber.signature, subscriber.hashtags),
    )


def all_fresh(choice: Choice) -> Choice:
    """The same choice with the newest of all that is followed."""
    return replace(choice, follows=tuple((kind, target, True) for kind, target, _ in choice.follows))


def as_first(choice: Choice) -> Choice:
    """The same choice as if it had never been told anything."""
    return replace(all_fresh(choice), first=True, told=(), followed=(), corrected=())
