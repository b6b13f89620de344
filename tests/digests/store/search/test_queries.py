"""Queries behind buttons: a number leads to its words, and nobody comes upon it by counting."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import insert

from digests.store import Store
from digests.store.search import queries
from digests.store.tables import query
from tests.conftest import NOW


async def test_nobody_can_count_up_to_the_numbers_of_others(store: Store) -> None:
    words = [f"word {n}" for n in range(20)]
    async with store.write() as tx:
        numbers = [await queries.remember(tx, each, NOW) for each in words]
        assert [await queries.recall(tx, n) for n in numbers] == words
    assert all(queries.LEAST <= n < queries.MOST for n in numbers)
    assert min(after - n for n, after in pairwise(sorted(numbers))) > 1000, "neighbours are far away"


async def test_a_number_that_was_counted_leads_nowhere_and_is_drawn_anew(store: Store) -> None:
    async with store.write() as tx:
        await tx.execute(insert(query).values(id=7, text="snow", asked=NOW))
        assert await queries.recall(tx, 7) is None
        number = await queries.remember(tx, "snow", NOW)
        assert number >= queries.LEAST
        assert await queries.remember(tx, "snow", NOW) == number
        assert await queries.recall(tx, number) == "snow"
