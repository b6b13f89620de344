"""Sending: nothing is lost, nothing that is known to have arrived is repeated."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from digests.errors import BadContent, Busy, Moved, Refused, RetryAfter, Temporary, ThreadGone, Unauthorized
from digests.model import Destination, Rank, Status
from digests.store.delivery import claims, delivery_counts, outbox, sent_parts
from digests.store.delivery.sent_parts import Sent
from tests.digests.steps.world import LEASE, World, an_entry
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber

RSS = "https://example.org/rss"


async def ready(world: World, stories: int = 3) -> int:
    feed = await world.feed()
    await world.comes_in(feed, RSS, *[an_entry(n) for n in range(stories)])
    reader = await world.reader("news")
    await world.build.first(reader.id, world.now)
    return reader.id


async def states(world: World) -> dict[str, int]:
    async with world.store.read() as tx:
        return await delivery_counts.counts(tx)


async def test_a_temporary_failure_goes_on_where_it_was(world: World) -> None:
    await ready(world)
    world.transport.plan["Story 1"] = [Temporary("http_status", status=502)]
    await world.deliver()
    assert len(world.transport.arrived) < 3
    assert await states(world) == {"pending": 1}
    world.now += timedelta(minutes=10)
    await world.deliver()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1", "Story 2"]
    assert await states(world) == {"sent": 1}


async def test_a_wait_is_kept_to_the_second(world: World) -> None:
    await ready(world, 1)
    world.transport.plan["Story 0"] = [RetryAfter(43_838)]
    await world.deliver()
    world.now += timedelta(seconds=43_800)
    await world.deliver()
    assert world.transport.arrived == []
    world.now += timedelta(seconds=60)
    await world.deliver()
    assert world.transport.payloads == ["Story 0"]


async def test_who_blocks_is_suspended_and_returns_to_what_was_missed(world: World) -> None:
    reader = await ready(world, 2)
    await world.deliver()
    feed_id = 1
    await world.comes_in(feed_id, RSS, *[an_entry(n) for n in range(3)])
    world.transport.plan["Story 2"] = [Refused("blocked")]
    await world.a_day_later()
    assert (await world.subscriptions.get(reader)).status is Status.SUSPENDED
    await world.a_day_later()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1"]
    await world.subscriptions.arrive(Destination("telegram", "1"), language="en")
    await world.a_day_later()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1", "Story 2"]


async def test_a_moved_chat_is_followed(world: World) -> None:
    reader = await ready(world, 1)
    world.transport.plan["Story 0"] = [Moved("-1001")]
    await world.deliver()
    [(destination, _)] = world.transport.arrived
    assert destination.address == "-1001"
    assert (await world.subscriptions.get(reader)).destination.address == "-1001"


async def test_where_the_new_chat_was_set_up_already_the_old_one_is_given_up(world: World) -> None:
    reader = await ready(world, 1)
    there = await world.reader(address="-1001")
    world.transport.plan["Story 0"] = [Moved("-1001")] * 9
    await world.deliver()
    assert world.transport.calls == 1, "no loop between two addresses"
    assert (await world.subscriptions.get(reader)).status is Status.SUSPENDED
    assert (await world.subscriptions.get(there.id)).status is Status.ACTIVE


async def test_a_newcomer_at_the_new_address_gives_way(world: World) -> None:
    reader = await ready(world, 1)
    await world.subscriptions.arrive(Destination("telegram", "-1001"), language="en")
    world.transport.plan["Story 0"] = [Moved("-1001")]
    await world.deliver()
    assert (await world.subscriptions.get(reader)).destination.address == "-1001"
    assert world.transport.payloads == ["Story 0"]


async def test_while_everything_is_silent_nothing_is_claimed(world: World) -> None:
    await ready(world, 1)
    world.transport.silence = 30.0
    await world.deliver()
    assert await states(world) == {"pending": 1}
    world.transport.silence = 0.0
    await world.deliver()
    assert await states(world) == {"sent": 1}


async def test_a_chat_without_a_place_gives_its_claim_back(world: World) -> None:
    await ready(world, 2)
    world.transport.waits["1"] = 90
    await world.deliver()
    assert world.transport.payloads == []
    assert await states(world) == {"pending": 1}
    world.transport.waits["1"] = 0
    world.now += timedelta(seconds=90)
    await world.deliver()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1"]
    async with world.store.read() as tx:
        assert await delivery_counts.ambiguous(tx) == 0, "what has not had its turn has not begun"


async def test_when_everything_falls_silent_what_has_begun_gives_its_claim_back(world: World) -> None:
    await ready(world, 2)
    world.transport.turns["Story 0"] = [Busy(90)]
    await world.deliver()
    assert "Story 0" not in world.transport.payloads
    world.now += timedelta(seconds=90)
    await world.deliver()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1"]


async def test_chats_that_wait_for_their_own_limit_hold_up_nobody(world: World) -> None:
    """Far more of them than may be at work at once, and one behind them that could go."""
    async with world.store.write() as tx:
        waiting = [await a_subscriber(tx, f"slow {n}") for n in range(40)]
        await outbox.add(tx, await a_digest(tx), dict.fromkeys(waiting, "slot"), world.now)
        await outbox.add(tx, await a_digest(tx), {await a_subscriber(tx, "free"): "slot"}, world.now)
    world.transport.waits = {f"slow {n}": 19.0 for n in range(40)}
    while await world.send.due():
        pass
    async with asyncio.timeout(5):
        while not world.transport.arrived:
            await asyncio.sleep(0.01)
    assert [there.address for there, _ in world.transport.arrived] == ["free"]
    await world.send.stop(0)


async def test_what_somebody_waits_for_goes_before_all_that_came_by_the_clock(world: World) -> None:
    async with world.store.write() as tx:
        by_clock, asked = await a_subscriber(tx, "1"), await a_subscriber(tx, "2")
        await outbox.add(tx, await a_digest(tx), {by_clock: "08:00"}, world.now - timedelta(minutes=5))
        await outbox.add(tx, await a_digest(tx), {asked: "now"}, world.now, rank=Rank.AWAITED)
        [first] = await claims.claim(tx, "a", "telegram", world.now, LEASE, 1)
    assert first.subscriber == asked


async def test_content_that_is_not_accepted_goes_out_plain(world: World) -> None:
    await ready(world, 1)
    world.transport.plan["Story 0"] = [BadContent("can't parse entities")]
    await world.deliver()
    [(_, part)] = world.transport.arrived
    assert part.plain


async def test_a_thread_that_is_gone_falls_back_to_the_main_place(world: World) -> None:
    await ready(world, 1)
    async with world.store.write() as tx:
        from digests.store.subscribers import subscribers

        await subscribers.change(tx, 1, thread=7)
    world.transport.plan["Story 0"] = [ThreadGone("closed")]
    await world.deliver()
    (destination, _), (told, notice) = world.transport.arrived
    assert (destination.thread, told.thread) == (0, 7)
    assert "topic_gone" in notice.payload
    await world.comes_in(1, RSS, *[an_entry(n) for n in range(2)])
    world.transport.plan["Story 1"] = [ThreadGone("closed")]
    await world.a_day_later()
    assert world.transport.payloads[2:] == ["Story 1"], "told once"


async def test_wrong_credentials_stop_everything_and_lose_nothing(world: World) -> None:
    await ready(world, 1)
    world.transport.plan["Story 0"] = [Unauthorized("token")]
    with pytest.raises(Unauthorized):
        await world.deliver()
    await world.deliver()
    assert world.transport.payloads == ["Story 0"]


async def test_when_it_stops_nothing_new_is_claimed(world: World) -> None:
    await ready(world, 1)
    await world.send.stop(1)
    assert await world.send.due() == 0
    assert await states(world) == {"pending": 1}


async def test_after_a_crash_the_next_worker_sends_the_rest(world: World) -> None:
    await ready(world)
    world.transport.plan["Story 1"] = [asyncio.CancelledError()]  # type: ignore[list-item]
    await world.send.drain()
    arrived = len(world.transport.arrived)
    assert await world.sender("second").due() == 0, "the lease holds"
    world.now += LEASE
    await world.sender("second").drain()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 1", "Story 2"]
    assert arrived < 3
    async with world.store.read() as tx:
        assert await delivery_counts.ambiguous(tx) == 1


async def test_at_most_once_drops_what_may_have_arrived(world: World) -> None:
    await ready(world)
    world.transport.plan["Story 1"] = [Temporary("timeout", ambiguous=True)]
    await world.sender("first", resend=False).drain()
    world.now += timedelta(hours=1)
    await world.sender("first", resend=False).drain()
    assert sorted(world.transport.payloads) == ["Story 0", "Story 2"]
    assert await states(world) == {"sent": 1}


async def test_a_delivery_whose_last_part_another_worker_sent_is_finished(world: World) -> None:
    await ready(world, 1)
    async with world.store.write() as tx:
        [claimed] = await claims.claim(tx, "slow", "telegram", world.now, LEASE, 10)
        await sent_parts.intend(tx, "slow", [(claimed.id, 1)], world.now, LEASE)
        await sent_parts.record(tx, "slow", [Sent(claimed.id, 1, "77", last=False)], world.now)
    world.now += LEASE
    await world.deliver()
    assert world.transport.arrived == []
    assert await states(world) == {"sent": 1}


async def test_what_is_on_its_way_when_the_database_is_closed_is_left_to_the_next_start(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with world.store.write() as tx:
        await outbox.add(tx, await a_digest(tx), {await a_subscriber(tx, "slow"): "slot"}, world.now)
    world.transport.waits = {"slow": 0.2}
    assert await world.send.due()
    await world.store.close()
    await asyncio.sleep(0.4)
    await world.send.stop(1)
    said = [(each.levelname, each.message) for each in caplog.records if "delivery" in each.message]
    assert said == [("WARNING", "delivery 1 was left to the next start")]
