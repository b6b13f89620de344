"""The journal: many entries in one commit, and each with its own answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from digests.steps.send.part_log import PartLog
from digests.store import Store, Tx
from digests.store.delivery import claims, delivery_counts, outbox
from digests.store.delivery.outbox import Sent
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


def journal(store: Store, name: str = "me") -> PartLog:
    return PartLog(store, name, LEASE, lambda: NOW)


async def test_what_happens_at_the_same_time_is_one_commit(database_url: str) -> None:
    store = Counting(database_url)
    ids = await claimed(store, 20)
    book = journal(store)
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
    book = journal(store)
    kept = dict(zip(ids, await asyncio.gather(*(book.intend(each, 1) for each in ids)), strict=True))
    assert sorted(kept.values()) == [False, True, True]


async def test_one_entry_that_cannot_be_written_spoils_no_other(store: Store) -> None:
    ids = await claimed(store, 3)
    book = journal(store)

    async def broken() -> None:
        await book.record(Sent(ids[0], 1, object(), last=False))  # type: ignore[arg-type]

    asked: list[Awaitable[object]] = [book.intend(ids[1], 1), broken(), book.intend(ids[2], 1)]
    first, failed, last = await asyncio.gather(*asked, return_exceptions=True)
    assert (first, last) == (True, True)
    assert isinstance(failed, Exception)


async def test_who_is_cancelled_holds_up_nobody(store: Store) -> None:
    ids = await claimed(store, 2)
    book = journal(store)
    gone = asyncio.create_task(book.intend(ids[0], 1))
    await asyncio.sleep(0)
    gone.cancel()
    assert await book.intend(ids[1], 1)
