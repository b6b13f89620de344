"""``/search``: a query in people's words becomes a page of posts, or hints where there is none."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.decisions.paging import lay_out
from digests.decisions.search.fields import refuse_bare
from digests.decisions.search.query import Query, parse
from digests.decisions.search.query_lines import parse_line
from digests.errors import BadInput
from digests.model import Cursor, Page, Post
from digests.services.catalogue import Catalogue
from digests.services.personal import saved_search
from digests.services.search_hints import Hints, SearchHints
from digests.services.stories.matching_reports import matching
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.search import queries, word_index
from digests.store.search.page import Looked, look
from digests.store.search.resolve import resolved


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query. ``done`` is how much of the posts is indexed yet, in percent."""

    query: Query
    page: Page
    done: int = 100


class Search:
    """Searches the posts."""

    def __init__(
        self, store: Store, articles: FullPosts, catalogue: Catalogue, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._articles = articles
        self._now = now
        self._hints = SearchHints(store, catalogue, now, self.remember)

    async def find(
        self, text: str, zone: str, cursor: Cursor | None = None, size: int = 8, *, saved_by: int = 0
    ) -> Found:
        """A page of what a query finds, newest first; raises ``BadInput`` where it cannot be understood.

        ``saved_by``: the subscriber among whose saved articles ``is:saved`` looks; 0 for nobody, of whom
        ``saved_elsewhere`` is raised.
        """
        query = parse(text, self._now(), zone)
        refuse_bare(query.terms)
        if query.saved and saved_by:
            return await self._saved(query, cursor, size, saved_by)

        async def work(tx: Tx) -> tuple[Looked, dict[int, Post], int]:
            asked = await resolved(tx, query)
            done = _percent(await word_index.state(tx))
            looked = await look(tx, asked, cursor, size)
            return looked, await self._articles.stored(tx, [hit.post for hit in looked.hits[:size]]), done

        looked, stored, done = await self._store.reading(work)
        rows = [(hit.post, hit.published) for hit in looked.hits]
        found = await matching(self._store, self._articles, query, await self._articles.completed(stored))
        return Found(query, lay_out(rows, found, looked.total, cursor, size, capped=looked.capped), done)

    async def _saved(self, query: Query, cursor: Cursor | None, size: int, subscriber_id: int) -> Found:
        def work(tx: Tx) -> Coroutine[Any, Any, tuple[list[saved_search.Row], int]]:
            return saved_search.find(tx, subscriber_id, query, cursor, size + 1)

        rows, total = await self._store.reading(work)
        found = await self._articles.read([post for post, _ in rows[:size]])
        return Found(query, lay_out(rows, found, total, cursor, size))

    async def hints(self, query: Query) -> Hints:
        """What somebody may have meant whose query found nothing."""
        return await self._hints.of(query)

    async def remember(self, text: str) -> int:
        """The number of a query, for buttons; the same for the same words."""
        line = parse_line(text)
        return await self._store.writing(lambda tx: queries.remember(tx, line, self._now()))

    async def recall(self, number: int) -> str:
        """The query of a number; ``BadInput("dead_search")`` when it is not kept any more."""
        text = await self._store.reading(lambda tx: queries.recall(tx, number))
        if text is None:
            raise BadInput("dead_search")
        return text


def _percent(state: word_index.State) -> int:
    return 100 - 100 * state.below // max(1, state.total + 1) if state.below else 100
