"""Standing queries: the filters and followed searches of everybody, each wording once.

They are kept as they were worded and resolved when they are asked: a tag that nobody had used yet is found
as soon as a post has it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from sqlalchemy import delete, select, union

from digests.decisions.search.filters import EVERYTHING
from digests.decisions.search.query import Query, parse
from digests.decisions.search.wanted import Wanted
from digests.errors import BadInput
from digests.model import FollowKind
from digests.store.search.resolve import resolved, resolved_filter
from digests.store.tables import standing_query, subscriber, subscription
from digests.store.transaction import Tx
from digests.store.upsert import insert_into

NOTHING = Wanted(())
_Resolve = Callable[[Tx, Query], Awaitable[Wanted]]


async def keep(tx: Tx, words: str, now: datetime) -> int:
    """The number of a query; the same for the same words. Who kept it last is who created it."""
    statement = insert_into(tx, standing_query).values(text=words, created=now)
    same = {"created": statement.excluded.created}
    made = statement.on_conflict_do_update(index_elements=["text"], set_=same).returning(standing_query.c.id)
    return int((await tx.execute(made)).scalar_one())


async def texts(tx: Tx, ids: Collection[int]) -> dict[int, str]:
    """These queries as they were worded."""
    query = select(standing_query.c.id, standing_query.c.text).where(standing_query.c.id.in_(ids))
    return {row.id: row.text for row in await tx.execute(query)}


async def wanted_by(tx: Tx, ids: Collection[int], now: datetime) -> dict[int, Wanted]:
    """What these queries look for; one that cannot be understood any more finds nothing."""
    return await _each(tx, ids, now, resolved, NOTHING)


async def filters_by(tx: Tx, ids: Collection[int], now: datetime) -> dict[int, Wanted]:
    """What these queries let through as filters: an alternative without words is all but what it excludes.

    One that cannot be understood any more holds nothing back: news that are missing would not be noticed.
    """
    return await _each(tx, ids, now, resolved_filter, EVERYTHING)


async def _each(
    tx: Tx, ids: Collection[int], now: datetime, resolve: _Resolve, otherwise: Wanted
) -> dict[int, Wanted]:
    found = dict[int, Wanted]()
    for number, words in (await texts(tx, ids)).items():
        try:
            found[number] = await resolve(tx, parse(words, now))
        except BadInput:
            found[number] = otherwise
    return found


async def forget_unused(tx: Tx, before: datetime, limit: int) -> int:
    """Delete queries that were kept before then and that nobody uses any more; how many."""
    searches = select(subscription.c.target_id).where(subscription.c.kind == FollowKind.SEARCH)
    used = union(select(subscriber.c.query_id), select(subscription.c.query_id), searches)
    unused = (standing_query.c.created < before, standing_query.c.id.not_in(used))
    old = select(standing_query.c.id).where(*unused).limit(limit)
    rows = (standing_query.c.id.in_(old), standing_query.c.created < before)
    return (await tx.execute(delete(standing_query).where(*rows))).rowcount
