"""What the index of words finds, newest first, with no sorting and no scan of what does not match."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal_column, select, table

from digests.decisions.search.wanted import Wanted
from digests.model import Cursor
from digests.store.search import search_alone, search_runs
from digests.store.search.fts_expression import expression
from digests.store.search.search_alone import NEWEST
from digests.store.search.word_keys import Stretch, in_order, key_of
from digests.store.tables import post, post_key
from digests.store.transaction import Tx

_MATCHED: ColumnElement[Any] = literal_column("post_words")
_ROW: ColumnElement[int] = literal_column("post_words.rowid")
_fts = table("post_words")


class Hit(NamedTuple):
    """A post that was found, and its key."""

    key: int
    post: int
    published: datetime


async def beside(tx: Tx, cursor: Cursor | None, since: datetime | None) -> Stretch:
    """The keys beyond a place in the list; a post that has left the index stands where its time is."""
    low = key_of(since) if since else 0
    if cursor is None:
        return Stretch(low)
    found = (await tx.execute(select(post_key.c.key).where(post_key.c.post_id == cursor.post))).scalar()
    key = key_of(cursor.published) if found is None else int(found)
    return Stretch(max(low, key + 1), upwards=True) if cursor.before else Stretch(low, key)


async def find(tx: Tx, wanted: Wanted, stretch: Stretch, size: int) -> list[Hit]:
    """The first ``size`` posts of a stretch that have the words of any alternative."""
    if not wanted.alternatives:
        return []
    if not _has_words(wanted):
        return await _hits(tx, _listed(stretch, size))
    if tx.dialect.name == "sqlite":
        return await _hits(tx, _matching(wanted, stretch, size))
    alone = await search_alone.find(tx, wanted, stretch, size)
    keys = await search_runs.find(tx, wanted, stretch, size, alone)
    return await _hits(tx, in_order(_known().where(post_key.c.key.in_(keys)), post_key.c.key, stretch))


async def count(tx: Tx, wanted: Wanted, most: int) -> tuple[int, bool]:
    """How many posts have the words, and whether there may be more than were counted."""
    stretch = Stretch(key_of(wanted.since) if wanted.since else 0)
    if not wanted.alternatives:
        return 0, False
    if _has_words(wanted) and tx.dialect.name != "sqlite":
        return await _count_keys(tx, wanted, stretch, most)
    query = _matching(wanted, stretch, most + 1) if _has_words(wanted) else _listed(stretch, most + 1)
    counted = select(func.count()).select_from(query.subquery())
    n = int((await tx.execute(counted)).scalar_one())
    return min(n, most), n > most


async def _count_keys(tx: Tx, wanted: Wanted, stretch: Stretch, most: int) -> tuple[int, bool]:
    """The same on PostgreSQL: of a common word the newest posts say that there are enough."""
    near = await search_alone.common_among_newest(tx, wanted, stretch, min(most, NEWEST // 20))
    if near:
        return near, True
    found = len(await search_alone.anywhere(tx, wanted, stretch, most + 1, ordered=False))
    if found <= most:
        found += await search_runs.count(tx, wanted, stretch, most - found)
    return min(found, most), found > most


def _has_words(wanted: Wanted) -> bool:
    return any(each.words for each in wanted.alternatives)


def _known() -> Select[Any]:
    return select(post_key.c.key, post.c.id, post.c.published).join(post, post.c.id == post_key.c.post_id)


def _listed(stretch: Stretch, size: int) -> Select[Any]:
    where = (post_key.c.key >= stretch.low, post_key.c.key < stretch.high)
    return in_order(_known().where(*where), post_key.c.key, stretch).limit(size)


async def _hits(tx: Tx, query: Select[Any]) -> list[Hit]:
    return [Hit(*row) for row in await tx.execute(query)]


def _matching(wanted: Wanted, stretch: Stretch, size: int) -> Select[Any]:
    """FTS5 walks its rows in the order of the keys; the plus keeps the planner from beginning elsewhere."""
    query = (
        select(post_key.c.key, post.c.id, post.c.published)
        .select_from(_fts)
        .join(post_key, post_key.c.key == literal_column("+post_words.rowid"))
        .join(post, post.c.id == post_key.c.post_id)
        .where(_MATCHED.op("MATCH")(expression(wanted)), stretch.low <= _ROW, stretch.high > _ROW)
    )
    return in_order(query, _ROW, stretch).limit(size)
