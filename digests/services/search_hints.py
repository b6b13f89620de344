"""Hints: what may have been meant by a query that found nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from digests.decisions.search.query import Query, parse
from digests.decisions.search.shorter import shorter
from digests.decisions.search.terms import Field
from digests.errors import BadInput
from digests.model import Category, StoredTag
from digests.services.catalogue import Catalogue
from digests.store import Store, Tx
from digests.store.posts import categories as category_rows
from digests.store.search.page import look
from digests.store.search.resolve import resolved


@dataclass(frozen=True, slots=True)
class Hints:
    """What comes near a query that found nothing: tags and categories, and words without a word too many.

    ``unknown`` is a category that the query asks for although there is none such; the categories are ``near``
    what it asks for, or else merely those that there are.
    """

    tags: tuple[StoredTag, ...] = ()
    categories: tuple[Category, ...] = ()
    fewer: tuple[tuple[str, int], ...] = ()
    unknown: str = ""
    near: bool = False


class SearchHints:
    """Looks for what comes near. ``remember`` gives a query a number, for buttons."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        remember: Callable[[str], Awaitable[int]],
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._now = now
        self._remember = remember

    async def of(self, query: Query) -> Hints:
        """What somebody may have meant whose query found nothing."""
        unknown = await self._unknown_category(query)
        named = query.of(Field.TAG) or query.of(Field.TEXT)
        tags = [tag for text in named[:2] for tag in await self._catalogue.near_tags(text, 3)]
        places = [unknown] if unknown else query.of(Field.CATEGORY)
        near = await self._catalogue.near_categories(places[0]) if places else ()
        categories = near or (await self._catalogue.categories() if places else ())
        fewer, near_tags = await self._fewer(query), tuple(dict.fromkeys(tags))
        return Hints(near_tags, categories[:4], fewer, unknown, near=bool(near))

    async def _unknown_category(self, query: Query) -> str:
        """The first category that a query asks for although there is none such; "" when there are all."""
        asked = [term.text for term in query.terms if term.field is Field.CATEGORY and not term.without]

        async def work(tx: Tx) -> str:
            for name in asked:
                if await category_rows.named(tx, name) is None:
                    return name
            return ""

        return await self._store.reading(work) if asked else ""

    async def _fewer(self, query: Query) -> tuple[tuple[str, int], ...]:
        """Queries of one word or phrase less that find something, with their numbers."""
        found = [text for text in shorter(query.text) if await self._finds(text)][:3]
        return tuple([(text, await self._remember(text)) for text in found])

    async def _finds(self, text: str) -> bool:
        async def work(tx: Tx) -> bool:
            asked = await resolved(tx, parse(text, self._now()))
            return bool((await look(tx, asked, None, 1)).hits)

        try:
            return await self._store.reading(work)
        except BadInput:
            return False
