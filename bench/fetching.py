"""Rounds of many feeds on loopback, each on a host of its own: all unchanged, a tenth changed, a slow host.

Only the tenth that will change is read first; the others stand there as if they had been.

``BENCH_FEEDS=10000`` for the whole. The server runs in another process, on the same cores.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from sqlalchemy import func, select, update

from bench.table import show
from bot.process.wiring import Domain, open_domain
from bot.settings import Settings
from digests.model import Batch, FeedKind
from digests.sources.web.source import Memory, fingerprint, remember
from digests.store.feeds import feed_memory, feeds
from digests.store.tables import feed

FEEDS = int(os.environ.get("BENCH_FEEDS", "2000"))
SLOW = 500


async def main(count: int = FEEDS) -> None:
    """Add feeds, fetch them in rounds, and print the table."""
    async with serving() as port:
        slow = min(SLOW, count // 4)
        with tempfile.TemporaryDirectory() as name:
            settings = settings_for(Path(name), (port,), count)
            async with open_domain(settings) as domain:
                rows = await _rounds(domain, port, count, slow)
    head = ("round", "feeds", "feeds a second", "own CPU, ms a feed", "of the round before")
    show(f"Fetching {count:,} feeds of as many hosts", head, rows)


async def _rounds(domain: Domain, port: int, count: int, slow: int) -> list[tuple[object, ...]]:
    changing = [address_of(n, port) for n in range(count) if n % 10 == 0]
    await _add(domain, changing)
    rows = [await _round(domain, "first: read and store", len(changing))]
    await _add(domain, [address_of(n, port) for n in range(count) if n % 10], as_read=True)
    rows.append(await _round(domain, "all unchanged (304)", count))
    await post(port, "change")
    rows.append(await _round(domain, "a tenth changed", count))
    alone = await _round(domain, "all unchanged, again", count)
    rows.append(alone)
    await _add(domain, [f"http://127.0.0.1:{port}/slow/{n}" for n in range(slow)])
    rows.append(await _others(domain, count, slow, alone))
    return rows


async def _round(domain: Domain, title: str, count: int) -> tuple[object, ...]:
    now = await _all_due(domain)
    began, cpu = time.perf_counter(), time.process_time()
    while await domain.refresh.due(now):
        pass
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    await _check(domain, now)
    print(f"  {title}: {count / seconds:,.0f} feeds a second", flush=True)
    return title, count, f"{count / seconds:,.0f}", f"{cpu / count * 1e3:.2f}", ""


async def _others(domain: Domain, count: int, slow: int, alone: tuple[object, ...]) -> tuple[object, ...]:
    """How soon all others are fetched while one host answers after a second, with hundreds of feeds."""
    now = await _all_due(domain)
    began = time.perf_counter()
    running = asyncio.create_task(_keep_on(domain, now))
    while await _left(domain, now, without="127.0.0.1"):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    seconds = time.perf_counter() - began
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    ratio = (count / seconds) / float(str(alone[2]).replace(",", ""))
    title = f"the others, beside {slow} feeds of a slow host"
    return title, count, f"{count / seconds:,.0f}", "", f"{ratio:.2f}"


async def _keep_on(domain: Domain, now: datetime) -> None:
    while await domain.refresh.due(now):
        pass


@asynccontextmanager
async def serving(module: str = "bench.feed_server") -> AsyncIterator[int]:
    """The feeds in a process of their own; the port."""
    server = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert server.stdin is not None and server.stdout is not None  # noqa: S101, PT018
    try:
        yield int(await server.stdout.readline())
    finally:
        server.stdin.close()
        await server.wait()


def settings_for(folder: Path, ports: Sequence[int], count: int) -> Settings:
    """Those of a bot that may fetch from the hosts of these feeds."""
    hosts = {host_of(n) for n in range(count)} | {"127.0.0.1"}
    return Settings(
        database_url=f"sqlite:///{folder / 'bench.db'}",
        data_dir=folder / "data",
        backlog=0,  # key points of the first round are not what is measured
        allow_private=frozenset((host, port) for host in hosts for port in ports),
    )


def host_of(number: int) -> str:
    """Each feed has one."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def address_of(number: int, port: int) -> str:
    """Where feed ``number`` stands."""
    return f"http://{host_of(number)}:{port}/feed/{number}"


async def post(port: int, path: str) -> None:
    """Tell the server something."""
    async with aiohttp.ClientSession() as session, session.post(f"http://127.0.0.1:{port}/{path}"):
        pass


async def _add(domain: Domain, addresses: list[str], *, as_read: bool = False) -> None:
    """Add feeds; ``as_read`` as if they had been read before, which would take many minutes."""
    now = datetime.now(UTC)
    async with domain.store.write() as tx:
        for address in addresses:
            feed_id = await feeds.add(
                tx, address=address, kind=FeedKind.WEB, title="", category_id=None, now=now, next_fetch=now
            )
            if as_read:
                batch = Batch(etag='"0"', state=remember(Memory(fingerprint(b"read before"), {})))
                await feeds.change(tx, feed_id, last_success=now)
                await feed_memory.remember(tx, feed_id, batch, now)


async def _all_due(domain: Domain) -> datetime:
    """A time at which every feed is due again."""
    now = datetime.now(UTC) + timedelta(days=2)
    async with domain.store.write() as tx:
        await tx.execute(update(feed).values(next_fetch=now - timedelta(minutes=1)))
    return now


async def _left(domain: Domain, now: datetime, without: str = "") -> int:
    query = select(func.count()).where(feed.c.next_fetch <= now, feed.c.host != without)
    async with domain.store.read() as tx:
        return int((await tx.execute(query)).scalar_one())


async def _check(domain: Domain, now: datetime) -> None:
    """A round that left feeds, or in which some failed, measured something else."""
    failed = select(func.count()).where(feed.c.failures > 0)
    async with domain.store.read() as tx:
        assert (await tx.execute(failed)).scalar_one() == 0  # noqa: S101
    assert await _left(domain, now) == 0  # noqa: S101
