"""On request: a digest of what is new, now, or the last one once more.

What comes on request counts as had: digest, delivery and cursor are one commit, so that the next slot tells
none of it again, whatever is killed in between. When the next slot is stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digests.decisions.ranking.given import Given
from digests.model import Owed, Profile, Rank
from digests.ports import Renderer
from digests.steps.build.amends import amends
from digests.steps.build.draft import Draft
from digests.steps.build.groups import Run
from digests.steps.build.history import Told, histories
from digests.steps.build.moving_on import is_told_since
from digests.steps.build.store_digests import store
from digests.store import Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import history, outbox
from digests.store.subscribers import due_editions, due_subscribers, given_digests, story_follows


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, as its ``profile`` says, up to which post it looks; ``answered``: it has its delivery."""

    subscriber: int
    profile: Profile
    upto: int
    oldest: int
    now: datetime
    answered: bool
    told: Told
    corrected: tuple[Owed, ...]


async def read(tx: Tx, subscriber_id: int, slot: str, run: Run, edition: int = 0) -> Asked | None:
    """What decides the answer, as of a run; None when there is no such subscriber, or edition."""
    profile = await due_subscribers.one(tx, subscriber_id, edition, run.now, oldest=run.oldest)
    if profile is None:
        return None
    answered = await history.is_delivered(tx, subscriber_id, slot)
    known = await histories(tx, [profile], run.upto, run.oldest)
    corrected = (await amends(tx, [profile], run.now)).get(profile, ())
    so_far = (run.upto, run.oldest, run.now, answered)
    return Asked(subscriber_id, profile, *so_far, known.get(profile, ()), corrected)


async def write(tx: Tx, renderer: Renderer, asked: Asked, drafted: Draft, slot: str, now: datetime) -> bool:
    """Store the digest with its delivery, and that its posts were had.

    False when the subscriber was given something else since it was read: then nothing is written.
    """
    one, choice = asked.subscriber, drafted.choice
    if not await _covered(tx, asked, drafted.upto):
        return False
    if choice.fresh:
        await due_subscribers.settle_fresh(tx, [one], choice.fresh)
    digest_id = (await store(tx, renderer, [drafted], now))[0]
    await outbox.add(tx, digest_id, {one: slot}, now, rank=Rank.AWAITED)
    await given_digests.add(tx, {Given(digest_id, choice.size): [one]})
    if choice.followed:
        await story_follows.heard(tx, [one], await digest_rows.followed_posts(tx, digest_id), now)
    return True


async def _covered(tx: Tx, asked: Asked, upto: int) -> bool:
    """Move the cursor on, where nothing was told since it was read, by no alert or edition of the chat."""
    profile, then = asked.profile, max(asked.profile.cursor, upto)
    line = (await given_digests.lines(tx, [asked.subscriber])).get(asked.subscriber, "")
    if is_told_since(line, profile.told, asked.oldest):
        return False
    if profile.edition:
        return await due_editions.cover(tx, profile.edition, profile.cursor, then)
    return await due_subscribers.cover(tx, asked.subscriber, profile.cursor, then)


async def repeat(tx: Tx, subscriber_id: int, slot: str, now: datetime) -> bool:
    """Have the last digest sent once more, unless it is on its way still; False when there is none."""
    last = await history.last_of(tx, subscriber_id)
    if last is None:
        return False
    if not last.is_open:
        await outbox.add(tx, last.digest, {subscriber_id: slot}, now, rank=Rank.AWAITED)
    return True
