"""Room: no more deliveries are on their way than may be, and a claim waits until it is worth its cost."""

from __future__ import annotations

import asyncio

from digests.model import Destination, Part
from digests.steps.send.notices import Notices
from digests.steps.send.send import Send
from digests.store.delivery import outbox
from tests.digests.steps.world import LEASE, World
from tests.digests.store.delivery.test_outbox import a_digest
from tests.digests.store.rows import a_subscriber
from tests.fakes import FakeTransport, TitlesRenderer


class Slow(FakeTransport):
    """Accepts nothing until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Semaphore(0)
        self.on_their_way = self.most = 0

    async def send(self, destination: Destination, part: Part) -> str:
        """Wait, then accept."""
        self.on_their_way += 1
        self.most = max(self.most, self.on_their_way)
        await self.let.acquire()
        self.on_their_way -= 1
        return await super().send(destination, part)


async def test_a_claim_waits_for_half_of_the_places_and_takes_those_that_are_free(world: World) -> None:
    async with world.store.write() as tx:
        readers = [await a_subscriber(tx, f"reader {n}") for n in range(10)]
        await outbox.add(tx, await a_digest(tx), dict.fromkeys(readers, "slot"), world.now)
    slow, notices = Slow(), Notices(TitlesRenderer(), "UTC")
    sender = Send(
        world.store, slow, name="few", lease=LEASE, now=lambda: world.now, notices=notices, at_once=4
    )
    async with asyncio.timeout(20):
        assert await sender.due() == 4
        while slow.on_their_way < 4:
            await asyncio.sleep(0.01)
        again = asyncio.create_task(sender.due())
        slow.let.release()
        await asyncio.sleep(0.1)
        assert not again.done(), "three of four are on their way"
        slow.let.release()
        assert await again == 2
        for _ in range(20):
            slow.let.release()
        await sender.drain()
    assert slow.most == 4
    assert len({there.address for there, _ in slow.arrived}) == 10
