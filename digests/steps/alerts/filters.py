"""The standing queries in memory, in step with what is stored of them.

All of them are there, alerts or not: which of those that a post answers are anybody's alert is asked of the
database, so that nobody who follows or filters has to tell this process. 50,000 take 30 MB.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.search.excluding import Answered, Excluding
from digests.decisions.search.matching import Words
from digests.decisions.search.standing_queries import StandingQueries
from digests.decisions.search.words import Document
from digests.store import Store
from digests.store.search import awaiting
from digests.store.search.awaiting import Awaiting, Names

log = logging.getLogger(__name__)

MOST = 300_000
"""Queries that are kept in memory; the first ones, should there ever be more."""
ANEW = timedelta(hours=1)
"""After which all are read again: some are gone, and tags have got tickers by which they are named."""
_STRETCH = 1_000


class Filters:
    """Which standing queries a post answers."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: datetime | None = None
        self._begin()

    def _begin(self) -> None:
        self._queries = StandingQueries()
        self._excluding = Excluding()
        self._last = 0
        self._names = Names()
        self._missing: dict[str, set[int]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._queries)

    async def refresh(self, now: datetime) -> None:
        """Read all of them where that is to be done, while no post waits for it."""
        if self._is_old(now):
            await self.catch_up(now)

    def _is_old(self, now: datetime) -> bool:
        return self._read is None or now - self._read >= ANEW

    async def catch_up(self, now: datetime) -> None:
        """Take in what was added, and what is named so by now."""
        if self._is_old(now):
            self._begin()
            self._read = now
        names = await self._store.reading(awaiting.newest_names)
        if names != self._names:
            await self._named(names, now)
        while found := await self._next(now):
            if len(self._queries) >= MOST:
                log.warning("more than %d filters: those added later bring no alerts", MOST)
                return
            self._take(found)

    async def _next(self, now: datetime) -> list[Awaiting]:
        last, known = self._last, self._queries
        return await self._store.reading(
            partial(awaiting.after, last=last, known=known, limit=_STRETCH, now=now)
        )

    async def _named(self, names: Names, now: datetime) -> None:
        """Tags and categories have come: queries that named them find something now."""
        if self._missing:
            since = self._names
            keys = await self._store.reading(lambda tx: awaiting.keys_since(tx, since))
            ids = {n for key in keys for n in self._missing.pop(key, ())}
            if ids:
                self._take(await self._store.reading(lambda tx: awaiting.by_id(tx, ids, now)))
        self._names = names

    def _take(self, found: Iterable[Awaiting]) -> None:
        for one in found:
            self._queries.add(one.id, one.wanted)
            if one.filtering is not None:
                self._excluding.add(one.id, one.filtering)
            for key in one.missing:
                self._missing[key].add(one.id)
            self._last = max(self._last, one.id)

    async def find(self, documents: Mapping[int, Document]) -> dict[int, Answered]:
        """What each of these documents answers."""
        return await asyncio.to_thread(self._find, documents)

    def _find(self, documents: Mapping[int, Document]) -> dict[int, Answered]:
        if not len(self._queries):
            return {}
        excluding = self._excluding.all
        return {story: self._answered(Words(each), excluding) for story, each in documents.items()}

    def _answered(self, words: Words, excluding: frozenset[int]) -> Answered:
        back = self._excluding.back(words) if excluding else frozenset()
        return Answered(self._queries.find(words), excluding, back)
