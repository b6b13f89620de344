"""🔖 What a subscriber keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from digests.errors import BadInput
from digests.model import Saved
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.subscribers import saved

MOST = 1_000
"""Articles that one subscriber may keep: retention spares them all."""

LONGEST_NOTE = 200


class SavedPosts:
    """What can be done about keeping articles, each by any post of its story."""

    def __init__(self, store: Store, articles: FullPosts, now: Callable[[], datetime]) -> None:
        self._store = store
        self._articles = articles
        self._now = now

    async def save(self, subscriber_id: int, post_id: int) -> bool:
        """Keep an article; False when it was kept already.

        Raises ``BadInput``: ``saved_full`` when 1,000 are kept, ``dead_button`` when there is no such.
        """

        async def work(tx: Tx) -> bool:
            if await saved.one(tx, subscriber_id, post_id):
                return False
            if await saved.count(tx, subscriber_id) >= MOST:
                raise BadInput("saved_full", most=MOST)
            if not await saved.add(tx, subscriber_id, post_id, self._now()):
                raise BadInput("dead_button")
            return True

        return await self._store.writing(work)

    async def remove(self, subscriber_id: int, post_id: int) -> bool:
        """Keep an article no more; whether it was kept."""
        return await self._store.writing(lambda tx: saved.drop(tx, subscriber_id, post_id))

    async def note(self, subscriber_id: int, post_id: int) -> str | None:
        """The note to an article, "" without one; None when it is not kept."""
        found = await self._store.reading(lambda tx: saved.one(tx, subscriber_id, post_id))
        return None if found is None else found.note

    async def write(self, subscriber_id: int, post_id: int, note: str) -> bool:
        """Put a note of one line, "" for none; False when the article is not kept any more."""
        line = " ".join(note.split())[:LONGEST_NOTE]
        return await self._store.writing(lambda tx: saved.write(tx, subscriber_id, post_id, line))

    async def page(self, subscriber_id: int, first: int, size: int) -> tuple[tuple[Saved, ...], int]:
        """``size`` of them from the 0-based ``first`` on, what was kept last first; and how many in all."""

        async def work(tx: Tx) -> tuple[list[saved.Kept], int]:
            page = await saved.page(tx, subscriber_id, first, size)
            return page, await saved.count(tx, subscriber_id)

        rows, total = await self._store.reading(work)
        found = await self._articles.read([row.post for row in rows])
        return tuple(Saved(found[row.post], row.at, row.note) for row in rows if row.post in found), total
