"""Recondense: make the key points of another summarizer version anew, newest posts first."""

from __future__ import annotations

import logging

from digests.articles import Articles
from digests.store import Store, posts

log = logging.getLogger(__name__)

BATCH = 64
_TELL_EVERY = 50  # batches


class Recondense:
    """The step that brings stored points to the present summarizer; it runs once, in the background."""

    def __init__(self, store: Store, articles: Articles, version: str) -> None:
        self._store = store
        self._articles = articles
        self._version = version
        self._before: int | None = None
        self._total = self._done = 0

    async def due(self) -> int:
        """Make one batch; how many it held, 0 when all are of this version."""
        async with self._store.read() as tx:
            if self._before is None:
                self._total = await posts.count_outdated(tx, self._version)
            ids = await posts.outdated(tx, self._version, self._before, BATCH)
        if not ids:
            if self._done:
                log.info("key points: all %d are of %s now", self._done, self._version)
                self._done = 0
            return 0
        await self._articles.read(ids)
        self._before, self._done = min(ids), self._done + len(ids)
        if self._done // BATCH % _TELL_EVERY == 0:
            log.info("key points made anew: %d of %d", self._done, self._total)
        return len(ids)
