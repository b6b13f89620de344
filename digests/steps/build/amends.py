"""Amends: what has been corrected of the stories that chats were told, for the next digest to say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from digests.decisions.corrections.once import without_repeats
from digests.decisions.ranking.given import Given, given
from digests.model import Amendment, Correction, Owed, Profile
from digests.steps.build.history import stretches
from digests.store import Tx
from digests.store.corrections import corrections
from digests.store.corrections.corrections import ShownIn

OWED_FOR = timedelta(days=7)
"""How long a correction waits for a next digest: later nobody remembers what it was about."""

MOST = 5
"""Corrections of which one digest tells."""


async def amends(tx: Tx, profiles: Iterable[Profile], now: datetime) -> dict[Profile, tuple[Owed, ...]]:
    """The corrections that each of these profiles is to be told, newest first; most have none."""
    recent = await corrections.recent(tx, now - OWED_FOR, now)
    if not recent:
        return {}
    shown: dict[int, list[ShownIn]] = defaultdict(list)
    for row in await corrections.shown_in(tx, {one.post for one in recent}):
        shown[row.post].append(row)
    owed: dict[Profile, tuple[Owed, ...]] = {}
    for some in stretches([one for one in profiles if one.told]):
        lines = {one: given(one.told) for one in some}
        made = await corrections.made(tx, {each.digest for line in lines.values() for each in line})
        owed |= {one: _owed(line, recent, shown, made) for one, line in lines.items()}
    return {one: some for one, some in owed.items() if some}


def _owed(
    line: tuple[Given, ...],
    recent: Iterable[Correction],
    shown: Mapping[int, Iterable[ShownIn]],
    made: Mapping[int, datetime],
) -> tuple[Owed, ...]:
    """What changed after a digest of the line had told it, and is told since the last of the line.

    Alerts are none that tells of corrections: where the line holds nothing else, all of them are owed.
    """
    last = max((made[one.digest] for one in line if one.digest in made), default=None)
    seen = {one.digest: one.shown for one in reversed(line)}
    new = [one for one in recent if last is None or one.at > last]
    known = {one.id: _told_of(one, shown[one.post], seen) for one in new}
    by_post: dict[int, list[tuple[tuple[int, int], Amendment]]] = defaultdict(list)
    for one in reversed(new):
        by_post[one.post] += [((one.id, place), each) for place, each in known[one.id]]
    kept = {key for some in by_post.values() for key, _ in without_repeats(some)}
    found = (_owed_of(one, [place for place, _ in known[one.id] if (one.id, place) in kept]) for one in new)
    return tuple(islice(filter(None, found), MOST))


def _owed_of(one: Correction, places: Sequence[int]) -> Owed | None:
    if not places:
        return None
    return Owed(one.id, () if len(places) == len(one.amendments) else tuple(places))


def _told_of(
    one: Correction, shown: Iterable[ShownIn], seen: Mapping[int, int]
) -> list[tuple[int, Amendment]]:
    """Its amendments of what digests, of which so many stories were ``seen``, told as it was before."""
    had = [row for row in shown if row.position < seen.get(row.digest, 0) and row.created <= one.noted]
    numbered = enumerate(one.amendments)
    return [(n, each) for n, each in numbered if any(each.was_told(row.created, row.points) for row in had)]
