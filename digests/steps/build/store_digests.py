"""What serving due subscribers writes, at once: digests, deliveries, cursors and next due times.

However many digests a commit holds, it takes a handful of statements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.ranking.given import Given
from digests.decisions.schedule import retry_at, slot_name, slot_of_edition
from digests.model import Profile, Rank
from digests.ports import Renderer
from digests.runtime import log_context
from digests.steps.build.choices import Choice
from digests.steps.build.draft import Draft
from digests.steps.build.groups import Group, Made, Outcome, Run
from digests.steps.build.moving_on import moved_on
from digests.store import Tx
from digests.store.delivery import digests as digest_rows
from digests.store.delivery import new_digests, outbox
from digests.store.delivery.outbox import New
from digests.store.subscribers import due_editions, due_subscribers, given_digests, story_follows


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
    others = [one for one in ready if one.made is not Outcome.FAILED]
    slots = await _slots(tx, [one.group for one in others], batch.run)
    served = [one for one in others if slots[one.group.choice]]
    made: dict[Choice, Made] = {group.choice: Outcome.FAILED for group in failed}
    made |= await _made(tx, renderer, served, batch.now)
    return made, await _deliver(tx, batch, made, slots)


async def _slots(tx: Tx, groups: Sequence[Group], run: Run) -> dict[Choice, dict[int, str]]:
    """By choice the slots of those who have moved on: whom nobody else has served meanwhile."""
    moved = await moved_on(tx, groups, run)
    found: dict[Choice, dict[int, str]] = {}
    for group in groups:
        name = slot_name(group.choice.zone, group.choice.due)
        slots = found[group.choice] = {}
        for profile, ids in group.members.items():
            mine = slot_of_edition(name, profile.edition)
            slots.update((n, mine) for n in ids if (n, profile.edition) in moved)
    return found


async def _made(tx: Tx, renderer: Renderer, ready: Sequence[Ready], now: datetime) -> dict[Choice, Made]:
    """What there is for each choice: the digests that are there, and new ones with their parts."""
    found: dict[Choice, Made] = {
        one.group.choice: one.made for one in ready if not isinstance(one.made, Draft)
    }
    new = [one.made for one in ready if isinstance(one.made, Draft)]
    return found | {
        draft.choice: n for draft, n in zip(new, await store(tx, renderer, new, now), strict=True)
    }


async def store(tx: Tx, renderer: Renderer, drafts: Sequence[Draft], now: datetime) -> list[int]:
    """Store digests with their parts in their transport's form; return their ids in this order."""
    ids = await new_digests.add_all(tx, [one.row(now) for one in drafts], [one.picks for one in drafts])
    parts = {n: renderer.parts(one.compose(n)) for n, one in zip(ids, drafts, strict=True)}
    await new_digests.add_parts(tx, parts)
    return ids


async def _deliver(
    tx: Tx, batch: Batch, made: Mapping[Choice, Made], slots: Mapping[Choice, Mapping[int, str]]
) -> int:
    """A delivery for each who has moved on, of the digest of its choice; how many."""
    new: dict[str, list[New]] = defaultdict(list)
    given: dict[Given, list[int]] = {}
    for choice, those in slots.items():
        if those and choice.fresh:
            await due_subscribers.settle_fresh(tx, list(those), choice.fresh)
        if those and isinstance(digest := made[choice], int):
            new[choice.transport] += [New(n, digest, slot) for n, slot in those.items()]
            given.setdefault(Given(digest, choice.size), []).extend(those)
            if choice.followed:
                told = await digest_rows.followed_posts(tx, digest)
                await story_follows.heard(tx, list(those), told, batch.now)
    for transport, deliveries in new.items():
        await outbox.add_all(tx, deliveries, transport, batch.now, batch.rank)
    await given_digests.add(tx, given)
    return sum(map(len, new.values()))


async def put_off(tx: Tx, members: Mapping[Profile, Sequence[int]], run: Run) -> None:
    """Try again later: their digests could not be made."""
    for profile, ids in members.items():
        until = retry_at(profile.schedule, run.now)
        if profile.edition:
            await due_editions.put_off(tx, profile.edition, run.now, until)
        else:
            await due_subscribers.put_off(tx, ids, run.now, until)


def note(made: Mapping[Choice, Made], ready: Iterable[Ready]) -> None:
    """Which posts the new digests hold."""
    for one in ready:
        digest = made.get(one.group.choice)
        if isinstance(one.made, Draft) and isinstance(digest, int):
            posts_in_it = [pick.post for pick in one.made.picks]
            log_context.note("built", digest=digest, posts=posts_in_it, subscribers=len(one.group.ids))
