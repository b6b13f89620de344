"""What two processes on one PostgreSQL do at the same moment."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from digests.errors import BadInput
from digests.model import CategoryName, EventKind
from digests.services.broadcasts import Broadcasts
from digests.steps.alarms.watch import Watch
from digests.store import Store, Tx
from digests.store.feeds import due_feeds
from digests.store.monitoring import events
from digests.store.posts import categories, posts
from tests.conftest import NOW
from tests.digests.store.rows import a_feed, a_post, a_subscriber
from tests.fakes import FakeQueue


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Store]:
    opened = Store(database_url)
    yield opened
    await opened.close()


async def test_no_cursor_passes_a_post_that_is_not_committed_yet(store: Store, other: Store) -> None:
    async with store.write() as tx:
        feed, another = await a_feed(tx), await a_feed(tx, "https://example.org/another")
        await categories.ensure(tx, [CategoryName("news"), CategoryName("other")])
    async with asyncio.timeout(20), store.write() as slow:
        first = await a_post(slow, feed, "slow")
        async with other.write() as quick:
            second = await a_post(quick, another, "quick", categories=("other",))
        cursor = asyncio.create_task(other.reading(posts.newest_id))
        await asyncio.sleep(0.2)
        assert not cursor.done(), f"post {first} would come after a cursor at {second}"
    assert await asyncio.wait_for(cursor, 10) == max(first, second)


async def test_two_admins_who_confirm_at_once_make_one_broadcast(store: Store, other: Store) -> None:
    async with store.write() as tx:
        for n in range(3):
            await a_subscriber(tx, str(n))
    services = [Broadcasts(each, FakeQueue(), "telegram") for each in (store, other)]
    drafts = [
        await each.draft("me", '{"html": "hello"}', language="en", zone="UTC", now=NOW) for each in services
    ]
    done = await asyncio.gather(
        *(each.send(n, "1:0", "5", actor="me", now=NOW) for each, n in zip(services, drafts, strict=True)),
        return_exceptions=True,
    )
    refused = [each for each in done if isinstance(each, BaseException)]
    assert [type(each) for each in refused] == [BadInput]
    assert refused[0].code == "broadcast_running"  # type: ignore[attr-defined]


async def test_two_that_watch_call_a_standstill_once(store: Store, other: Store) -> None:
    async with store.write() as tx:
        await a_feed(tx)
    watches = [Watch(each, NOW) for each in (store, other)]
    later = NOW + timedelta(hours=2)
    await asyncio.gather(*(each.look(later) for each in watches * 3))
    async with store.read() as tx:
        found = [each.kind for each in await events.untold(tx, 10)]
    assert found == [EventKind.FETCHING_HALTED]


async def test_a_host_that_one_process_is_at_is_left_to_it(store: Store) -> None:
    async with store.write() as tx:
        addresses = [f"https://big.example/{n}" for n in range(3)] + ["https://small.example/1"]
        ids = [await a_feed(tx, address) for address in addresses]
        taken = await due_feeds.take(tx, ids[:1], NOW, NOW + timedelta(minutes=10))
        assert [each.host for each in taken] == ["big.example"]
        others = await due_feeds.due(tx, NOW, 10)
        assert {each.host for each in others} == {"small.example"}
        ours = await due_feeds.due(tx, NOW, 10, ours={"big.example"})
        assert [each.id for each in ours] == ids[1:]
        later = await due_feeds.due(tx, NOW + timedelta(minutes=11), 10)
        assert len(later) == 4, "whoever had it is gone"


async def test_a_ring_of_two_that_wait_for_each_other_ends_with_both_done(store: Store, other: Store) -> None:
    async with store.write() as tx:
        made = await categories.ensure(tx, [CategoryName("a"), CategoryName("b")])
    met = threading.Barrier(2)
    begun = itertools.count()

    async def rename(tx: Tx, first: str, second: str) -> None:
        is_again = next(begun) > 1
        await categories.rename(tx, made[first], "first")
        if not is_again:
            met.wait(20)
        await categories.rename(tx, made[second], "second")

    await asyncio.gather(
        store.writing(lambda tx: rename(tx, "a", "b")), other.writing(lambda tx: rename(tx, "b", "a"))
    )
    assert next(begun) == 3, "one of them began again"
