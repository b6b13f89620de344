"""What of a shared setup is there still: feeds are removed, and labels that nothing has are deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from digests.model import FollowKind, SharedSetup
from digests.store import Tx
from digests.store.feeds import feed_list
from digests.store.posts import categories, tags


async def still_there(tx: Tx, setup: SharedSetup) -> SharedSetup:
    """The setup without what cannot be followed any more; its digests stay, also those left empty."""
    wanted: dict[FollowKind, set[int]] = {kind: set() for kind in FollowKind}
    for one in setup.follows:
        wanted[one.kind].add(one.target)
    there = {kind: await _there(tx, kind, ids) for kind, ids in wanted.items() if ids}
    left = (
        replace(each, follows=tuple(one for one in each.follows if one.target in there[one.kind]))
        for each in setup.digests
    )
    return replace(setup, digests=tuple(left))


async def _there(tx: Tx, kind: FollowKind, ids: Collection[int]) -> Collection[int]:
    match kind:
        case FollowKind.CATEGORY:
            return await categories.titles(tx, ids)
        case FollowKind.TAG:
            return await tags.by_id(tx, ids)
        case FollowKind.FEED:
            return await feed_list.there(tx, ids)
        case FollowKind.SEARCH:
            return ids
