"""What the index of words takes in, forgets and finds, on both databases."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.decisions.search.query import parse
from digests.decisions.search.wanted import wanted
from digests.errors import BadInput
from digests.model import Cursor
from digests.steps.upkeep.index import Index
from digests.store import Store
from digests.store.posts import full_posts, label_lists, posts
from digests.store.search import queries, runs, search, word_index
from digests.store.stories import membership
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post
from tests.examples import examples, long

MINUTE = timedelta(minutes=1)
BATCH = 20  # posts: as many as it takes to need several batches


async def stored(store: Store, *texts: str, **values: object) -> list[int]:
    """Posts of these texts, each a minute younger than the one before, marked for the index."""
    async with store.write() as tx:
        feed = await a_feed(tx, f"https://example.org/{texts[0][:20]}")
        ids = [
            await a_post(tx, feed, str(n), text=text, title="", published=NOW + n * MINUTE, **values)
            for n, text in enumerate(texts)
        ]
        await word_index.mark(tx, ids)
    return ids


@pytest.fixture(autouse=True, params=[False, long(True)], ids=["alone", "in runs"])
def in_runs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """With ``True`` PostgreSQL puts words into runs of two posts as soon as there are two."""
    together = bool(request.param)
    if together and "sqlite" in request.node.name:
        pytest.skip("runs are for PostgreSQL")
    if together:
        monkeypatch.setattr(runs.merge, "__defaults__", (2, 0))
        monkeypatch.setattr(runs.are_due, "__defaults__", (2, 0))
        monkeypatch.setattr("digests.steps.upkeep.index._MERGE_EVERY", 1)
    return together


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several batches are needed for posts that are stored in a moment."""
    monkeypatch.setattr("digests.steps.upkeep.index.BATCH", BATCH)


async def indexed(store: Store, version: str = "1") -> None:
    step = Index(store, version)
    while await step.due():
        pass
    while await store.reading(runs.are_due):
        await step._merge()


async def found(store: Store, text: str, cursor: Cursor | None = None, size: int = 20) -> list[int]:
    async with store.read() as tx:
        asked = wanted(parse(text, NOW + timedelta(hours=1)), {}, {})
        stretch = await search.beside(tx, cursor, asked.since)
        return [hit.post for hit in await search.find(tx, asked, stretch, size)]


async def test_the_newest_come_first_whatever_came_in_first(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        ages = [5, 1, 3, 1, 1, 900_000]
        ids = [
            await a_post(tx, feed, str(n), text="snow", published=NOW - age * MINUTE)
            for n, age in enumerate(ages)
        ]
        await word_index.mark(tx, ids)
    await indexed(store)
    assert await found(store, "snow") == [ids[n] for n in (4, 3, 1, 2, 0, 5)]


async def test_words_are_all_wanted_and_exclusions_are_not(store: Store) -> None:
    a, b, c = await stored(store, "snow and ice", "snow only", "新能源汽车与雪")
    await indexed(store)
    assert await found(store, "snow") == [b, a]
    assert await found(store, "ice snow") == [a]
    assert await found(store, "snow -ice") == [b]
    assert await found(store, "能源") == [c]
    assert await found(store, "源汽 -汽车") == []
    assert await found(store, "since:2000") == [c, b, a]


async def test_since_bounds_the_time(store: Store) -> None:
    ids = await stored(store, *["snow"] * 90)
    await indexed(store)
    assert await found(store, "snow since:2h", size=100) == ids[::-1]
    assert await found(store, "snow since:1h", size=100) == ids[::-1]
    assert await found(store, "since:1h snow", size=100) == ids[::-1]
    async with store.read() as tx:
        stretch = await search.beside(tx, None, NOW + 80 * MINUTE)
        hits = await search.find(tx, wanted(parse("snow", NOW), {}, {}), stretch, 100)
    assert [hit.post for hit in hits] == ids[:79:-1]


async def test_pages_go_on_where_the_last_one_ended_both_ways(store: Store) -> None:
    ids = await stored(store, *["snow"] * 30)
    await indexed(store)
    beside = Cursor(NOW + 10 * MINUTE, ids[10])
    assert await found(store, "snow", beside, 3) == [ids[9], ids[8], ids[7]]
    before = Cursor(NOW + 10 * MINUTE, ids[10], before=True)
    assert await found(store, "snow", before, 3) == [ids[11], ids[12], ids[13]]
    left = Cursor(NOW + 10 * MINUTE, 999_999)
    assert await found(store, "snow", left, 1) == [ids[9]]


async def test_a_changed_post_is_found_by_its_new_words_only(store: Store) -> None:
    [post_id] = await stored(store, "snow")
    await indexed(store)
    async with store.write() as tx:
        await posts.update_posts(tx, {post_id: {"text": "ice"}})
        await word_index.mark(tx, [post_id])
    await indexed(store)
    assert await found(store, "snow") == []
    assert await found(store, "ice") == [post_id]
    [other] = await stored(store, "hail")
    await indexed(store)
    assert await found(store, "hail") == [other], "a key is not used twice"
    assert await found(store, "ice") == [post_id]


async def test_of_a_story_the_first_is_found_by_the_labels_of_all(store: Store) -> None:
    a, b = await stored(store, "snow", "snow", source="Herald")
    async with store.write() as tx:
        await posts.join_articles(tx, {b: a})
        await posts.update_posts(tx, {b: {"source": "Gazette"}})
    await indexed(store)
    assert await found(store, "snow from:gazette") == [a]
    async with store.write() as tx:
        feed = (await full_posts.read(tx, [a]))[a].feed_id
        gone = await posts.mark_gone(tx, feed, ["0"])
        await label_lists.settle(tx, gone)
        await word_index.mark(tx, gone)
    await indexed(store)
    assert await found(store, "snow") == [b]
    assert await found(store, "from:herald") == []


async def test_a_story_is_found_once_by_the_words_of_all_its_reports(store: Store) -> None:
    a, b, c = await stored(store, "snow", "ice", "hail")
    await indexed(store)
    async with store.write() as tx:
        made = await membership.regroup(tx, [], {b: a})
        await word_index.mark(tx, {*made.moved, *made.affected})
    await indexed(store)
    assert await found(store, "ice") == await found(store, "snow") == await found(store, "snow ice") == [a]
    assert await found(store, "snow hail") == []
    async with store.write() as tx:
        made = await membership.regroup(tx, [], {b: None})
        await word_index.mark(tx, {*made.moved, *made.affected})
    await indexed(store)
    assert (await found(store, "ice"), await found(store, "snow")) == ([b], [a])
    assert await found(store, "hail") == [c]


async def test_what_changes_during_the_indexing_is_looked_at_again(store: Store) -> None:
    [post_id] = await stored(store, "snow")
    async with store.read() as tx:
        stamps = await word_index.marked(tx, 10)
    async with store.write() as tx:
        await word_index.mark(tx, [post_id])
        await word_index.done(tx, stamps)
    async with store.read() as tx:
        assert await word_index.marked(tx, 10) == {post_id: 1}


async def test_another_version_takes_in_all_posts_again_newest_first(store: Store) -> None:
    ids = await stored(store, *["snow"] * (BATCH + 10))
    await indexed(store)
    step = Index(store, "2")
    assert await step.due() == BATCH
    assert await found(store, "snow", size=1000) == ids[:9:-1]
    assert await Index(store, "2").due() == 10, "another process goes on"
    assert await found(store, "snow", size=1000) == ids[::-1]
    assert await step.due() == 0


async def test_many_posts_of_one_moment_keep_their_order(store: Store) -> None:
    async with store.write() as tx:
        feed = await a_feed(tx)
        rows = [await a_post(tx, feed, str(n), text="snow", published=NOW) for n in range(2 * BATCH + 5)]
        await word_index.mark(tx, rows)
    await indexed(store)
    assert len(await found(store, "snow", size=1000)) == len(rows)


@pytest.mark.parametrize("most", [5, 50])
async def test_counting_ends_somewhere(store: Store, most: int) -> None:
    await stored(store, *["snow"] * 12, "ice")
    await indexed(store)
    async with store.read() as tx:
        n, capped = await search.count(tx, wanted(parse("snow", NOW), {}, {}), most)
        rare = await search.count(tx, wanted(parse("ice", NOW), {}, {}), most)
    assert (n >= most, capped) == ((True, True) if most == 5 else (False, False))
    assert rare == (1, False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(st.text(max_size=300) | st.text(alphabet="\"'-:() *^+{}\\\x00ANDORNEAR新能源 ", max_size=300))
async def test_no_query_is_an_error(store: Store, text: str) -> None:
    with suppress(BadInput):
        await found(store, text)


async def test_queries_keep_their_numbers(store: Store) -> None:
    async with store.write() as tx:
        number = await queries.remember(tx, "snow", NOW)
        assert await queries.remember(tx, "snow", NOW + MINUTE) == number
        assert await queries.remember(tx, "ice", NOW) != number
        assert await queries.recall(tx, number) == "snow"
        assert await queries.forget_queries(tx, NOW + MINUTE, 10) == 1
        assert await queries.recall(tx, number) == "snow"
