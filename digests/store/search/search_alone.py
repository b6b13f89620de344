"""What PostgreSQL's index finds among posts that stand alone, in no run: near the newest, or anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    column,
    func,
    not_,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import ARRAY

from digests.decisions.search.wanted import Alternative, Wanted
from digests.store.search.word_keys import Stretch, hashed, in_order
from digests.store.transaction import Tx

# Of a common word PostgreSQL finds a page among the newest posts; only a rarer one is worth its GIN index,
# which gives all that match before the newest of them is known. To read 100 posts takes 0.7 ms, 1,000 take 7.
FIRST, NEWEST = 100, 1_000
_SEEN = 2  # of the first hundred: then a page is full within the first thousand, most likely
_gin = table("post_words", column("key", BigInteger), column("words", ARRAY(Integer)))


async def find(tx: Tx, wanted: Wanted, stretch: Stretch, size: int) -> list[int]:
    """The first ``size`` keys of a stretch with these words, in its order."""
    near = await _near(tx, wanted, stretch, size)
    if _SEEN <= len(near) < size:
        near = await _near(tx, wanted, stretch, size, among=NEWEST)
    return near if len(near) == size else await anywhere(tx, wanted, stretch, size)


async def among(tx: Tx, wanted: Wanted, keys: Sequence[int]) -> set[int]:
    """Those of these keys that stand alone and have the words, each looked up by itself."""
    there = select(_gin).where(_gin.c.key.in_(keys)).limit(len(keys)).subquery()
    rows = await tx.execute(select(there.c.key).where(_has(there.c.words, wanted)))
    return {row.key for row in rows}


async def common_among_newest(tx: Tx, wanted: Wanted, stretch: Stretch, enough: int) -> int:
    """How many of the newest thousand have the words; 0 for fewer than ``enough``, or if they seem rare."""
    if len(await _near(tx, wanted, stretch, FIRST)) < min(enough, FIRST // 20):
        return 0
    found = len(await _near(tx, wanted, stretch, NEWEST, among=NEWEST))
    return found if found >= enough else 0


async def _near(tx: Tx, wanted: Wanted, stretch: Stretch, size: int, among: int = FIRST) -> list[int]:
    """Among the next posts of a stretch, read one by one."""
    where = (_gin.c.key >= stretch.low, _gin.c.key < stretch.high)
    near = in_order(select(_gin).where(*where), _gin.c.key, stretch).limit(among).subquery()
    query = select(near.c.key).where(_has(near.c.words, wanted))
    return [row.key for row in await tx.execute(in_order(query, near.c.key, stretch).limit(size))]


async def anywhere(tx: Tx, wanted: Wanted, stretch: Stretch, size: int, *, ordered: bool = True) -> list[int]:
    """Through the GIN index. Nothing else is allowed: a word that seems common would be scanned for.

    Which are the newest is known once all that match are read; to count some of them it need not be.
    """
    await tx.execute(_planning(on="off"))
    key = _gin.c.key + 0  # not by the key's own index
    query = select(_gin.c.key).where(_has(_gin.c.words, wanted), key >= stretch.low, key < stretch.high)
    query = in_order(query, _gin.c.key, stretch) if ordered else query
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
