"""Keys of posts in the index of words, and words as PostgreSQL's index has them.

A post stands in the index under a key that is the time of its publication, so that both databases give the
newest first by walking the index backwards, with no sorting. The key counts steps of 4.096 seconds: keys that
lie close together make lists of posts short (690 bytes an article where they follow each other, 1,080 where
60 lie between them). Where several posts share a time, the later ones take the next free keys.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import ColumnElement, Select, select

from digests.store.columns import EPOCH
from digests.store.tables import post_key
from digests.store.transaction import Tx

_STEP = timedelta(milliseconds=1 << 12)
_RUN = 1_000
_HIGHEST = 1 << 60


def key_of(published: datetime) -> int:
    """The lowest key of a time."""
    return max(0, (published - EPOCH) // _STEP)


class Stretch(NamedTuple):
    """Keys from ``low`` up to but without ``high``; ``upwards`` begins with the oldest."""

    low: int = 0
    high: int = _HIGHEST
    upwards: bool = False

    def after(self, key: int) -> Stretch:
        """What is left of it behind a key."""
        return self._replace(low=key + 1) if self.upwards else self._replace(high=key)


def in_order(query: Select[Any], key: ColumnElement[Any], stretch: Stretch) -> Select[Any]:
    """The rows in the order of a stretch."""
    return query.order_by(key.asc() if stretch.upwards else key.desc())


async def free_keys(tx: Tx, lowest: Sequence[int]) -> list[int]:
    """For each wish the next key that nobody has, in this order."""
    if not lowest:
        return []
    rows = await tx.execute(select(post_key.c.key).where(post_key.c.key.in_(lowest)))
    keys, next_free, found = _Keys(tx, lowest, {row.key for row in rows}), dict[int, int](), list[int]()
    for wish in lowest:
        key = next_free.get(wish, wish)
        while not await keys.take(key):
            key += 1
        next_free[wish] = key + 1
        found.append(key)
    return found


class _Keys:
    """Which keys are taken: of those that were asked for, and of a stretch that was read."""

    def __init__(self, tx: Tx, asked: Collection[int], taken: set[int]) -> None:
        self._tx = tx
        self._asked = set(asked)
        self._taken = taken
        self._known = range(0)

    async def take(self, key: int) -> bool:
        """Take a key if nobody has it."""
        if key not in self._asked and key not in self._known:
            await self._read(key)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    async def _read(self, low: int) -> None:
        """Read who has which keys from ``low`` on."""
        run = select(post_key.c.key).where(post_key.c.key >= low).order_by(post_key.c.key).limit(_RUN)
        there = [row.key for row in await self._tx.execute(run)]
        self._taken.update(there)
        self._known = range(low, there[-1] + 1 if len(there) == _RUN else _HIGHEST)


def hashed(word: str) -> int:
    """A word as PostgreSQL's index has it."""
    return (crc32(word.encode()) ^ 1 << 31) - (1 << 31)


def hashes(words: Sequence[str]) -> list[int]:
    """Words as signed 32-bit numbers. Of a million words one in four thousand shares its number."""
    return sorted({hashed(word) for word in words})
