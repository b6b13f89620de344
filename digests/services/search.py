"""``/search``: a query in people's words becomes a page of posts, or hints where there is none."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from digests.decisions.paging import lay_out
from digests.decisions.search.matching import matches
from digests.decisions.search.query import LONGEST, Query, parse
from digests.decisions.search.terms import Field
from digests.decisions.search.wanted import Wanted
from digests.decisions.search.words import holds_all
from digests.errors import BadInput
from digests.model import Category, Cursor, Page, Post, StoredTag
from digests.services.catalogue import Catalogue
from digests.services.personal import saved_search
from digests.services.stories.matching_reports import matching
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.posts import full_posts, labels
from digests.store.search import documents, queries, search, word_index
from digests.store.search.documents import MOST_REPORTS
from digests.store.search.resolve import resolved
from digests.store.search.word_keys import Stretch

MOST_COUNTED = 1_000
# Phrases are looked for in the texts of what the index finds: that many texts a page at most, 0.1 ms each.
MOST_READ = 480
_CHUNK = 48

_Looked = tuple[list[search.Hit], int, bool]
"""Hits, how many there are in all, and whether counting ended there."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query. ``done`` is how much of the posts is indexed yet, in percent."""

    query: Query
    page: Page
    done: int = 100


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


class Search:
    """Searches the posts."""

    def __init__(
        self, store: Store, articles: FullPosts, catalogue: Catalogue, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._articles = articles
        self._catalogue = catalogue
        self._now = now

    async def find(
        self, text: str, zone: str, cursor: Cursor | None = None, size: int = 8, *, saved_by: int = 0
    ) -> Found:
        """A page of what a query finds, newest first; raises ``BadInput`` where it cannot be understood.

        ``saved_by``: the subscriber among whose saved articles ``is:saved`` looks; 0 for nobody, of whom
        ``saved_elsewhere`` is raised.
        """
        query = parse(text, self._now(), zone)
        if query.saved and saved_by:
            return await self._saved(query, cursor, size, saved_by)

        async def work(tx: Tx) -> tuple[_Looked, dict[int, Post], int]:
            asked = await resolved(tx, query)
            done = _percent(await word_index.state(tx))
            looked = await _look(tx, asked, cursor, size)
            return looked, await self._articles.stored(tx, [hit.post for hit in looked[0][:size]]), done

        (hits, total, capped), stored, done = await self._store.reading(work)
        rows = [(hit.post, hit.published) for hit in hits]
        found = await matching(self._store, self._articles, query, await self._articles.completed(stored))
        return Found(query, lay_out(rows, found, total, cursor, size, capped=capped), done)

    async def _saved(self, query: Query, cursor: Cursor | None, size: int, subscriber_id: int) -> Found:
        def work(tx: Tx) -> Coroutine[Any, Any, tuple[list[saved_search.Row], int]]:
            return saved_search.find(tx, subscriber_id, query, cursor, size + 1)

        rows, total = await self._store.reading(work)
        found = await self._articles.read([post for post, _ in rows[:size]])
        return Found(query, lay_out(rows, found, total, cursor, size))

    async def hints(self, query: Query) -> Hints:
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
                if await labels.category_named(tx, name) is None:
                    return name
            return ""

        return await self._store.reading(work) if asked else ""

    async def _fewer(self, query: Query) -> tuple[tuple[str, int], ...]:
        """Queries of one word less that find something, with their numbers; where there are few words."""
        words = query.text.split()
        if not 2 <= len(words) <= 4:
            return ()
        shorter = [" ".join(words[:n] + words[n + 1 :]) for n in range(len(words))]
        found = [text for text in shorter if await self._finds(text)][:3]
        return tuple([(text, await self.remember(text)) for text in found])

    async def _finds(self, text: str) -> bool:
        async def work(tx: Tx) -> bool:
            asked = await resolved(tx, parse(text, self._now()))
            return bool((await _look(tx, asked, None, 1))[0])

        try:
            return await self._store.reading(work)
        except BadInput:
            return False

    # ----------------------------------------------------------------- queries behind buttons

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


def parse_line(text: str) -> str:
    """A query as it is kept and shown; PostgreSQL takes no NUL."""
    return " ".join(text[: 4 * LONGEST].replace("\0", " ").split())[:LONGEST]


def whole_line(text: str) -> str:
    """The same for a query that is kept for what comes, where an end that is cut off would not be missed.

    Raises ``BadInput("query_long")``.
    """
    if len(" ".join(text.split())) > LONGEST:
        raise BadInput("query_long", most=LONGEST)
    return parse_line(text)


def _percent(state: word_index.State) -> int:
    return 100 - 100 * state.below // max(1, state.total + 1) if state.below else 100


async def _look(tx: Tx, asked: Wanted, cursor: Cursor | None, size: int) -> _Looked:
    """One post more than a page, how many there are in all, and whether there may be more of them."""
    stretch = await search.beside(tx, cursor, asked.since)
    if not asked.phrases:
        hits = await search.find(tx, asked, stretch, size + 1)
        return hits, *await search.count(tx, asked, MOST_COUNTED)
    hits, ended = await _with_phrases(tx, asked, stretch, size + 1)
    before, position = (cursor.before, cursor.position) if cursor else (False, 0)
    return hits[: size + 1], 0 if before else position + len(hits), before or not ended


async def _with_phrases(tx: Tx, asked: Wanted, stretch: Stretch, size: int) -> tuple[list[search.Hit], bool]:
    """What the index finds and the texts confirm, and whether that is all there is."""
    kept: list[search.Hit] = []
    for _ in range(MOST_READ // _CHUNK):
        hits = await search.find(tx, asked, stretch, _CHUNK)
        confirmed = await _confirmed(tx, asked, [hit.post for hit in hits])
        kept += [hit for hit in hits if hit.post in confirmed]
        if len(hits) < _CHUNK:
            return kept, True
        if len(kept) >= size:
            break
        stretch = stretch.after(hits[-1].key)
    return kept, False


async def _reports(tx: Tx, ids: Sequence[int]) -> dict[int, list[tuple[str, str, str]]]:
    """The texts of posts and of the other reports of their stories that are indexed."""
    beside = await full_posts.reports_beside(tx, ids)
    told = {n: [n, *beside.get(n, [])[: MOST_REPORTS - 1]] for n in ids}
    texts = await full_posts.texts(tx, {one for each in told.values() for one in each})
    return {n: [texts[one] for one in each if one in texts] for n, each in told.items()}


async def _confirmed(tx: Tx, asked: Wanted, posts: list[int]) -> set[int]:
    """Those posts that have the phrases; of several alternatives each its own, beside its words."""
    if len(asked.alternatives) == 1:
        parts, phrases = await _reports(tx, posts), asked.alternatives[0].phrases
        return {each for each in posts if any(holds_all(said, phrases) for said in parts[each])}
    found = await documents.read(tx, posts)
    return {each for each, _, document in found if matches(asked, document)}
