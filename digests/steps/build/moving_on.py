"""Moving on: cursors and next due times of those who are served, each only from where it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

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
    moved = await _editions_moved_on(tx, [one for one in members if one[0].edition], run)
    alike: dict[tuple[Standing, Standing], list[int]] = defaultdict(list)
    read: dict[int, str] = {}
    for profile, ids in members:
        if not profile.edition:
            alike[Standing(profile.cursor, profile.next_due), _then(profile, run)] += ids
            read |= dict.fromkeys(ids, profile.told)
    for (was, then), ids in alike.items():
        lines = await due_subscribers.advance(tx, ids, was, then)
        if late := [n for n, told in lines.items() if is_told_since(told, read[n], run.oldest)]:
            await due_subscribers.advance(tx, late, then, was)
        moved |= {(n, 0) for n in lines.keys() - set(late)}
    return moved


async def _editions_moved_on(tx: Tx, members: Sequence[tuple[Profile, list[int]]], run: Run) -> Moved:
    lines = await given_digests.lines(tx, [n for _, ids in members for n in ids]) if members else {}
    moved: Moved = set()
    for profile, ids in members:
        left = [n for n in ids if not is_told_since(lines.get(n, ""), profile.told, run.oldest)]
        was = Standing(profile.cursor, profile.next_due)
        if left and await due_editions.advance(tx, profile.edition, was, _then(profile, run)):
            moved.add((left[0], profile.edition))
    return moved


def is_told_since(line: str, read: str, oldest: int) -> bool:
    """Whether a chat was told something since it was read, by an alert or another of its digests.

    What it gets was chosen without that, so it is built for once more.
    """
    return line != read and recent(line, oldest) != read


def _then(profile: Profile, run: Run) -> Standing:
    """Who asked for a digest since the run began has had more than the run looks at."""
    return Standing(max(run.upto, profile.cursor), next_due(profile.schedule, run.now))
