"""Deliveries as admins look at them, and failed ones sent once more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from digests.errors import pack
from digests.model import DeliveryState, Status, Which
from digests.store import Store, Tx
from digests.store.delivery import claims, delivery_lists, outbox, sent_parts
from digests.store.delivery.sent_parts import Sent
from tests.conftest import NOW
from tests.digests.store.delivery.test_outbox import LEASE, a_digest
from tests.digests.store.rows import a_subscriber

FAILED, SUSPENDED = DeliveryState.FAILED, DeliveryState.SUSPENDED


async def a_delivery(tx: Tx, slot: str, address: str = "1", parts: int = 1) -> int:
    """A claimed delivery of its own digest."""
    await outbox.add(tx, await a_digest(tx, parts), {await a_subscriber(tx, address): slot}, NOW)
    [claimed] = await claims.claim(tx, "w", "telegram", NOW, LEASE, 1)
    return claimed.id


async def ended(tx: Tx, slot: str, state: DeliveryState, reason: str = "", address: str = "1") -> int:
    made = await a_delivery(tx, slot, address)
    await outbox.finish(tx, "w", [made], NOW, state, pack(reason, {}) if reason else "")
    return made


async def some(tx: Tx) -> dict[Which, int]:
    """One of each state, each in a chat of its own; the ambiguous and the faulty one are sent."""
    made = {Which.SENDING: await a_delivery(tx, "a", "1")}
    for n, state in enumerate((DeliveryState.SENT, FAILED, SUSPENDED), 2):
        made[Which(state)] = await ended(tx, "a", state, "blocked", str(n))
    for n, which in enumerate((Which.AMBIGUOUS, Which.FAULTY), 5):
        made[which] = await a_delivery(tx, "a", str(n))
        for _ in range(2):
            await sent_parts.intend(tx, "w", [(made[which], 1)], NOW, LEASE)
            if which is Which.FAULTY:
                await sent_parts.record_refused(tx, made[which], 1, "bad\n<b>")
        await sent_parts.record(tx, "w", [Sent(made[which], 1, "77", last=True)], NOW)
    await outbox.add(tx, await a_digest(tx), {await a_subscriber(tx, "7"): "a"}, NOW)
    return made


async def test_each_filter_finds_its_own(store: Store) -> None:
    async with store.write() as tx:
        made = await some(tx)
        found = {which: await delivery_lists.page(tx, which, "", 0, 10) for which in Which}
        assert (await delivery_lists.page(tx, None, "", 0, 3)).total == 7
    for which, delivery_id in made.items():
        assert delivery_id in [one.id for one in found[which].deliveries], which
    totals = {which.value: page.total for which, page in found.items()}
    assert totals == {
        "pending": 1,
        "sending": 1,
        "sent": 3,
        "failed": 1,
        "suspended": 1,
        "ambiguous": 1,
        "faulty": 1,
    }
    [doubtful], [faulty] = found[Which.AMBIGUOUS].deliveries, found[Which.FAULTY].deliveries
    assert (doubtful.ambiguous, doubtful.faults) == (1, 0)
    assert (faulty.ambiguous, faulty.faults) == (0, 1)


async def test_pages_and_chats(store: Store) -> None:
    async with store.write() as tx:
        for n in range(5):
            await ended(tx, f"slot {n}", FAILED, address=str(n % 2))
        second = await delivery_lists.page(tx, Which.FAILED, "", 2, 2)
        assert ([one.slot for one in second.deliveries], second.first, second.total) == (
            ["slot 2", "slot 1"],
            3,
            5,
        )
        mine = await delivery_lists.page(tx, None, "1", 0, 9)
        assert ({one.destination.address for one in mine.deliveries}, mine.total) == ({"1"}, 2)
        assert (await delivery_lists.page(tx, Which.SENT, "", 0, 9)) == delivery_lists.TrackedPage((), 0, 0)


async def test_parts_begun_and_not(store: Store) -> None:
    async with store.write() as tx:
        made = await a_delivery(tx, "a", parts=2)
        await sent_parts.intend(tx, "w", [(made, 1)], NOW, LEASE)
        await sent_parts.record(tx, "w", [Sent(made, 1, "5", last=False)], NOW)
        first, second = await delivery_lists.parts(tx, made)
    assert (first.number, first.intended, first.tries, first.message) == (1, NOW, 1, "5")
    assert second == delivery_lists.TrackedPart(2)


async def test_a_retry_begins_anew_and_keeps_what_was_sent(store: Store) -> None:
    later = NOW + timedelta(days=1)
    async with store.write() as tx:
        made = await a_delivery(tx, "a", parts=2)
        await sent_parts.intend(tx, "w", [(made, 1)], NOW, LEASE)
        await sent_parts.record(tx, "w", [Sent(made, 1, "5", last=False)], NOW)
        await outbox.postpone(tx, made, "w", NOW, NOW, "r", counts=True)
        await claims.claim(tx, "w", "telegram", NOW, LEASE, 1)
        await outbox.finish(tx, "w", [made], NOW, FAILED, pack("network", {}))
        assert await delivery_lists.retry(tx, later, [made]) == 1
        assert await delivery_lists.retry(tx, later, [made]) == 0, "it waits already"
        [claimed] = await claims.claim(tx, "w", "telegram", later, LEASE, 1)
    assert (claimed.attempts, claimed.failing_since) == (0, None)
    assert [part.number for part in claimed.parts] == [2]


@pytest.mark.parametrize("named", [True, False])
async def test_only_what_can_arrive_is_sent_again(store: Store, named: bool) -> None:
    async with store.write() as tx:
        sent = await ended(tx, "a", DeliveryState.SENT, address="1")
        suspended = await ended(tx, "a", SUSPENDED, "blocked", address="2")
        withdrawn = await ended(tx, "a", FAILED, delivery_lists.WITHDRAWN, address="3")
        refusing = await ended(tx, "a", FAILED, "network", address="4")
        await a_subscriber(tx, "4", status=Status.SUSPENDED)
        failed = await ended(tx, "a", FAILED, "network", address="5")
        every = [sent, suspended, withdrawn, refusing, failed]
        assert await delivery_lists.retry(tx, NOW, every if named else None) == 1
        [waiting] = (await delivery_lists.page(tx, Which.PENDING, "", 0, 9)).deliveries
    assert waiting.id == failed
