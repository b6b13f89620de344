"""Closing, and cancelling: whatever is broken off, and wherever, no connection is lost and nobody hangs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Collection, Generator
from contextlib import nullcontext, suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digests.errors import StoreError
from digests.store import Store, Tx
from digests.store.subscribers import subscribers
from tests.digests.store.rows import a_subscriber
from tests.examples import examples

PATIENCE = 10.0  # far below what a connection that is lost is waited for
MOST_AWAITS = 16


class Cancelled:
    """Awaits ``work`` and cancels its own task wherever it waits for the n-th time, n in ``at``."""

    def __init__(self, work: Awaitable[object], at: Collection[int]) -> None:
        self._work = work
        self._at = at
        self.waited = 0

    def __await__(self) -> Generator[Any, Any, object]:
        steps, task = self._work.__await__(), asyncio.current_task()
        assert task is not None
        send: Callable[[], Any] = lambda: next(steps)  # noqa: E731
        while True:
            try:
                waits_for = send()
            except StopIteration as end:
                return end.value
            self.waited += 1
            if self.waited in self._at:
                task.cancel()
            try:
                yield waits_for
                send = lambda: next(steps)  # noqa: E731
            except BaseException as error:  # handed on to whom it is meant for
                send = lambda error=error: steps.throw(error)  # type: ignore[misc]  # noqa: E731


async def reads(store: Store) -> None:
    async with store.read() as tx:
        await subscribers.counts(tx)
        await subscribers.counts(tx)


async def writes(store: Store) -> None:
    async with store.write() as tx:
        await a_subscriber(tx, "many hops")
        await subscribers.counts(tx)


async def fails(store: Store) -> None:
    async with store.write() as tx:
        await a_subscriber(tx, "fails")
        raise LookupError


async def reading(store: Store) -> None:
    await store.reading(subscribers.counts)


async def writing(store: Store) -> None:
    await store.writing(lambda tx: a_subscriber(tx, "one hop"))


KINDS = (reads, writes, fails, reading, writing)


async def _cancelled(store: Store, kind: Callable[[Store], Awaitable[None]], at: Collection[int]) -> int:
    """Run it, cancelled there; how often it waited."""
    work = Cancelled(kind(store), at)

    async def task() -> None:
        with suppress(LookupError):
            await work

    await asyncio.wait([asyncio.create_task(task())], timeout=PATIENCE)
    return work.waited


async def _is_free(store: Store) -> None:
    """As many transactions as there may be at once begin, and all connections come back."""
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(reads(store) for _ in range(20)))
        await store.writing(lambda tx: subscribers.counts(tx))
    for engine in (store._reader, store._writer):
        assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
async def test_cancelled_at_any_of_its_waits_a_transaction_returns_its_connection(
    store: Store, kind: Callable[[Store], Awaitable[None]]
) -> None:
    waits = await _cancelled(store, kind, ())
    assert 0 < waits < MOST_AWAITS
    for at in range(1, waits + 1):
        await _cancelled(store, kind, {at})
        await _is_free(store)


@pytest.mark.long
@given(
    several=st.lists(
        st.tuples(st.sampled_from(KINDS), st.sets(st.integers(1, MOST_AWAITS), max_size=6)),
        min_size=2,
        max_size=12,
    )
)
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_at_once_cancelled_again_and_again(database_url: str, several: list[Any]) -> None:
    async def run() -> None:
        store = Store(database_url)
        await asyncio.gather(*(_cancelled(store, kind, at) for kind, at in several))
        await _is_free(store)
        await store.close()

    asyncio.run(run())


async def test_closing_waits_for_what_is_under_way_and_lets_nobody_in(store: Store) -> None:
    entered, left = asyncio.Event(), asyncio.Event()

    async def under_way() -> None:
        async with store.write() as tx:
            await a_subscriber(tx)
            entered.set()
            await left.wait()

    first = asyncio.create_task(under_way())
    await entered.wait()
    waiting = asyncio.create_task(writing(store))
    await asyncio.sleep(0)
    closing = asyncio.create_task(store.close(PATIENCE))
    await asyncio.sleep(0.05)
    assert not closing.done()
    with pytest.raises(StoreError, match="closed"):
        await reading(store)
    left.set()
    await asyncio.wait_for(asyncio.gather(first, closing), PATIENCE)
    refused = pytest.raises(StoreError, match="closed") if "sqlite" in str(store.url) else nullcontext()
    with refused:  # PostgreSQL has room for several writers
        await waiting


async def test_whoever_begins_at_the_moment_of_closing_is_done_or_refused_and_never_hangs(
    database_url: str,
) -> None:
    for turn in range(40):
        store = Store(database_url)
        await writing_of(store, "before")
        late = [asyncio.create_task(each(store)) for each in (writes, writing, reads, reading)]
        for _ in range(turn % 5):
            await asyncio.sleep(0)
        await store.close(PATIENCE)
        found = await asyncio.wait_for(asyncio.gather(*late, return_exceptions=True), PATIENCE)
        assert all(each is None or isinstance(each, StoreError) for each in found), found


async def writing_of(store: Store, name: str) -> None:
    await store.writing(lambda tx: a_subscriber(tx, name))


async def test_closing_ends_in_time_whoever_does_not_end(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    stuck = threading.Event()

    async def waits(tx: Tx) -> None:
        await subscribers.counts(tx)
        stuck.wait(PATIENCE)

    task = asyncio.create_task(store.reading(waits))
    await asyncio.sleep(0.05)
    await asyncio.wait_for(store.close(0.05), PATIENCE)
    assert "still at work" in caplog.text
    stuck.set()
    await task
