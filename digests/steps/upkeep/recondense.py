"""Recondense: make the key points of another summarizer version anew, newest posts first."""

from __future__ import annotations

import logging

from digests.ports import Summaries
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.store.posts import key_points

log = logging.getLogger(__name__)

BATCH = 64
_TELL_EVERY = 50  # batches


class Recondense:
    """The step that brings stored points to the present summarizer, once for each of its versions."""

    def __init__(self, store: Store, articles: FullPosts, summaries: Summaries) -> None:
        self._store = store
        self._articles = articles
        self._summaries = summaries
        self._version = ""
        self._before: int | None = None
        self._total = self._done = 0

    async def due(self) -> int:
        """Make one batch; how many it held, 0 when all are of this version."""
        if self._version != self._summaries.version:
            await self._begin(self._summaries.version)
        if self._done >= self._total:
            return 0
        async with self._store.read() as tx:
            ids = await key_points.outdated(tx, self._version, self._before, BATCH)
        if ids:
            await self._make(ids)
        else:
            self._total = self._done
        if self._done >= self._total:
            log.info("key points: all of %d posts are made anew, by %s", self._done, self._version)
        elif self._done // BATCH % _TELL_EVERY == 0:
            log.info("key points made anew: %d of %d", self._done, self._total)
        return len(ids)

    async def _begin(self, version: str) -> None:
        """Take up a version: all that another one made is to be done."""
        made = await self._store.reading(key_points.made_by)
        self._version, self._before, self._done = version, None, 0
        self._total = sum(count for name, count in made.items() if name != version)
        if self._total:
            log.info("key points: %d posts are made anew, by %s", self._total, version)

    async def _make(self, ids: tuple[int, ...]) -> None:
        """One batch; a post that has lost its text since then loses its points as well."""
        found = await self._articles.alone(ids)
        if empty := [n for n in ids if n not in found or not found[n].text]:
            await self._store.writing(lambda tx: key_points.drop(tx, empty))
        self._before, self._done = min(ids), self._done + len(ids)
