"""Moving on: cursors and next due times of those who are served, each only from where it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from digests.decisions.ranking.given import recent
from digests.decisions.schedule import next_due
from digests.model import Profile
from digests.steps.build.groups import Group, Run
from digests.store import Tx
from digests.store.subscribers import due_editions, due_subscribers, given_digests
from digests.store.subscribers.due_subscribers import Standing

Moved = set[tuple[int, int]]
"""Subscribers, each with the edition that has moved on."""


async def moved_on(tx: Tx, groups: Iterable[Group], run: Run) -> Moved:
    """Cover the posts up to here, and set the next time of each schedule; whom nobody else has served."""
    members = [(profile, list(ids)) for group in groups for profile, ids in group.members.items()]
    told_since = await _told_since(tx, [one for one in members if one[0].several], run)
    alike: dict[tuple[Standing, Standing], list[int]] = defaultdict(list)
    moved: Moved = set()
    for profile, ids in members:
        left = [n for n in ids if n not in told_since] if profile.several else ids
        was, then = Standing(profile.cursor, profile.next_due), _then(profile, run)
        if not profile.edition:
            alike[was, then] += left
        elif left and await due_editions.advance(tx, profile.edition, was, then):
            moved.add((left[0], profile.edition))
    for (was, then), ids in alike.items():
        moved |= {(n, 0) for n in await due_subscribers.advance(tx, ids, was, then)}
    return moved


def _then(profile: Profile, run: Run) -> Standing:
    """Who asked for a digest since the run began has had more than the run looks at."""
    return Standing(max(run.upto, profile.cursor), next_due(profile.schedule, run.now))


async def _told_since(tx: Tx, several: list[tuple[Profile, list[int]]], run: Run) -> set[int]:
    """Who was told something by another of its editions since it was read: it is built for once more."""
    read = {n: profile.told for profile, ids in several for n in ids}
    if not read:
        return set()
    lines = await given_digests.lines(tx, list(read))
    return {n for n, told in read.items() if recent(lines.get(n, ""), run.oldest) != told}
