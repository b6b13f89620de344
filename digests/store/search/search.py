"""What the index of words finds, newest first, with no sorting and no scan of what does not match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    column,
    func,
    literal_column,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY

from digests.decisions.search.wanted import Alternative, Wanted
from digests.model import Cursor
from digests.store.search import search_runs
from digests.store.search.fts_expression import expression
from digests.store.search.word_keys import Stretch, hashed, key_of
from digests.store.tables import post, post_key
from digests.store.transaction import Tx

# Of a common word PostgreSQL finds a page among the newest posts; only a rarer one is worth its GIN index,
# which gives all that match before the newest of them is known. To read 100 posts takes 0.7 ms, 1,000 take 7.
FIRST, NEWEST = 100, 1_000
_SEEN = 2  # of the first hundred: then a page is full within the first thousand, most likely

_MATCHED: ColumnElement[Any] = literal_column("post_words")
_ROW: ColumnElement[int] = literal_column("post_words.rowid")
_fts = table("post_words")
_gin = table("post_words", column("key", BigInteger), column("words", ARRAY(Integer)))


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
    keys = await search_runs.find(tx, wanted, stretch, size, await _keys_alone(tx, wanted, stretch, size))
    return await _hits(tx, _ordered(_known().where(post_key.c.key.in_(keys)), post_key.c.key, stretch))


async def count(tx: Tx, wanted: Wanted, most: int) -> tuple[int, bool]:
    """How many posts have the words, and whether there may be more than were counted."""
    stretch = Stretch(key_of(wanted.since) if wanted.since else 0)
    if not wanted.alternatives:
        return 0, False
    if _has_words(wanted) and tx.dialect.name != "sqlite":
        if near := await _common_among_newest(tx, wanted, stretch, min(most, NEWEST // 20)):
            return near, True
        found = len(await _keys_anywhere(tx, wanted, stretch, most + 1, ordered=False))
        if found <= most:
            found += await search_runs.count(tx, wanted, stretch, most - found)
        return min(found, most), found > most
    query = _matching(wanted, stretch, most + 1) if _has_words(wanted) else _listed(stretch, most + 1)
    counted = select(func.count()).select_from(query.subquery())
    n = int((await tx.execute(counted)).scalar_one())
    return min(n, most), n > most


def _has_words(wanted: Wanted) -> bool:
    return any(each.words for each in wanted.alternatives)


def _known() -> Select[Any]:
    return select(post_key.c.key, post.c.id, post.c.published).join(post, post.c.id == post_key.c.post_id)


def _listed(stretch: Stretch, size: int) -> Select[Any]:
    where = (post_key.c.key >= stretch.low, post_key.c.key < stretch.high)
    return _ordered(_known().where(*where), post_key.c.key, stretch).limit(size)


def _ordered(query: Select[Any], key: ColumnElement[Any], stretch: Stretch) -> Select[Any]:
    return query.order_by(key.asc() if stretch.upwards else key.desc())


async def _hits(tx: Tx, query: Select[Any]) -> list[Hit]:
    return [Hit(*row) for row in await tx.execute(query)]


# --------------------------------------------------------------------------- SQLite


def _matching(wanted: Wanted, stretch: Stretch, size: int) -> Select[Any]:
    """FTS5 walks its rows in the order of the keys; the plus keeps the planner from beginning elsewhere."""
    query = (
        select(post_key.c.key, post.c.id, post.c.published)
        .select_from(_fts)
        .join(post_key, post_key.c.key == literal_column("+post_words.rowid"))
        .join(post, post.c.id == post_key.c.post_id)
        .where(_MATCHED.op("MATCH")(expression(wanted)), stretch.low <= _ROW, stretch.high > _ROW)
    )
    return _ordered(query, _ROW, stretch).limit(size)


# --------------------------------------------------------------------------- PostgreSQL


async def _keys_alone(tx: Tx, wanted: Wanted, stretch: Stretch, size: int) -> list[int]:
    """Among posts that stand alone, in no run."""
    near = await _keys_near(tx, wanted, stretch, size)
    if _SEEN <= len(near) < size:
        near = await _keys_near(tx, wanted, stretch, size, among=NEWEST)
    return near if len(near) == size else await _keys_anywhere(tx, wanted, stretch, size)


async def among(tx: Tx, wanted: Wanted, keys: Sequence[int]) -> set[int]:
    """Those of these keys that stand alone and have the words, each looked up by itself."""
    there = select(_gin).where(_gin.c.key.in_(keys)).limit(len(keys)).subquery()
    rows = await tx.execute(select(there.c.key).where(_has(there.c.words, wanted)))
    return {row.key for row in rows}


async def _common_among_newest(tx: Tx, wanted: Wanted, stretch: Stretch, enough: int) -> int:
    """How many of the newest thousand have the words; 0 for fewer than ``enough``, or if they seem rare."""
    if len(await _keys_near(tx, wanted, stretch, FIRST)) < min(enough, FIRST // 20):
        return 0
    found = len(await _keys_near(tx, wanted, stretch, NEWEST, among=NEWEST))
    return found if found >= enough else 0


async def _keys_near(tx: Tx, wanted: Wanted, stretch: Stretch, size: int, among: int = FIRST) -> list[int]:
    """Among the next posts of a stretch, read one by one."""
    where = (_gin.c.key >= stretch.low, _gin.c.key < stretch.high)
    near = _ordered(select(_gin).where(*where), _gin.c.key, stretch).limit(among).subquery()
    query = select(near.c.key).where(_has(near.c.words, wanted))
    return [row.key for row in await tx.execute(_ordered(query, near.c.key, stretch).limit(size))]


async def _keys_anywhere(
    tx: Tx, wanted: Wanted, stretch: Stretch, size: int, *, ordered: bool = True
) -> list[int]:
    """Through the GIN index. Nothing else is allowed: a word that seems common would be scanned for.

    Which are the newest is known once all that match are read; to count some of them it need not be.
    """
    await tx.execute(_planning(on="off"))
    key = _gin.c.key + 0  # not by the key's own index
    query = select(_gin.c.key).where(_has(_gin.c.words, wanted), key >= stretch.low, key < stretch.high)
    query = _ordered(query, _gin.c.key, stretch) if ordered else query
    rows = await tx.execute(query.limit(size))
    await tx.execute(_planning(on="on"))
    return [row.key for row in rows]


def _planning(on: str) -> Select[Any]:
    return select(*(func.set_config(f"enable_{way}", on, True) for way in ("seqscan", "indexscan")))


def _has(words: ColumnElement[Any], wanted: Wanted) -> ColumnElement[bool]:
    return or_(*(_has_all(words, each) for each in wanted.alternatives))


def _has_all(words: ColumnElement[Any], one: Alternative) -> ColumnElement[bool]:
    has = words.contains([hashed(word) for word in one.words])
    lacks = [not_(words.contains([hashed(word) for word in each])) for each in one.without]
    return and_(has, *lacks)
