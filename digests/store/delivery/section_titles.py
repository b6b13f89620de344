"""What the rules are called that asked for an alert."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from digests.model import FollowKind
from digests.store.posts import categories, tags
from digests.store.search import standing
from digests.store.tables import feed
from digests.store.transaction import Tx

Section = tuple[FollowKind, int]


async def of(tx: Tx, sections: Collection[Section]) -> dict[Section, str]:
    """By kind and id, as the sections of an alert are headed."""
    wanted = {kind: [target for k, target in sections if k is kind] for kind in FollowKind}
    found: dict[Section, str] = {}
    for kind, ids in wanted.items():
        found |= {(kind, n): title for n, title in (await _named(tx, kind, ids)).items()} if ids else {}
    return found


async def _named(tx: Tx, kind: FollowKind, ids: Collection[int]) -> dict[int, str]:
    match kind:
        case FollowKind.CATEGORY:
            return {n: each.title for n, each in (await categories.titles(tx, ids)).items()}
        case FollowKind.TAG:
            return {n: f"#{each.name}" for n, each in (await tags.by_id(tx, ids)).items()}
        case FollowKind.SEARCH:
            return {n: f"🔎 {words}" for n, words in (await standing.texts(tx, ids)).items()}
        case FollowKind.FEED:
            query = select(feed.c.id, feed.c.title).where(feed.c.id.in_(ids))
            return {row.id: row.title for row in await tx.execute(query)}
