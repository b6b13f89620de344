"""Merge: find out which new entries are copies of articles that we have, or of each other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from digests.decisions.duplicates.duplicate_index import DuplicateIndex
from digests.decisions.duplicates.near_duplicates import are_copies
from digests.decisions.intake import Draft
from digests.model import Post
from digests.store import Store
from digests.store.posts import full_posts, posts

MOST_COMPARED = 6  # of an entry's candidates: comparing takes milliseconds, and the nearest come first
_REMEMBERED = 20_000

Found = dict[str, "int | str"]
"""For a copy, by its uid: the article that it copies, or the uid of an earlier entry of the same batch."""


class FindDuplicates:
    """Remembers the fingerprints of recent posts; compares texts only where they are near."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index: DuplicateIndex | None = None

    async def find(self, feed_id: int, drafts: Sequence[Draft]) -> Found:
        """Which of these drafts are copies. Reads, and compares in a thread; writes nothing."""
        if not drafts:
            return {}
        stored = await self._candidates(drafts)
        async with self._store.read() as tx:
            near = await full_posts.read(tx, sorted({n for ids in stored.values() for n in ids}))
        return await asyncio.to_thread(_compare, feed_id, drafts, stored, near)

    def remember(self, drafts: Sequence[Draft], ids: Mapping[str, int]) -> None:
        """These drafts are stored now."""
        if self._index is not None:
            for draft in drafts:
                self._index.add(ids[draft.entry.uid], draft.simhash, draft.published, draft.entry.link)

    async def _candidates(self, drafts: Sequence[Draft]) -> dict[str, list[int]]:
        index = await self._recent()
        async with self._store.read() as tx:
            exact = await posts.with_content(tx, {draft.content_key for draft in drafts})
        return {
            draft.entry.uid: _first([*exact.get(draft.content_key, ()), *_near(index, draft)])
            for draft in drafts
        }

    async def _recent(self) -> DuplicateIndex:
        if self._index is None:
            index = DuplicateIndex()
            async with self._store.read() as tx:
                for post_id, simhash, published, link in await posts.fingerprints(tx, _REMEMBERED):
                    index.add(post_id, simhash, published, link)
            self._index = index
        return self._index


def _near(index: DuplicateIndex, draft: Draft) -> list[int]:
    """Posts that link to the same page, and posts of nearly the same words."""
    return [*index.on_page(draft.entry.link, draft.published), *index.find(draft.simhash, draft.published)]


def _first(candidates: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(candidates))[:MOST_COMPARED]


def _compare(
    feed_id: int, drafts: Sequence[Draft], stored: Mapping[str, Sequence[int]], near: Mapping[int, Post]
) -> Found:
    found: Found = {}
    batch, keys = DuplicateIndex(), dict[int, list[int]]()
    as_posts = [_as_post(feed_id, draft) for draft in drafts]
    for place, draft in enumerate(drafts):
        mine = as_posts[place]
        post = next((n for n in stored[draft.entry.uid] if n in near and are_copies(mine, near[n])), None)
        earlier = _first([*keys.get(draft.content_key, ()), *batch.find(draft.simhash, draft.published)])
        twin = next((n for n in earlier if post is None and are_copies(mine, as_posts[n])), None)
        if post is not None:
            found[draft.entry.uid] = near[post].article
        elif twin is not None:
            found[draft.entry.uid] = drafts[twin].entry.uid
        batch.add(place, draft.simhash, draft.published)
        keys.setdefault(draft.content_key, []).append(place)
    return found


def _as_post(feed_id: int, draft: Draft) -> Post:
    entry = draft.entry
    return Post(0, feed_id, entry.uid, entry.title, entry.text, draft.published, draft.version, 0, entry.link)
