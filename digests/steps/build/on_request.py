"""On request: a digest of what is new, now, or the last one once more.

What comes on request counts as had: digest, delivery and cursor are one commit, so that the next slot tells
none of it again, whatever is killed in between. When the next slot is stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.decisions.ranking.given import Given
from digests.model import FollowKind, Profile, Rank, Subscriber, Subscription
from digests.ports import Renderer
from digests.steps.build.amends import amends
from digests.steps.build.draft import Draft
from digests.steps.build.groups import Run
from digests.steps.build.history import Told, histories
from digests.steps.build.pick import profile_of
from digests.store import Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import outbox, told
from digests.store.subscribers import due_subscribers, story_follows, subscribers


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, what they follow and know, up to which post it looks; ``answered``: it has its delivery."""

    subscriber: Subscriber
    following: tuple[Subscription, ...]
    upto: int
    answered: bool
    told: Told
    corrected: tuple[int, ...]
    profile: Profile


async def read(tx: Tx, subscriber_id: int, slot: str, run: Run) -> Asked | None:
    """What decides the answer, as of a run; None when there is no such subscriber."""
    one = await subscribers.get(tx, subscriber_id)
    if one is None:
        return None
    following = (await subscribers.following(tx, [subscriber_id]))[subscriber_id]
    answered = await digest_rows.is_delivered(tx, subscriber_id, slot)
    followed = (await story_follows.stories(tx, [subscriber_id])).get(subscriber_id, ())
    profile = profile_of(one, following, run.now, followed)
    known = await histories(tx, [profile], run.upto, run.oldest)
    corrected = (await amends(tx, [profile], run.now)).get(profile, ())
    return Asked(one, following, run.upto, answered, known.get(profile, ()), corrected, profile)


async def write(tx: Tx, renderer: Renderer, asked: Asked, drafted: Draft, slot: str, now: datetime) -> bool:
    """Store the digest with its delivery, and that its posts were had.

    False when the subscriber was given something else since it was read: then nothing is written.
    """
    one = asked.subscriber
    if not await due_subscribers.cover(tx, one.id, one.cursor, max(one.cursor, drafted.upto)):
        return False
    if shown := _fresh(drafted):
        await due_subscribers.settle_fresh(tx, [one.id], shown)
    digest_id = await drafted.store(tx, renderer, now)
    await outbox.add(tx, digest_id, {one.id: slot}, now, rank=Rank.AWAITED)
    await told.add(tx, [one.id], Given(digest_id, drafted.choice.size))
    if drafted.choice.followed:
        await story_follows.heard(tx, [one.id], await digest_rows.followed_posts(tx, digest_id), now)
    return True


def _fresh(drafted: Draft) -> list[tuple[FollowKind, int]]:
    return [(kind, target) for kind, target, fresh in drafted.choice.follows if fresh]


async def repeat(tx: Tx, subscriber_id: int, slot: str, now: datetime) -> bool:
    """Have the last digest sent once more, unless it is on its way still; False when there is none."""
    last = await digest_rows.last_of(tx, subscriber_id)
    if last is None:
        return False
    if not last.is_open:
        await outbox.add(tx, last.digest, {subscriber_id: slot}, now, rank=Rank.AWAITED)
    return True
