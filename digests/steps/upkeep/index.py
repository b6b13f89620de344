"""Index: take posts into the index of words: those that are marked, and after a change of words all.

It is apart from keeping posts, so that reading feeds does not wait for it: an article can be searched for a
second after it was kept. A crash loses nothing: what was not taken in is still marked.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from digests.decisions.search.words import VERSION, Document, words_of
from digests.store import Store, Tx
from digests.store.search import documents, runs, word_index
from digests.store.search.word_index import Indexed, State

log = logging.getLogger(__name__)

BATCH = 200
_TELL_EVERY = 50_000  # posts
_DEAD_AT_LEAST = 5_000
_MERGE_EVERY = 20  # batches


class Index:
    """The step; several processes may run it, one batch is written at a time."""

    def __init__(self, store: Store, version: str = VERSION) -> None:
        self._store = store
        self._version = version
        self._batches = 0

    async def due(self) -> int:
        """Take in one batch; how many posts it looked at, 0 when nothing is left."""
        state = await self._state()
        async with self._store.read() as tx:
            stamps = await word_index.marked(tx, BATCH)
            ids = list(stamps) or await word_index.older(tx, state.below, BATCH)
            found = await documents.read(tx, ids)
        if not ids:
            if state.below:
                await self._store.writing(lambda tx: word_index.advance(tx, 0))
                if state.total:
                    log.info("search: all %d posts are indexed", state.total)
            return 0
        below = None if stamps else min(ids)
        if below is not None:  # a copy's story comes with its first post, which is an older one
            found = [each for each in found if each[0] in ids]
        await self._merge()
        rows = await asyncio.to_thread(_cut, found)
        if await self._store.writing(lambda tx: self._write(tx, ids, rows, stamps, below)):
            self._tell(state, below)
        return len(ids)

    async def _state(self) -> State:
        state = await self._store.reading(word_index.state)
        if state.version == self._version and not await self._mostly_dead(state):
            return state
        log.info("search: the index is made anew, newest posts first")
        return await self._store.writing(lambda tx: word_index.begin(tx, self._version))

    async def _mostly_dead(self, state: State) -> bool:
        """Whether a third of the index are words of posts that have changed or gone."""
        if state.below or state.dead < _DEAD_AT_LEAST:
            return False
        living, _ = await self._store.reading(word_index.size)
        return state.dead > living // 2

    async def _write(
        self, tx: Tx, ids: Collection[int], rows: Sequence[Indexed], stamps: dict[int, int], below: int | None
    ) -> bool:
        state = await word_index.state(tx, lock=True)
        if state.version != self._version:
            return False
        await word_index.put(tx, ids, rows)
        await word_index.done(tx, stamps)
        if below is not None:
            await word_index.advance(tx, min(below, state.below))
        return True

    async def _merge(self) -> None:
        """Put older posts into runs, once in a while: to ask whether there are enough takes milliseconds."""
        self._batches += 1
        if self._batches % _MERGE_EVERY == 0 and await self._store.reading(runs.are_due):
            await self._store.writing(self._merged)

    async def _merged(self, tx: Tx) -> None:
        await word_index.state(tx, lock=True)
        if await runs.merge(tx):
            log.info("search: older posts were put together")

    def _tell(self, state: State, below: int | None) -> None:
        if below is not None and state.below // _TELL_EVERY != below // _TELL_EVERY:
            log.info("search: %d %% of the posts are indexed", 100 - 100 * below // max(1, state.total))


def _cut(found: Sequence[tuple[int, datetime, Document]]) -> list[Indexed]:
    return [Indexed(post_id, published, words_of(document)) for post_id, published, document in found]
