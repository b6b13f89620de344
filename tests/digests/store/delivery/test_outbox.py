"""Claims: who may send what, and what is known after a crash."""

from __future__ import annotations

from datetime import timedelta

from digests.model import DeliveryState, Destination, Pause, RenderedPart
from digests.store import Store, Tx
from digests.store.delivery import (
    claims,
    delivery_counts,
    delivery_lists,
    new_digests,
    outbox,
    pauses,
    sent_parts,
)
from digests.store.delivery.sent_parts import Sent
from tests.conftest import NOW
from tests.digests.store.rows import a_subscriber

LEASE = timedelta(seconds=60)


async def a_digest(tx: Tx, parts: int = 1, transport: str = "telegram") -> int:
    row = {
        "due": NOW,
        "created": NOW,
        "language": "en",
        "zone": "UTC",
        "size": 8,
        "points": 3,
        "first": False,
        "since": 3,
        "upto": 9,
        "transport": transport,
    }
    digest_id = await new_digests.add(tx, row, [])
    await new_digests.add_parts(tx, {digest_id: [RenderedPart(f"part {n}") for n in range(1, parts + 1)]})
    return digest_id


async def test_a_claim_is_exclusive_until_its_lease_ends(store: Store) -> None:
    async with store.write() as tx:
        digest_id = await a_digest(tx)
        await outbox.add(tx, digest_id, {await a_subscriber(tx): "slot"}, NOW)
        first = await claims.claim(tx, "a", "telegram", NOW, LEASE, 10)
        assert len(first) == 1
        assert await claims.claim(tx, "b", "telegram", NOW + LEASE / 2, LEASE, 10) == ()
        assert len(await claims.claim(tx, "b", "telegram", NOW + LEASE, LEASE, 10)) == 1
        assert not await sent_parts.intend(tx, "a", [(first[0].id, 1)], NOW, LEASE)


async def test_a_slot_is_filled_once(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx)
        for _ in range(2):
            await outbox.add(tx, await a_digest(tx), {who: "2026-03-02T08:00"}, NOW)
        assert await delivery_counts.counts(tx) == {"pending": 1}


async def test_one_chat_gets_its_deliveries_in_order(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx)
        await outbox.add(tx, await a_digest(tx), {who: "one"}, NOW)
        await outbox.add(tx, await a_digest(tx), {who: "two"}, NOW)
        assert [each.slot for each in await claims.claim(tx, "a", "telegram", NOW, LEASE, 10)] == ["one"]
        assert await claims.claim(tx, "b", "telegram", NOW, LEASE, 10) == ()


async def test_sent_parts_are_not_claimed_again_and_unanswered_ones_are_marked(store: Store) -> None:
    async with store.write() as tx:
        await outbox.add(tx, await a_digest(tx, parts=3), {await a_subscriber(tx): "slot"}, NOW)
        [claimed] = await claims.claim(tx, "a", "telegram", NOW, LEASE, 10)
        assert await sent_parts.intend(tx, "a", [(claimed.id, 1)], NOW, LEASE)
        await sent_parts.record(tx, "a", [Sent(claimed.id, 1, "101", last=False)], NOW)
        assert await sent_parts.intend(tx, "a", [(claimed.id, 2)], NOW, LEASE)
        [again] = await claims.claim(tx, "b", "telegram", NOW + LEASE, LEASE, 10)
        assert [(part.number, part.intended) for part in again.parts] == [(2, True), (3, False)]
        assert await delivery_counts.ambiguous(tx) == 0
        assert await sent_parts.intend(tx, "b", [(again.id, 2)], NOW, LEASE)
        assert await delivery_counts.ambiguous(tx) == 1


async def test_an_id_that_is_known_by_now_is_not_forgotten_when_the_part_is_given_up(store: Store) -> None:
    """The answer to a worker whose lease had ended comes while the next one gives the part up."""
    async with store.write() as tx:
        await outbox.add(tx, await a_digest(tx), {await a_subscriber(tx): "slot"}, NOW)
        [claimed] = await claims.claim(tx, "a", "telegram", NOW, LEASE, 10)
        await sent_parts.intend(tx, "a", [(claimed.id, 1)], NOW, LEASE)
        await claims.claim(tx, "b", "telegram", NOW + LEASE, LEASE, 10)
        await sent_parts.record(tx, "a", [Sent(claimed.id, 1, "101", last=True)], NOW + LEASE)
        await sent_parts.record(tx, "b", [Sent(claimed.id, 1, "", last=True)], NOW + LEASE)
        assert [part.message for part in await delivery_lists.parts(tx, claimed.id)] == ["101"]
        assert await delivery_counts.counts(tx) == {"sent": 1}
        assert await delivery_counts.ambiguous(tx) == 0


async def test_a_refused_part_is_not_ambiguous(store: Store) -> None:
    async with store.write() as tx:
        await outbox.add(tx, await a_digest(tx), {await a_subscriber(tx): "slot"}, NOW)
        [claimed] = await claims.claim(tx, "a", "telegram", NOW, LEASE, 10)
        await sent_parts.intend(tx, "a", [(claimed.id, 1)], NOW, LEASE)
        await sent_parts.record_refused(tx, claimed.id, 1)
        await outbox.postpone(tx, claimed.id, "a", NOW + LEASE, NOW, "", counts=True)
        [again] = await claims.claim(tx, "a", "telegram", NOW + LEASE, LEASE, 10)
        assert again.attempts == 1
        assert again.failing_since == NOW
        assert not again.parts[0].intended


async def test_suspending_names_the_oldest_digest_missed(store: Store) -> None:
    async with store.write() as tx:
        who = await a_subscriber(tx)
        first, second = await a_digest(tx), await a_digest(tx)
        await outbox.add(tx, first, {who: "one"}, NOW)
        await outbox.add(tx, second, {who: "two"}, NOW)
        missed = await outbox.suspend_all(tx, who, NOW, "blocked")
        assert missed[0].digest == first
        assert await delivery_counts.counts(tx) == {DeliveryState.SUSPENDED: 2}
        assert await delivery_counts.failures(tx, NOW) == (("blocked", 2),)


async def test_a_sender_finds_what_its_own_transport_carries(store: Store) -> None:
    async with store.write() as tx:
        for transport in ("telegram", "email"):
            who = await a_subscriber(tx, transport, transport)
            await outbox.add(tx, await a_digest(tx, transport=transport), {who: "slot"}, NOW)
        [ours] = await claims.claim(tx, "a", "email", NOW, LEASE, 10)
        assert ours.destination == Destination("email", "email")
        assert await claims.claim_of(tx, "a", "email", ours.subscriber - 1, NOW, LEASE) is None
        theirs = await claims.claim_of(tx, "a", "telegram", ours.subscriber - 1, NOW, LEASE)
        assert theirs is not None
        assert theirs.destination.transport == "telegram"


async def test_addresses_and_ids_of_messages_may_be_long(store: Store) -> None:
    there, message = "https://example.org/" + 480 * "a", 250 * "m"
    async with store.write() as tx:
        who = await a_subscriber(tx, there, "webhook")
        await outbox.add(tx, await a_digest(tx, parts=2, transport="webhook"), {who: "slot"}, NOW)
        [claimed] = await claims.claim(tx, "a", "webhook", NOW, LEASE, 10)
        assert claimed.destination.address == there
        await sent_parts.intend(tx, "a", [(claimed.id, 1)], NOW, LEASE)
        await sent_parts.record(tx, "a", [Sent(claimed.id, 1, message, last=False)], NOW)
        await pauses.keep(tx, "webhook", Pause(there, NOW + LEASE, NOW))
        assert [each.scope for each in await pauses.current(tx, NOW)] == [there]
        assert (await delivery_lists.parts(tx, claimed.id))[0].message == message


async def test_transports_pause_by_themselves(store: Store) -> None:
    async with store.write() as tx:
        for transport, seconds in (("telegram", 60), ("email", 90)):
            until = NOW + timedelta(seconds=seconds)
            await pauses.keep(tx, transport, Pause("overall", until, NOW))
        await pauses.keep(tx, "webhook", Pause("odd:overall", NOW + LEASE, NOW))
        assert [each.until for each in await pauses.current(tx, NOW, "telegram")] == [NOW + LEASE]
        longest = (await pauses.current(tx, NOW))[0]
        assert (longest.transport, longest.scope) == ("email", "overall")
        ends = {"telegram": NOW + LEASE, "email": NOW + timedelta(seconds=90)}
        assert await pauses.until(tx, "overall") == ends
