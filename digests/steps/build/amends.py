"""Amends: what has been corrected of the stories that chats were told, for the next digest to say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from digests.decisions.ranking.given import Given, given
from digests.model import Correction, Profile
from digests.steps.build.history import stretches
from digests.store import Tx
from digests.store.corrections import corrections
from digests.store.corrections.corrections import ShownIn

OWED_FOR = timedelta(days=7)
"""How long a correction waits for a next digest: later nobody remembers what it was about."""

MOST = 5
"""Corrections of which one digest tells."""


async def amends(tx: Tx, profiles: Iterable[Profile], now: datetime) -> dict[Profile, tuple[int, ...]]:
    """The corrections, by id, that each of these profiles is to be told, newest first; most have none."""
    recent = await corrections.recent(tx, now - OWED_FOR, now)
    if not recent:
        return {}
    shown: dict[int, list[ShownIn]] = defaultdict(list)
    for row in await corrections.shown_in(tx, {one.post for one in recent}):
        shown[row.post].append(row)
    owed: dict[Profile, tuple[int, ...]] = {}
    for some in stretches([one for one in profiles if one.told]):
        lines = {one: given(one.told) for one in some}
        made = await corrections.made(tx, {each.digest for line in lines.values() for each in line})
        owed |= {one: _owed(line, recent, shown, made) for one, line in lines.items()}
    return {one: ids for one, ids in owed.items() if ids}


def _owed(
    line: tuple[Given, ...],
    recent: Iterable[Correction],
    shown: Mapping[int, Iterable[ShownIn]],
    made: Mapping[int, datetime],
) -> tuple[int, ...]:
    """What changed after a digest of the line had told it, and is told since the last of the line.

    Alerts are none that tells of corrections: where the line holds nothing else, all of them are owed.
    """
    last = max((made[one.digest] for one in line if one.digest in made), default=None)
    seen = {one.digest: one.shown for one in reversed(line)}
    found = [
        one.id
        for one in recent
        if (last is None or one.at > last) and any(_was_told(row, seen, one) for row in shown[one.post])
    ]
    return tuple(found[:MOST])


def _was_told(row: ShownIn, seen: Mapping[int, int], one: Correction) -> bool:
    """Whether a digest of which so many stories were ``seen`` told it as it was before."""
    if row.position >= seen.get(row.digest, 0) or row.created > one.noted:
        return False
    return any(each.was_told(row.created) for each in one.amendments)
