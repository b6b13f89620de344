"""History: which stories a subscriber was told that matter to what came in since.

Only these decide a digest, so subscribers whose histories differ in other stories share one all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta

from digests.decisions.ranking.given import given
from digests.model import Profile
from digests.store import Tx
from digests.store.delivery import told as told_rows
from digests.store.delivery.told import Shown

REMEMBERED = timedelta(days=14)
"""How long a chat is held to know a story: who told it last three weeks ago, tells it anew."""

Told = tuple[tuple[int, int], ...]
"""Stories with how many sources told each when it was news, in the order of their ids."""


async def histories(tx: Tx, profiles: Iterable[Profile], upto: int, oldest: int) -> dict[Profile, Told]:
    """What those of these profiles that were told anything know, of digests from ``oldest`` on."""
    alike: dict[int, list[Profile]] = defaultdict(list)
    for one in profiles:
        if one.cursor and one.told:
            alike[one.cursor if not _begins(one) else -1].append(one)
    found: dict[Profile, Told] = {}
    for cursor, those in alike.items():
        digests = {each.digest for one in those for each in given(one.told) if each.digest >= oldest}
        rows = await _shown(tx, digests, cursor, upto)
        found |= {one: told_of(one.told, rows) for one in those}
    return found


def _begins(one: Profile) -> bool:
    """Whether it follows something freshly, of which it gets what came in before its cursor as well."""
    return any(fresh for _, _, fresh in one.follows)


async def _shown(tx: Tx, digests: set[int], cursor: int, upto: int) -> Mapping[int, list[Shown]]:
    listed = list(digests)
    rows = await (
        told_rows.all_shown(tx, listed) if cursor < 0 else told_rows.shown(tx, listed, cursor, upto)
    )
    by_digest: dict[int, list[Shown]] = defaultdict(list)
    for row in rows:
        by_digest[row.digest].append(row)
    return by_digest


def told_of(told: str, rows: Mapping[int, Iterable[Shown]]) -> Told:
    """The stories that a line of digests has shown; what was told twice counts as it was told last."""
    stories: dict[int, int] = {}
    for one in given(told):
        for row in rows.get(one.digest, ()):
            if row.position < one.shown:
                stories.setdefault(row.story, row.coverage)
    return tuple(sorted(stories.items()))
