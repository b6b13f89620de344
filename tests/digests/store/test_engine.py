"""Transactions: committed whole, rolled back whole, alone on their connection."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Mapping
from typing import Any

import pytest

from digests.store import Store, Tx
from digests.store.subscribers import subscribers
from tests.digests.store.rows import a_subscriber


async def addresses(store: Store) -> int:
    async with store.read() as tx:
        return sum((await subscribers.counts(tx)).values())


async def fails(tx: Tx) -> None:
    await a_subscriber(tx)
    raise RuntimeError


async def test_what_raises_leaves_nothing_behind(store: Store) -> None:
    async def in_many_hops() -> None:
        async with store.write() as tx:
            await fails(tx)

    with pytest.raises(RuntimeError):
        await in_many_hops()
    with pytest.raises(RuntimeError):
        await store.writing(fails)
    assert await addresses(store) == 0


async def test_a_whole_transaction_in_one_hop(store: Store) -> None:
    assert await store.writing(a_subscriber) == 1
    assert await store.reading(subscribers.counts) == {"active": 1}


async def test_work_in_one_hop_waits_for_its_statements_only(store: Store) -> None:
    async def waits(tx: Tx) -> None:
        await a_subscriber(tx)
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="statements only"):
        await store.writing(waits)
    assert await addresses(store) == 0


async def test_a_cancelled_writer_leaves_the_database_free(store: Store) -> None:
    async def write() -> None:
        async with store.write() as tx:
            await a_subscriber(tx)
            await asyncio.sleep(60)

    task = asyncio.create_task(write())
    while not task.done():
        await asyncio.sleep(0.05)
        task.cancel()
    assert await store.writing(lambda tx: a_subscriber(tx, "2")) > 0
    assert await addresses(store) == 1


async def test_what_fails_after_it_was_broken_off_is_no_report_of_an_unknown_failure(store: Store) -> None:
    begun, go_on, reports = threading.Event(), threading.Event(), list[Mapping[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reports.append(context))

    async def fails_late(_: Tx) -> None:
        begun.set()
        go_on.wait(10)
        raise RuntimeError

    task = asyncio.create_task(store.writing(fails_late))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    del task
    gc.collect()
    await asyncio.sleep(0)
    assert not reports


async def test_many_writers_take_turns(store: Store) -> None:
    await asyncio.gather(*(store.writing(lambda tx, n=n: a_subscriber(tx, str(n))) for n in range(30)))  # type: ignore[misc]
    assert await addresses(store) == 30
