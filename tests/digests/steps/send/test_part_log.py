"""The part log: many entries in one commit, and each with its own answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from digests.errors import Closed, Unavailable
from digests.steps.send.part_log import PartLog
from digests.store import Store, Tx
from digests.store.delivery import claims, delivery_counts, outbox
from digests.store.delivery.sent_parts import Sent
from digests.store.tables import delivery_part
from tests.conftest import NOW
from tests.digests.steps.world import LEASE
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber


async def claimed(store: Store, number: int) -> list[int]:
    async with store.write() as tx:
        digest_id = await a_digest(tx)
        people = [await a_subscriber(tx, str(n)) for n in range(number)]
        await outbox.add(tx, digest_id, dict.fromkeys(people, "slot"), NOW)
        return [each.id for each in await claims.claim(tx, "me", "telegram", NOW, LEASE, number)]


class Counting(Store):
    """Counts its commits."""

    commits = 0

    async def writing(self, work: Callable[[Tx], Any]) -> Any:
        self.commits += 1
        return await super().writing(work)


def a_part_log(store: Store, name: str = "me") -> PartLog:
    return PartLog(store, name, LEASE, lambda: NOW)


async def test_what_happens_at_the_same_time_is_one_commit(database_url: str) -> None:
    store = Counting(database_url)
    ids = await claimed(store, 20)
    book = a_part_log(store)
    assert all(await asyncio.gather(*(book.intend(each, 1) for each in ids)))
    await asyncio.gather(*(book.record(Sent(each, 1, f"m{each}", last=True)) for each in ids))
    async with store.read() as tx:
        assert await delivery_counts.counts(tx) == {"sent": 20}
    await store.close()
    assert store.commits <= 4, "the first of each kind alone, then all the others"


async def test_only_a_claim_that_is_ours_is_intended(store: Store) -> None:
    ids = await claimed(store, 3)
    async with store.write() as tx:
        await claims.claim(tx, "other", "telegram", NOW + LEASE, LEASE, 1)
    book = a_part_log(store)
    kept = dict(zip(ids, await asyncio.gather(*(book.intend(each, 1) for each in ids)), strict=True))
    assert sorted(kept.values()) == [False, True, True]


async def test_one_entry_that_cannot_be_written_spoils_no_other(store: Store) -> None:
    ids = await claimed(store, 3)
    book = a_part_log(store)

    async def broken() -> None:
        await book.record(Sent(ids[0], 1, object(), last=False))  # type: ignore[arg-type]

    asked: list[Awaitable[object]] = [book.intend(ids[1], 1), broken(), book.intend(ids[2], 1)]
    first, failed, last = await asyncio.gather(*asked, return_exceptions=True)
    assert (first, last) == (True, True)
    assert isinstance(failed, Exception)


async def test_who_is_cancelled_holds_up_nobody(store: Store) -> None:
    ids = await claimed(store, 2)
    book = a_part_log(store)
    gone = asyncio.create_task(book.intend(ids[0], 1))
    await asyncio.sleep(0)
    gone.cancel()
    assert await book.intend(ids[1], 1)


class Failing(Store):
    """A database that cannot be used for the next ``times`` commits."""

    times = 0

    async def writing(self, work: Callable[[Tx], Any]) -> Any:
        if self.times:
            self.times -= 1
            raise Unavailable("full")
        return await super().writing(work)


@pytest.fixture
async def failing(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Failing]:
    monkeypatch.setattr("digests.steps.send.part_log.RETRY", 0.01)
    opened = Failing(database_url)
    yield opened
    await opened.close()


async def parts(store: Store) -> list[tuple[int, str, bool]]:
    """Delivery, message and whether it is intended, of each part that anything is known of."""
    async with store.read() as tx:
        rows = await tx.execute(select(delivery_part).order_by(delivery_part.c.delivery_id))
        return [(row.delivery_id, row.message, row.intended is not None) for row in rows]


async def test_what_is_known_waits_for_the_database_and_is_written_in_its_order(failing: Failing) -> None:
    ids = await claimed(failing, 3)
    book = a_part_log(failing)
    assert await book.intend(ids[0], 1)
    failing.times = 4
    sent = asyncio.create_task(book.record(Sent(ids[0], 1, "m1", last=True)))
    await asyncio.sleep(0.015)
    later = asyncio.create_task(book.intend(ids[1], 1))
    await asyncio.sleep(0)
    assert not sent.done()
    assert await later
    assert failing.times == 0
    await sent
    assert await parts(failing) == [(ids[0], "m1", True), (ids[1], "", True)]


async def test_who_gave_up_meanwhile_intends_nothing_and_its_outcome_is_written_all_the_same(
    failing: Failing,
) -> None:
    ids = await claimed(failing, 2)
    book = a_part_log(failing)
    assert await book.intend(ids[0], 1)
    failing.times = 5
    gone: list[asyncio.Task[object]] = [
        asyncio.create_task(book.intend(ids[1], 1)),
        asyncio.create_task(book.record(Sent(ids[0], 1, "m1", last=True))),
    ]
    await asyncio.sleep(0.02)
    for each in gone:
        each.cancel()
    assert await book.flush(10) == 0
    assert await parts(failing) == [(ids[0], "m1", True)]


async def test_at_the_end_it_is_said_how_many_outcomes_are_lost(failing: Failing) -> None:
    ids = await claimed(failing, 3)
    book = a_part_log(failing)
    for each in ids[:2]:
        assert await book.intend(each, 1)
    assert await book.flush(10) == 0
    failing.times = 1_000_000
    waiting = [asyncio.create_task(book.record(Sent(each, 1, "m", last=True))) for each in ids[:2]]
    waiting.append(asyncio.create_task(book.intend(ids[2], 1)))  # type: ignore[arg-type]
    await asyncio.sleep(0.02)
    assert await book.flush(0.05) == 2
    for each in waiting:
        each.cancel()


async def test_the_database_may_fail_in_the_midst_of_a_batch_that_one_entry_spoils(failing: Failing) -> None:
    ids = await claimed(failing, 2)
    book = a_part_log(failing)
    assert await book.intend(ids[0], 1)
    broken = asyncio.create_task(book.record(Sent(ids[1], 1, object(), last=False)))  # type: ignore[arg-type]
    good = asyncio.create_task(book.record(Sent(ids[0], 1, "m1", last=True)))
    real, fails = book._one_by_one, [1]

    async def one_by_one(batch: Any) -> None:
        failing.times = fails.pop() if fails else 0
        await real(batch)

    book._one_by_one = one_by_one  # type: ignore[method-assign]
    found = await asyncio.gather(broken, good, return_exceptions=True)
    assert isinstance(found[0], Exception)
    assert found[1] is None
    assert await parts(failing) == [(ids[0], "m1", True)]


async def test_once_the_database_is_closed_what_arrived_is_counted_and_nothing_else_is_a_fault(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    [first, second] = await claimed(store, 2)
    book = a_part_log(store)
    await store.close()
    asking = asyncio.gather(
        book.intend(first, 1), book.record(Sent(second, 1, "m2", last=True)), return_exceptions=True
    )
    assert [type(each) for each in await asking] == [Closed, Closed]
    assert await book.flush(10) == 1
    assert not [each for each in caplog.records if each.levelname == "ERROR"]
