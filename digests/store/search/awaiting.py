"""Standing queries as they wait in memory: what each looks for, and which names in it there are not yet."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from digests.decisions.search.filters import EVERYTHING
from digests.decisions.search.query import Query, parse
from digests.decisions.search.terms import Field
from digests.decisions.search.wanted import Wanted
from digests.errors import BadInput
from digests.model import label_key
from digests.store.posts import categories as category_rows
from digests.store.posts import tags as tag_rows
from digests.store.search.resolve import resolved, resolved_filter
from digests.store.search.standing import NOTHING
from digests.store.tables import category, standing_query, tag
from digests.store.transaction import Tx

_OVERLAP = 50


class Awaiting(NamedTuple):
    """A standing query; ``missing`` are the keys of tags and categories that nothing is called by yet.

    ``filtering``: what it lets through as a filter, None where that is what it finds as a search.
    """

    id: int
    wanted: Wanted
    filtering: Wanted | None = None
    missing: tuple[str, ...] = ()


class Names(NamedTuple):
    """The newest tag and the newest category."""

    tag: int = 0
    category: int = 0


async def newest_names(tx: Tx) -> Names:
    """The newest ones there are."""
    newest = [(await tx.execute(select(func.max(each.c.id)))).scalar() or 0 for each in (tag, category)]
    return Names(*newest)


async def keys_since(tx: Tx, since: Names) -> set[str]:
    """What the tags and categories are called that came after these."""
    query = select(tag.c.key, tag.c.ticker_key).where(tag.c.id > since.tag)
    found = {each for row in await tx.execute(query) for each in row}
    query = select(category.c.slug, category.c.title).where(category.c.id > since.category)
    return found | {label_key(each) for row in await tx.execute(query) for each in row}


async def after(tx: Tx, last: int, known: Container[int], limit: int, now: datetime) -> list[Awaiting]:
    """The next standing queries, in the order of their ids; those that are ``known`` are passed over.

    PostgreSQL gives out ids before it commits them: a few before the ``last`` are looked at again.
    """
    of = standing_query.c
    query = select(of.id, of.text).where(of.id > last - _OVERLAP).order_by(of.id).limit(limit + _OVERLAP)
    return await _read(tx, [row for row in await tx.execute(query) if row.id not in known], now)


async def by_id(tx: Tx, ids: Collection[int], now: datetime) -> list[Awaiting]:
    """Some of them again: what they name may be there by now."""
    query = select(standing_query.c.id, standing_query.c.text).where(standing_query.c.id.in_(ids))
    return await _read(tx, (await tx.execute(query)).all(), now)


async def _read(tx: Tx, rows: Iterable[tuple[int, str]], now: datetime) -> list[Awaiting]:
    return [await _awaiting(tx, number, words, now) for number, words in rows]


async def _awaiting(tx: Tx, number: int, words: str, now: datetime) -> Awaiting:
    try:
        query = parse(words, now)
    except BadInput:  # it was kept by a version that understood more
        return Awaiting(number, NOTHING, EVERYTHING)
    missing = await _missing(tx, query)
    try:
        wanted = await resolved(tx, query)
    except BadInput:  # it only excludes, and finds nothing as a search
        return Awaiting(number, NOTHING, await _filtering(tx, query), missing)
    return Awaiting(number, wanted, await _filtering(tx, query) if query.since else None, missing)


async def _filtering(tx: Tx, query: Query) -> Wanted:
    """As ``standing.filters_by`` reads it."""
    try:
        return await resolved_filter(tx, query)
    except BadInput:
        return EVERYTHING


async def _missing(tx: Tx, query: Query) -> tuple[str, ...]:
    tags = [each for each in query.of(Field.TAG) if await tag_rows.named(tx, each) is None]
    categories = [each for each in query.of(Field.CATEGORY) if await category_rows.named(tx, each) is None]
    return tuple(label_key(each) for each in (*tags, *categories))
