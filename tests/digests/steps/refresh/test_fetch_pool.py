"""Many feeds at once: fairness between hosts, silence that is kept, and nothing lost when it stops."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from digests.errors import Unreachable
from digests.runtime.host_limits import Hosts
from digests.steps import Refresh
from digests.steps.refresh.fetch_pool import fair
from digests.store.feeds import feeds
from digests.store.feeds.due_feeds import Waiting
from tests.digests.steps.world import World, an_entry


def test_of_each_host_only_a_few_are_taken() -> None:
    rows = [Waiting(n, "slow.example") for n in range(50)] + [Waiting(99, "quick.example")]
    assert [row.id for row in fair(rows, {}, 4, 10)] == [0, 1, 2, 3, 99]
    assert [row.id for row in fair(rows, {"slow.example": 3}, 4, 10)] == [0, 99]
    local = [Waiting(n, "") for n in range(8)]
    assert len(fair(local, {}, 4, 6)) == 6


class Slow:
    """Answers of one host take until they are let go; counts how many are asked for at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_once: Counter[str] = Counter()
        self.most: Counter[str] = Counter()
        self.let_go = asyncio.Event()

    async def read(self, feed, state):  # type: ignore[no-untyped-def]
        host = feed.address.split("/")[2]
        self.asked.append(feed.address)
        self.at_once[host] += 1
        self.most[host] = max(self.most[host], self.at_once[host])
        if host == "slow.example":
            await self.let_go.wait()
        await asyncio.sleep(0)
        self.at_once[host] -= 1
        return
        yield


def refresh_of(world: World, source: object, hosts: Hosts, at_once: int = 8) -> Refresh:
    return Refresh(
        world.store,
        source,  # type: ignore[arg-type]
        world.articles,
        backlog=8,
        detect=lambda _: "en",
        hosts=hosts,
        at_once=at_once,
    )


async def rounds(refresh: Refresh, world: World) -> None:
    while await refresh.due(world.now):
        pass


async def test_a_slow_host_holds_nobody_up(world: World) -> None:
    for n in range(40):
        await world.feed(f"https://slow.example/{n}")
    for n in range(20):
        await world.feed(f"https://host{n}.example/rss")
    source = Slow()
    running = asyncio.create_task(rounds(refresh_of(world, source, Hosts(pause=0)), world))
    async with asyncio.timeout(20):
        while len([each for each in source.asked if "slow" not in each]) < 20:
            await asyncio.sleep(0.01)
    assert source.most["slow.example"] == 2
    source.let_go.set()
    async with asyncio.timeout(20):
        await running
    assert len(source.asked) == 60
    assert source.most["slow.example"] == 2


async def test_feeds_of_a_host_that_asked_for_silence_wait_in_the_database(world: World) -> None:
    for n in range(6):
        await world.feed(f"https://busy.example/{n}")
    hosts = Hosts(pause=0)
    source = Slow()

    async def read(feed, state):  # type: ignore[no-untyped-def]
        source.asked.append(feed.address)
        hosts.hush("busy.example", 600)
        raise Unreachable("http_status", retry_after=600, status=429)
        yield

    source.read = read  # type: ignore[method-assign]
    await rounds(refresh_of(world, source, hosts), world)
    assert len(source.asked) == 1
    async with world.store.read() as tx:
        waiting = [each for each in await feeds.every(tx) if not each.failures]
    assert len(waiting) == 5
    hosts.clock = lambda: 1e9
    source.read = Slow().read  # type: ignore[method-assign]
    assert await refresh_of(world, source, hosts).due(world.now) == 4  # free at once, and again few of a host


async def test_what_was_taken_is_given_back_when_it_stops(world: World) -> None:
    for n in range(6):
        await world.feed(f"https://slow.example/{n}")
    source = Slow()
    running = asyncio.create_task(rounds(refresh_of(world, source, Hosts(pause=0)), world))
    while not source.asked:
        await asyncio.sleep(0.01)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    world.source.says("https://slow.example/0", an_entry(0))
    other = refresh_of(world, world.source, Hosts(pause=0))
    await rounds(other, world)
    async with world.store.read() as tx:
        assert [each.last_success for each in await feeds.every(tx)] == [world.now] * 6


async def test_a_host_is_given_a_breath_between_two_requests() -> None:
    now = [0.0]
    hosts = Hosts(at_once=2, pause=1.0, clock=lambda: now[0])
    async with hosts.turn("a.example"):
        assert hosts.wait("a.example") == 1.0
        assert hosts.wait("b.example") == 0.0
    now[0] = 0.75
    assert hosts.wait("a.example") == 0.25
    assert Hosts().wait("") == 0.0


async def test_many_outcomes_share_a_commit(world: World) -> None:
    for n in range(30):
        await world.feed(f"https://host{n}.example/rss")
    commits = 0
    writing = world.store.writing

    async def counted(work):  # type: ignore[no-untyped-def]
        nonlocal commits
        commits += 1
        return await writing(work)

    world.store.writing = counted  # type: ignore[method-assign]
    await rounds(refresh_of(world, Slow(), Hosts(pause=0), at_once=32), world)
    async with world.store.read() as tx:
        assert all(each.last_success == world.now for each in await feeds.every(tx))
    assert commits < 15
    world.now += timedelta(days=2)
