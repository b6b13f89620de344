"""What serving due subscribers writes, at once: digests, deliveries, cursors and next due times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.ranking.given import Given
from digests.decisions.schedule import next_due, retry_at, slot_name
from digests.model import Profile, Rank
from digests.ports import Renderer
from digests.runtime import log_context
from digests.steps.build.draft import Draft
from digests.steps.build.groups import Group, Made, Outcome, Run
from digests.steps.build.pick import Choice
from digests.store import Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import outbox, told
from digests.store.subscribers import due_subscribers, story_follows
from digests.store.subscribers.due_subscribers import Standing


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of a run, and what their deliveries rank."""

    run: Run
    now: datetime
    rank: Rank


@dataclass(frozen=True, slots=True)
class Ready:
    """A group with what was made for its choice, before or just now."""

    group: Group
    made: Made | Draft


async def write(
    tx: Tx, renderer: Renderer, batch: Batch, ready: Sequence[Ready]
) -> tuple[dict[Choice, Made], int]:
    """Digests, deliveries, cursors and next due times, all or nothing; how many deliveries."""
    failed = [one.group for one in ready if one.made is Outcome.FAILED]
    for group in failed:
        await put_off(tx, group.members, batch.run)
    others = [one.group for one in ready if one.made is not Outcome.FAILED]
    served = await _advance(tx, others, batch.run)
    made: dict[Choice, Made] = {group.choice: Outcome.FAILED for group in failed}
    count = 0
    for one in ready:
        mine = [each for each in one.group.ids if each in served]
        if mine:
            made[one.group.choice] = await _deliver(tx, renderer, batch, one, mine)
            count += len(mine) if one.made is not Outcome.EMPTY else 0
    return made, count


async def _deliver(tx: Tx, renderer: Renderer, batch: Batch, one: Ready, ids: Sequence[int]) -> Made:
    """A delivery for each, of the digest that is there or is stored with them."""
    choice = one.group.choice
    if shown := [(kind, target) for kind, target, fresh in choice.follows if fresh]:
        await due_subscribers.settle_fresh(tx, ids, shown)
    if isinstance(one.made, Outcome):
        return one.made
    there = one.made if isinstance(one.made, int) else await one.made.store(tx, renderer, batch.now)
    slot = slot_name(choice.zone, choice.due)
    await outbox.add(tx, there, dict.fromkeys(ids, slot), batch.now, rank=batch.rank)
    await told.add(tx, ids, Given(there, choice.size))
    if choice.followed:
        await story_follows.heard(tx, ids, await digest_rows.followed_posts(tx, there), batch.now)
    return there


async def _advance(tx: Tx, groups: Iterable[Group], run: Run) -> set[int]:
    """Cover the posts up to here, and set the next time of each schedule; whom nobody else has served."""
    alike: dict[tuple[Standing, Standing], list[int]] = defaultdict(list)
    for group in groups:
        for profile, ids in group.members.items():
            # Who asked for a digest since the run began has had more than the run looks at.
            then = Standing(max(run.upto, profile.cursor), next_due(profile.schedule, run.now))
            alike[Standing(profile.cursor, profile.next_due), then] += ids
    served: set[int] = set()
    for (was, then), ids in alike.items():
        served |= await due_subscribers.advance(tx, ids, was, then)
    return served


async def put_off(tx: Tx, members: Mapping[Profile, Sequence[int]], run: Run) -> None:
    """Try again later: their digests could not be made."""
    for profile, ids in members.items():
        await due_subscribers.put_off(tx, ids, run.now, retry_at(profile.schedule, run.now))


def note(made: Mapping[Choice, Made], ready: Sequence[Ready]) -> None:
    """Which posts the new digests hold."""
    for one in ready:
        digest = made.get(one.group.choice)
        if isinstance(one.made, Draft) and isinstance(digest, int):
            posts_in_it = [pick.post for pick in one.made.picks]
            log_context.note("built", digest=digest, posts=posts_in_it, subscribers=len(one.group.ids))
