"""Identify: find the posts whose entries come under new names, and give them these."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from digests.decisions.identity import new_names
from digests.decisions.intake import mark, unique
from digests.decisions.normalize import stored_uid
from digests.decisions.recognition import Earlier, Mark
from digests.model import Batch, Feed, FeedKind
from digests.store import Store, Tx
from digests.store.posts import posts


class Identify:
    """Looks at what a reading states beside what is stored of its feed.

    It comes before all other work on a reading: what is new is decided by names.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    async def __call__(self, feed: Feed, batch: Batch, now: datetime) -> None:
        """Give posts of this feed the names that their entries have now."""
        if names := await self.names(feed, batch, now):
            await self._store.writing(lambda tx: posts.rename(tx, names))

    async def names(self, feed: Feed, batch: Batch, now: datetime) -> dict[int, str]:
        """The names that posts, by id, are to have; nothing is written."""
        if feed.kind is not FeedKind.WEB or feed.last_success is None or not batch.entries:
            return {}
        marks = await asyncio.to_thread(lambda: [mark(entry, now) for entry in unique(batch.entries)])
        found = await self._store.reading(lambda tx: _candidates(tx, feed.id, marks, batch))
        before = None
        if batch.stated_before is not None:
            before = {stored_uid(uid) for uid in batch.stated_before}
        return new_names(marks, found, before, batch.read_until)


async def _candidates(tx: Tx, feed_id: int, marks: Sequence[Mark], batch: Batch) -> list[Earlier]:
    """Posts that these entries may be."""
    named = await posts.named(tx, feed_id, [mark.uid for mark in marks])
    there = {post.uid for post in named}
    new = [mark for mark in marks if mark.uid not in there]
    if not new:
        return named
    like = await posts.resembling(tx, feed_id, new, titles=batch.read_until is not None)
    return list({post.id: post for post in [*named, *like]}.values())
