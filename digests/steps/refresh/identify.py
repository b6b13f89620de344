"""Identify: find the posts whose entries come under new names, and give them these."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence, Set
from datetime import datetime

from digests.decisions.identity.identity import is_another_notice, new_names
from digests.decisions.identity.signs import Earlier, Mark
from digests.decisions.intake import mark, unique
from digests.decisions.normalize import stored_uid
from digests.model import Batch, Entry, Feed, FeedKind
from digests.store import Store
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
        before = batch.stated_before and {stored_uid(uid) for uid in batch.stated_before}
        entries = await asyncio.to_thread(unique, batch.entries)
        named = await self._named(feed, [entry.uid for entry in entries])
        marks = await asyncio.to_thread(
            lambda: [_mark(entry, named.get(entry.uid), before, now) for entry in entries]
        )
        new = [mark for mark in marks if _is_new(mark, named.get(mark.uid))]
        like = await self._resembling(feed, new, titles=batch.read_until is not None)
        return new_names(marks, list({**like, **named}.values()), before, batch.read_until)

    async def _named(self, feed: Feed, uids: Sequence[str]) -> dict[str, Earlier]:
        """Posts by their names."""
        found = await self._store.reading(lambda tx: posts.named(tx, feed.id, uids))
        return {post.uid: post for post in found}

    async def _resembling(self, feed: Feed, marks: Sequence[Mark], *, titles: bool) -> dict[str, Earlier]:
        """Posts that share a sign with entries whose names are new, by their own names."""
        if not marks:
            return {}
        found = await self._store.reading(lambda tx: posts.resembling(tx, feed.id, marks, titles=titles))
        return {post.uid: post for post in found}


def _is_new(mark: Mark, post: Earlier | None) -> bool:
    """Whether an entry may be another post than the one that has its name, or than any."""
    return post is None or is_another_notice(mark, post)


def _mark(entry: Entry, post: Earlier | None, before: Set[str] | None, now: datetime) -> Mark:
    """What stood there at the last reading, too, is no other entry than its post, whatever it says now."""
    stood = post is not None and (before is None or entry.uid in before)
    return mark(entry, now, post if stood else None)
