"""What the rules are called that asked for an alert."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from digests.model import FollowKind
from digests.store.posts import labels
from digests.store.search import standing
from digests.store.tables import feed
from digests.store.transaction import Tx

Section = tuple[FollowKind, int]


async def of(tx: Tx, sections: Collection[Section]) -> dict[Section, str]:
    """By kind and id, as the sections of an alert are headed."""
    wanted = {kind: [target for k, target in sections if k is kind] for kind in FollowKind}
    categories = await labels.category_titles(tx, wanted[FollowKind.CATEGORY])
    tags = await labels.tags(tx, wanted[FollowKind.TAG])
    queries = await standing.texts(tx, wanted[FollowKind.SEARCH])
    named = select(feed.c.id, feed.c.title).where(feed.c.id.in_(wanted[FollowKind.FEED]))
    feeds = {row.id: row.title for row in await tx.execute(named)}
    return {
        **{(FollowKind.CATEGORY, n): each.title for n, each in categories.items()},
        **{(FollowKind.TAG, n): f"#{each.name}" for n, each in tags.items()},
        **{(FollowKind.FEED, n): title for n, title in feeds.items()},
        **{(FollowKind.SEARCH, n): f"🔍 {words}" for n, words in queries.items()},
    }
