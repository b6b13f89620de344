"""How many stories have a word, where that is not too many to be worth knowing."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from digests.decisions.search.wanted import Alternative, Wanted
from digests.store.search import search
from digests.store.tables import post
from digests.store.transaction import Tx

MOST = 1_000
"""Counting ends here."""


async def frequencies(tx: Tx, words: Iterable[str]) -> dict[str, int]:
    """Stories by word; words that more than ``MOST`` have are left out."""
    counted = {word: await search.count(tx, Wanted((Alternative((word,)),)), MOST) for word in words}
    return {word: count for word, (count, more) in counted.items() if not more}


async def stories(tx: Tx) -> int:
    """About how many stories there are: posts ever stored, which costs nothing to know."""
    return int((await tx.execute(select(func.max(post.c.id)))).scalar() or 0)
