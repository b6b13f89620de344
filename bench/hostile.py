"""What the worst feeds cost the others: memory while one is read, and how long good feeds take beside it.

Each hostile document of the tests is fetched and parsed once, whole, through the step. Meanwhile good feeds
that have posted are refreshed one after the other, each on a host of its own, as all are. Memory is the
proportional set size of this process and its workers (Linux; pages that they share count once), above what
they had right before. The last line says what has stayed of all of them.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from bench.fetching import address_of, host_of, post, serving, settings_for
from bench.ingest import descendants
from bench.table import percentile, show
from bot.process.wiring import Domain, open_domain
from digests.errors import SourceError
from digests.model import FeedKind
from digests.store.feeds import feeds
from tests.digests.sources.hostile import DOCUMENTS, HEAVY

CASES = (*HEAVY, *DOCUMENTS)
GOOD = 300  # feeds: more than are fetched while their hosts want a pause
ALONE = 200  # fetches of good feeds with nobody beside them
WARM = 5  # before each document: a worker that was replaced has to be as large as before
SHOWN = 8


class Cost(NamedTuple):
    """Of one document: MB at most above what was there before; longest wait, whole time in seconds."""

    memory: float
    wait: float
    seconds: float
    outcome: str


async def main() -> None:
    """Fetch every hostile document beside good feeds, and print what it cost."""
    async with serving("bench.hostile_server") as port, serving() as good:
        servers = set(descendants(os.getpid()))
        with tempfile.TemporaryDirectory() as name:
            async with open_domain(settings_for(Path(name), (port, good), 10 * GOOD + len(CASES))) as domain:
                await _measure(domain, port, good, servers)


async def _measure(domain: Domain, port: int, good_port: int, servers: set[int]) -> None:
    good = Good(domain, good_port, [await _add(domain, address_of(10 * n, good_port)) for n in range(GOOD)])
    alone = [await good.fetch() for _ in range(ALONE)]
    memory, whole = Memory(servers), Memory(servers)
    costs = [
        await _cost(domain, await _add(domain, f"http://{host_of(10 * GOOD + n)}:{port}/{n}"), good, memory)
        for n in range(len(CASES))
    ]
    usual = percentile(alone, 50)
    head = ("document", "MB above before", "a good feed took s", "its own time s", "outcome")
    rows = [
        (name, f"{cost.memory:.0f}", f"{cost.wait:.3f}", f"{cost.seconds:.1f}", cost.outcome)
        for name, cost in _worst(dict(zip(CASES, costs, strict=True)))
    ]
    rows.append(("a good feed alone", "", f"{usual:.3f}", "", ""))
    rows.append(("after all of them", f"{whole.now():.0f}", "", "", ""))
    show(f"The worst of {len(costs)} hostile documents, beside good feeds", head, rows)


def _worst(costs: Mapping[str, Cost]) -> list[tuple[str, Cost]]:
    """Those that took most memory, then those beside which others waited longest."""
    by_memory = sorted(costs, key=lambda name: -costs[name].memory)[:SHOWN]
    by_wait = sorted(costs, key=lambda name: -costs[name].wait)[:SHOWN]
    return [(name, costs[name]) for name in dict.fromkeys((*by_memory, *by_wait))]


class Good:
    """Feeds that have posted whenever they are fetched."""

    def __init__(self, domain: Domain, port: int, feeds: Sequence[int]) -> None:
        self._domain, self._port, self._feeds = domain, port, cycle(feeds)

    async def fetch(self) -> float:
        """Have all post, refresh the next; seconds of the refresh."""
        await post(self._port, "change")
        began = time.perf_counter()
        done = await self._domain.refresh(next(self._feeds), datetime.now(UTC))
        assert done.new  # noqa: S101
        return time.perf_counter() - began


async def _cost(domain: Domain, feed: int, good: Good, memory: Memory) -> Cost:
    for _ in range(WARM):
        await good.fetch()
    memory.begin()
    began, longest = time.perf_counter(), 0.0
    running = asyncio.create_task(_outcome(domain, feed))
    watching = asyncio.create_task(memory.peak())
    while not running.done():
        longest = max(longest, await good.fetch())
    seconds = time.perf_counter() - began
    watching.cancel()
    most = await watching
    return Cost(most, longest, seconds, await running)


async def _outcome(domain: Domain, feed: int) -> str:
    try:
        done = await domain.refresh(feed, datetime.now(UTC))
    except SourceError as error:
        return error.code
    return f"{done.new} stored"


class Memory:
    """Of this process and its workers, in MB above what it was at ``begin``; ``without`` are the servers."""

    def __init__(self, without: Collection[int]) -> None:
        self._without = without
        self.begin()

    def begin(self) -> None:
        """Count from now on."""
        self._start = 0.0
        self._start = self.now()

    async def peak(self) -> float:
        """The most until it is cancelled."""
        most = self.now()
        with suppress(asyncio.CancelledError):
            while True:
                await asyncio.sleep(0.02)
                most = max(most, await asyncio.to_thread(self.now))
        return most

    def now(self) -> float:
        """How much more it is than at ``begin``."""
        processes = {os.getpid(), *descendants(os.getpid())}.difference(self._without)
        return sum(map(_kilobytes, processes)) / 1024 - self._start


def _kilobytes(process: int) -> int:
    with suppress(OSError, StopIteration):
        return int(next(line for line in _rollup(process) if line.startswith("Pss:")).split()[1])
    return 0


def _rollup(process: int) -> Iterator[str]:
    yield from Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()


async def _add(domain: Domain, address: str) -> int:
    now = datetime.now(UTC)
    async with domain.store.write() as tx:
        return await feeds.add(
            tx, address=address, kind=FeedKind.WEB, title="", category_id=None, now=now, next_fetch=now
        )
