"""Runs of words find what the words of single posts would, and forget as they do."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from digests.decisions.search.query import parse
from digests.decisions.search.wanted import wanted
from digests.store import Store
from digests.store.search import runs, search, search_alone, search_runs, word_index
from digests.store.search.word_index import Indexed
from digests.store.search.word_keys import Stretch, key_of
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)
WORDS = ["snow", "ice", "rain", "hail"]
QUERIES = ["snow", "snow ice", "ice -rain", "snow -ice -hail", "rain hail ice snow", "fog", "snow fog"]
QUERIES += ["snow OR ice", "snow -ice OR rain hail", "fog OR snow ice -rain OR hail -snow"]


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    opened = Store(postgres_url)
    async with opened.write() as tx:
        await word_index.begin(tx, "1")
    yield opened
    await opened.close()


def made(count: int, seed: int = 1) -> list[Indexed]:
    """Posts of few words, some at one moment, not in the order of their times."""
    rng = random.Random(seed)
    return [
        Indexed(n + 1, NOW + rng.randrange(count // 2) * MINUTE, [w for w in WORDS if rng.random() < 0.5])
        for n in range(count)
    ]


async def put(store: Store, rows: list[Indexed], run: int = 0, alone: int = 0) -> None:
    async with store.write() as tx:
        await word_index.put(tx, [], rows)
        while run and await runs.merge(tx, run, alone):
            pass


async def keys(store: Store) -> dict[int, int]:
    async with store.read() as tx:
        rows = await tx.execute(text("SELECT key, post_id FROM post_key WHERE post_id IS NOT NULL"))
        return {row.key: row.post_id for row in rows}


def answers(asked: str, words: set[str]) -> bool:
    ways = [way.split() for way in asked.split(" OR ")]
    return any(all((w.lstrip("-") in words) is not w.startswith("-") for w in way) for way in ways)


async def check(store: Store, rows: list[Indexed], stretch: Stretch, size: int) -> None:
    """Each query finds the first keys of the stretch whose posts have the words, and counts them all."""
    known, by_post = await keys(store), {row.post: set(row.words) for row in rows}
    for asked in QUERIES:
        matching = [
            key
            for key, post in known.items()
            if stretch.low <= key < stretch.high and answers(asked, by_post[post])
        ]
        expected = sorted(matching, reverse=not stretch.upwards)
        query = wanted(parse(asked, NOW), {}, {})
        async with store.read() as tx:
            alone = await search_alone.find(tx, query, stretch, size)
            assert await search_runs.find(tx, query, stretch, size, alone) == expected[:size], asked
            if stretch == Stretch():
                counted, capped = await search.count(tx, query, 1_000)
                assert counted == len(expected) or (capped and counted < len(expected)), asked


@pytest.mark.parametrize("size", [1, 7, 500])
@pytest.mark.parametrize(
    "seed", [0, pytest.param(1, marks=pytest.mark.long), pytest.param(2, marks=pytest.mark.long)]
)
async def test_they_find_what_a_look_at_each_post_finds(store: Store, seed: int, size: int) -> None:
    rows = made(300, seed)
    await put(store, rows[:200], run=40, alone=10)
    await put(store, rows[200:], run=64, alone=20)
    async with store.read() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM word_run"))).scalar_one() > 4
        assert (await tx.execute(text("SELECT count(*) FROM post_words"))).scalar_one() >= 20
    low, high = key_of(NOW + 30 * MINUTE), key_of(NOW + 120 * MINUTE)
    for upwards in (False, True):
        for stretch in (
            Stretch(upwards=upwards),
            Stretch(low, high, upwards),
            Stretch(high, upwards=upwards),
        ):
            await check(store, rows, stretch, size)


async def test_changed_and_removed_posts_are_found_as_they_are(store: Store) -> None:
    rows = made(120)
    await put(store, rows, run=30)
    again = [row._replace(words=["fog", *row.words[1:]]) for row in rows[::3]]
    gone = [row.post for row in rows[1::3]]
    async with store.write() as tx:
        await word_index.put(tx, gone, again)
    left = rows[2::3] + again
    await check(store, left, Stretch(), 500)
    async with store.write() as tx:
        while await runs.merge(tx, 10, 0):
            pass
    await check(store, left, Stretch(), 500)


async def test_a_run_without_living_posts_goes(store: Store) -> None:
    rows = made(60)
    await put(store, rows, run=30)
    async with store.write() as tx:
        await word_index.put(tx, [row.post for row in rows], [])
        assert (await word_index.state(tx)).dead == 60
    later = made(30, seed=2)
    more = [row._replace(post=row.post + 100, published=row.published + timedelta(days=1)) for row in later]
    await put(store, more, run=30)
    async with store.read() as tx:
        assert (await tx.execute(text("SELECT count(*) FROM word_run"))).scalar_one() == 1
        assert (await tx.execute(text("SELECT count(DISTINCT run) FROM word_places"))).scalar_one() == 1
        assert (await word_index.state(tx)).dead == 0
    await check(store, more, Stretch(), 500)


async def test_what_moves_while_it_is_asked_for_is_found_once(store: Store) -> None:
    rows = made(60)
    await put(store, rows)
    query = wanted(parse("snow", NOW), {}, {})
    async with store.read() as tx:
        alone = await search_alone.find(tx, query, Stretch(), 500)
        async with store.write() as other:
            assert await runs.merge(other, 30, 0)
        assert await search_runs.find(tx, query, Stretch(), 500, alone) == alone
