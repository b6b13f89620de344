"""Answers: which of the stories that came in answer the queries of those who are built for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime

from digests.decisions.search.run_index import MOST, RunIndex
from digests.decisions.search.wanted import Wanted
from digests.store import Tx
from digests.store.search import documents, search, standing
from digests.store.search.word_keys import Stretch, key_of

_REMEMBERED = 20_000  # queries
_AT_ONCE = 500  # stories in one statement
_TRIED = 8  # posts for each that is wanted, where the index alone does not decide
_Read = Callable[[Tx, Collection[int], datetime], Awaitable[dict[int, Wanted]]]


class Answers:
    """For one moment; stories are taken in as they are asked for."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._index = RunIndex()
        self._wanted: dict[int, Wanted] = {}

    async def load(
        self, tx: Tx, filters: Iterable[int], stories: Collection[int], searches: Iterable[int] = ()
    ) -> None:
        """Read what these filters let through and these searches want, and the words of these stories."""
        await self._ask(tx, set(searches), standing.wanted_by)
        await self._ask(tx, set(filters), standing.filters_by)
        missing = [each for each in stories if each not in self._index]
        if len(self._index) + len(missing) > MOST:
            self._index, missing = RunIndex(), sorted(stories, reverse=True)[:MOST]
        for first in range(0, len(missing), _AT_ONCE):
            found = await documents.read(tx, missing[first : first + _AT_ONCE])
            self._index.add(found)

    async def _ask(self, tx: Tx, queries: set[int], read: _Read) -> None:
        if missing := sorted(queries - self._wanted.keys()):
            if len(self._wanted) + len(missing) > _REMEMBERED:
                self._wanted.clear()
                missing = sorted(queries)
            nothing = dict.fromkeys(missing, standing.NOTHING)
            self._wanted |= nothing | await read(tx, missing, self._now)

    def answers(self, query: int, stories: Iterable[int]) -> set[int]:
        """Those of these stories that answer a query; all of them where there is none."""
        if not query:
            return set(stories)
        bits = self._index.answering(query, self._wanted[query])
        return {each for each in stories if self._index.holds(bits, each)}

    def having(self, words: Iterable[str], stories: Iterable[int]) -> dict[str, list[int]]:
        """By word of the index those of these stories in which it stands."""
        among = self._index.bits(stories)
        found = {word: self._index.having(word) & among for word in words}
        return {word: self._index.stories(bits) for word, bits in found.items() if bits}

    async def newest(self, tx: Tx, query: int, limit: int) -> list[int]:
        """The newest posts that answer a query, however old they are."""
        await self._ask(tx, {query}, standing.wanted_by)
        wanted = self._wanted[query]
        stretch = Stretch(key_of(wanted.since) if wanted.since else 0)
        if not wanted.phrases:
            return [each.post for each in await search.find(tx, wanted, stretch, limit)]
        posts = [each.post for each in await search.find(tx, wanted, stretch, _TRIED * limit)]
        found = await documents.matching(tx, wanted, posts)
        return [each for each in posts if each in found][:limit]
