"""Which deliveries a claim takes, of whom, and for how long."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from digests.model import ChatKind, Delivery, DeliveryState, Destination, Part, Rank
from digests.store import Store, Tx
from digests.store.delivery import claims, outbox, sent_parts
from digests.store.delivery.claims import Due
from digests.store.delivery.sent_parts import Sent
from digests.store.subscribers import subscribers
from digests.store.tables import delivery
from tests.conftest import NOW
from tests.digests.store.delivery.test_outbox import LEASE, a_digest
from tests.digests.store.rows import a_subscriber

TELEGRAM = "telegram"
MINUTE = timedelta(minutes=1)
CLOCK, AWAITED, BROADCAST = Rank.CLOCK, Rank.AWAITED, Rank.BROADCAST


async def add(tx: Tx, who: int, slot: str, due: datetime = NOW, rank: Rank = CLOCK, parts: int = 1) -> None:
    await outbox.add(tx, await a_digest(tx, parts=parts), {who: slot}, due, rank=rank)


async def claim(tx: Tx, limit: int, now: datetime = NOW, name: str = "a") -> list[str]:
    """The slots that a claim takes, in its order."""
    return [each.slot for each in await claims.claim(tx, name, TELEGRAM, now, LEASE, limit)]


async def claim_of(tx: Tx, who: int, now: datetime = NOW, name: str = "a") -> Delivery | None:
    return await claims.claim_of(tx, name, TELEGRAM, who, now, LEASE)


async def held(tx: Tx) -> dict[str, tuple[str, str, datetime | None]]:
    """By slot the state, who holds it, and until when."""
    of = delivery.c
    rows = await tx.execute(select(of.slot, of.state, of.claim, of.next_try))
    return {row.slot: (row.state, row.claim, row.next_try) for row in rows}


# --------------------------------------------------------------------------- of all


async def test_no_more_than_the_limit_over_all_ranks_together(store: Store) -> None:
    async with store.write() as tx:
        for n in range(9):
            await add(tx, await a_subscriber(tx, str(n)), f"{n}", rank=Rank(n % 3))
        assert await claim(tx, 4) == ["0", "3", "6", "1"], "by rank, and of the last one as many as are left"
        assert await claim(tx, 0) == []
        assert await claim(tx, 3) == ["4", "7", "2"]
        assert await claim(tx, 99) == ["5", "8"]


async def test_of_a_rank_the_longest_due_are_taken_and_what_is_taken_comes_by_rank(store: Store) -> None:
    async with store.write() as tx:
        for n, (minutes, rank) in enumerate(
            [(1, CLOCK), (3, CLOCK), (2, CLOCK), (0, AWAITED), (9, BROADCAST)]
        ):
            await add(tx, await a_subscriber(tx, str(n)), f"{minutes}", NOW - minutes * MINUTE, rank)
        assert await claim(tx, 3) == ["0", "3", "2"]
        assert await claim(tx, 3) == ["1", "9"]


async def test_what_is_due_later_waits_to_the_moment(store: Store) -> None:
    async with store.write() as tx:
        await add(tx, await a_subscriber(tx), "later", NOW + MINUTE)
        assert await claim(tx, 9, NOW + MINUTE - timedelta(milliseconds=1)) == []
        assert await claim(tx, 9, NOW + MINUTE) == ["later"]


async def test_a_claim_holds_until_its_lease_ends(store: Store) -> None:
    async with store.write() as tx:
        await add(tx, await a_subscriber(tx), "slot")
        await claim(tx, 9)
        assert await held(tx) == {"slot": (DeliveryState.SENDING, "a", NOW + LEASE)}
        assert await claim(tx, 9, NOW + LEASE - timedelta(milliseconds=1), "b") == []
        assert await claim(tx, 9, NOW + LEASE, "b") == ["slot"]
        assert await held(tx) == {"slot": (DeliveryState.SENDING, "b", NOW + 2 * LEASE)}


async def test_an_older_one_that_waits_holds_up_the_newer_of_its_own_chat_alone(store: Store) -> None:
    async with store.write() as tx:
        one, two = await a_subscriber(tx, "1"), await a_subscriber(tx, "2")
        await add(tx, one, "put off", NOW + MINUTE / 2)
        await add(tx, one, "newer", rank=AWAITED)
        await add(tx, two, "another's")
        assert await claim(tx, 9) == ["another's"]
        assert await claim(tx, 9, NOW + MINUTE / 2) == ["put off"]
        assert await claim_of(tx, one) is None


async def test_what_is_finished_holds_up_nobody(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx)
        await add(tx, who, "one")
        await add(tx, who, "two")
        assert await claim(tx, 9) == ["one"]
        [one] = await ids(tx, "one")
        await outbox.finish(tx, "a", [one], NOW)
        assert await claim(tx, 9) == ["two"]


async def ids(tx: Tx, *slots: str) -> list[int]:
    query = select(delivery.c.id).where(delivery.c.slot.in_(slots)).order_by(delivery.c.id)
    return [row[0] for row in await tx.execute(query)]


async def test_all_that_is_needed_to_send_comes_along(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx, "-100")
        await subscribers.change(tx, who, kind=ChatKind.GROUP, thread=7, language="zh")
        await add(tx, who, "slot", NOW - MINUTE, parts=3)
        await add(tx, await a_subscriber(tx, "2"), "another", parts=1)
        first, second = await claims.claim(tx, "a", TELEGRAM, NOW, LEASE, 9)
        assert first.destination == Destination(TELEGRAM, "-100", 7, ChatKind.GROUP)
        assert (first.subscriber, first.language, first.slot, first.attempts) == (who, "zh", "slot", 0)
        assert (first.created, first.failing_since) == (NOW - MINUTE, None)
        assert first.parts == tuple(Part(n, f"part {n}") for n in (1, 2, 3))
        assert second.parts == (Part(1, "part 1"),)
        assert second.digest != first.digest


async def test_parts_that_were_tried_are_told_from_others_of_other_deliveries(store: Store) -> None:
    async with store.write() as tx:
        both = await a_digest(tx, parts=3)
        slots = {await a_subscriber(tx, str(n)): f"{n}" for n in range(2)}
        await outbox.add(tx, both, slots, NOW)
        one, two = await claims.claim(tx, "a", TELEGRAM, NOW, LEASE, 9)
        await sent_parts.intend(tx, "a", [(one.id, 1), (one.id, 2), (two.id, 2)], NOW, LEASE)
        await sent_parts.record(tx, "a", [Sent(one.id, 1, "101", last=False)], NOW)
        await sent_parts.record_refused(tx, two.id, 2)
        later = NOW + 2 * LEASE
        one, two = await claims.claim(tx, "b", TELEGRAM, later, LEASE, 9)
        assert [(each.number, each.intended) for each in one.parts] == [(2, True), (3, False)]
        assert [(each.number, each.intended) for each in two.parts] == [(1, False), (2, False), (3, False)]


# --------------------------------------------------------------------------- of one


async def test_the_oldest_open_one_of_a_chat_is_taken(store: Store) -> None:
    async with store.write() as tx:
        who, other = await a_subscriber(tx, "1"), await a_subscriber(tx, "2")
        await add(tx, other, "another's", NOW - MINUTE, AWAITED)
        await add(tx, who, "one", NOW)
        await add(tx, who, "two", NOW - MINUTE, AWAITED)
        taken = await claim_of(tx, who)
        assert taken is not None
        assert (taken.slot, taken.subscriber, taken.parts) == ("one", who, (Part(1, "part 1"),))
        assert (await held(tx))["one"] == (DeliveryState.SENDING, "a", NOW + LEASE)
        assert (await held(tx))["another's"][0] == DeliveryState.PENDING
        assert await claim_of(tx, who, name="b") is None, "neither the one that is taken nor the next"
        await outbox.finish(tx, "a", [taken.id], NOW)
        following = await claim_of(tx, who)
        assert following is not None
        assert following.slot == "two"


async def test_of_one_nothing_that_is_not_due_is_taken(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx)
        assert await claim_of(tx, who) is None
        await add(tx, who, "later", NOW + MINUTE)
        await add(tx, who, "now", NOW)
        assert await claim_of(tx, who, NOW + MINUTE - timedelta(milliseconds=1)) is None
        taken = await claim_of(tx, who, NOW + MINUTE)
        assert taken is not None
        assert taken.slot == "later"
        assert await claim_of(tx, who, NOW + MINUTE + LEASE - timedelta(milliseconds=1), "b") is None
        again = await claim_of(tx, who, NOW + MINUTE + LEASE, "b")
        assert again is not None
        assert again.id == taken.id
        assert (await held(tx))["later"] == (DeliveryState.SENDING, "b", NOW + MINUTE + 2 * LEASE)
        assert await claim_of(tx, who + 1) is None


async def test_two_workers_of_a_queue_never_have_the_same(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx)
        await add(tx, who, "slot")

    async def take(name: str) -> Delivery | None:
        return await store.writing(lambda tx: claim_of(tx, who, name=name))

    taken = await asyncio.gather(*(take(f"worker {n}") for n in range(8)))
    assert len([each for each in taken if each]) == 1


async def test_two_workers_take_different_ones_without_waiting_for_each_other(
    store: Store, database_url: str
) -> None:
    """On PostgreSQL, where two may write at once."""
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite has one writer")
    other = Store(database_url)
    try:
        async with store.write() as tx:
            for n in range(6):
                await add(tx, await a_subscriber(tx, str(n)), f"{n}")
        async with asyncio.timeout(20), store.write() as tx, other.write() as beside:
            assert await claim(tx, 3) == ["0", "1", "2"]
            assert await claim(beside, 9, name="b") == ["3", "4", "5"]
    finally:
        await other.close()


# --------------------------------------------------------------------------- announcing


async def test_what_is_due_is_announced_in_stretches_from_the_first_rank_on(store: Store) -> None:
    async with store.write() as tx:
        order = [(CLOCK, 1), (CLOCK, 2), (AWAITED, 0), (BROADCAST, 5), (AWAITED, 3)]
        for n, (rank, minutes) in enumerate(order):
            await add(tx, await a_subscriber(tx, str(n)), f"{n}", NOW - minutes * MINUTE, rank)
        await add(tx, await a_subscriber(tx, "later"), "later", NOW + MINUTE)
        by_slot = {slot: (await ids(tx, slot))[0] for slot in "01234"}
        last = await claims.announce(tx, TELEGRAM, NOW, None, 3)
        assert last == Due(CLOCK, NOW - 2 * MINUTE, by_slot["1"])
        last = await claims.announce(tx, TELEGRAM, NOW, None, 2)
        assert last == Due(AWAITED, NOW, by_slot["2"])
        last = await claims.announce(tx, TELEGRAM, NOW, last, 2)
        assert last == Due(CLOCK, NOW - MINUTE, by_slot["0"])
        assert await claims.announce(tx, TELEGRAM, NOW, last, 2) is None
        assert await claims.announce(tx, TELEGRAM, NOW, last, 1) == Due(
            BROADCAST, NOW - 5 * MINUTE, by_slot["3"]
        )
        assert await claims.announce(tx, TELEGRAM, NOW, None, 9) is None
