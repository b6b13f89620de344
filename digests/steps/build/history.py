"""History: which stories a subscriber was told that matter to what came in since.

Only these decide a digest, so subscribers whose histories differ in other stories share one all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from digests.decisions.ranking.given import among, given
from digests.model import Profile
from digests.store import Tx
from digests.store.delivery import told as told_rows
from digests.store.delivery.told import Looked, Shown

_AT_ONCE = 5_000  # digests in one statement: as many as databases take
_SAID_AT_ONCE = 1_000_000  # characters of lines: a hundred thousand digests, 10 MB
_NOWHERE = Looked(0, alert=False)


class Known(NamedTuple):
    """A story with how many sources told it when it was news.

    ``upto``: the post up to which the digest looked that told it last, 0 where that is not beyond the cursor;
    ``alerted``: it is an alert.
    """

    story: int
    coverage: int
    upto: int = 0
    alerted: bool = False


Told = tuple[Known, ...]
"""What a chat knows, in the order of the stories' ids."""


async def histories(tx: Tx, profiles: Iterable[Profile], upto: int, oldest: int) -> dict[Profile, Told]:
    """What those of these profiles that were told anything know, of digests from ``oldest`` on."""
    alike: dict[int, list[Profile]] = defaultdict(list)
    for one in profiles:
        if one.told:
            alike[-1 if _begins(one) else one.cursor].append(one)
    found: dict[Profile, Told] = {}
    for cursor, those in alike.items():
        for some in stretches(those):
            rows, looked = await _shown(tx, _seen(some, upto, oldest), everything=cursor < 0)
            found |= {one: told_of(one.told, rows, looked, one.cursor) for one in some}
    return found


def stretches(profiles: Sequence[Profile]) -> Iterator[list[Profile]]:
    """Those that are read at once: their lines say so much together, or one of them does."""
    some: list[Profile] = []
    length = 0
    for one in profiles:
        length += len(one.told)
        if some and length > _SAID_AT_ONCE:
            yield some
            some, length = [], len(one.told)
        some.append(one)
    if some:
        yield some


def _seen(profiles: Sequence[Profile], upto: int, oldest: int) -> _Seen:
    digests, most = set[int](), 0
    for one in profiles:
        for digest, shown in given(one.told):
            if digest >= oldest:
                digests.add(digest)
            most = max(most, shown)
    return _Seen(digests, min(one.cursor for one in profiles), upto, most)


def _begins(one: Profile) -> bool:
    """Whether it follows something freshly, of which it gets what came in before its cursor as well."""
    return not one.cursor or any(fresh for _, _, fresh in one.follows)


class _Seen(NamedTuple):
    """Digests of which the first ``most`` stories were seen, and the posts that came in since."""

    digests: set[int]
    since: int
    upto: int
    most: int


async def _shown(
    tx: Tx, seen: _Seen, *, everything: bool
) -> tuple[Mapping[int, list[Shown]], Mapping[int, Looked]]:
    """By digest those of its stories that matter; and the digests that looked beyond the cursor, how far."""
    by_digest: dict[int, list[Shown]] = defaultdict(list)
    looked: dict[int, Looked] = {}
    listed = sorted(seen.digests)
    for first in range(0, len(listed), _AT_ONCE):
        some = listed[first : first + _AT_ONCE]
        beyond = await told_rows.looked_beyond(tx, some, seen.since)
        looked |= beyond
        if everything:
            rows = await told_rows.all_shown(tx, some, seen.most)
        else:
            rows = await told_rows.shown(tx, some, *seen[1:])
            rows += await told_rows.shown_of_new(tx, beyond, *seen[1:]) if beyond else []
        for row in dict.fromkeys(rows):
            by_digest[row.digest].append(row)
    return by_digest, looked


def told_of(
    told: str, rows: Mapping[int, Iterable[Shown]], looked: Mapping[int, Looked], cursor: int
) -> Told:
    """The stories that a line of digests has shown; what was told twice counts as it was told last.

    ``looked``: how far each digest did, also to tell what goes on. One that was opened later stands in front
    of those that were made after it, and says nothing newer for that.
    """
    coverage: dict[int, int] = {}
    beyond: dict[int, Looked] = {}
    for one in sorted(among(told, rows.keys() | looked.keys()), reverse=True):
        far = looked.get(one.digest, _NOWHERE)
        is_beyond = far.upto > cursor
        for row in rows.get(one.digest, ()):
            if row.position < one.shown:
                coverage.setdefault(row.story, row.coverage)
                if is_beyond:
                    beyond.setdefault(row.story, far)
        for story in far.going_on if is_beyond else ():
            beyond.setdefault(story, far)
    known = ((story, beyond.get(story, _NOWHERE)) for story in sorted(coverage))
    return tuple(Known(story, coverage[story], far.upto, far.alert) for story, far in known)
