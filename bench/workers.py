"""One to four workers fetch the same feeds and condense what they bring: how much more than one they do.

Every worker has two processes of its own for parsing and key points, and the feeds' server and PostgreSQL run
on the same machine. So the table says what this machine's cores allow, beside the number of them.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from bench.fetching import address_of, host_of, serving
from bench.outbox import rows
from bench.parts import server_in
from bench.stage import telegram
from bench.table import show
from digests.model import FeedKind
from digests.runtime.queues.database import prepare as prepare_queue
from digests.store import Store, migrate
from digests.store.feeds import feeds
from tests.flow.process import part

FEEDS = int(os.environ.get("BENCH_FEEDS", "300"))
WORKERS = (1, 2, 4)
PATIENCE = 300.0
LEFT = "SELECT count(*) FROM feed WHERE last_success IS NULL"
MADE = "SELECT count(*) FROM summary"


async def main() -> None:
    """Each number of workers over a new database."""
    found = [await _run(workers) for workers in WORKERS]
    alone = found[0][1]
    table = [
        (workers, f"{fetched:.1f}", f"{posts:.0f}", f"{fetched / alone / workers:.0%}")
        for workers, fetched, posts in found
    ]
    head = ("workers", "feeds a second", "posts condensed a second", "of so many times one")
    show(f"{FEEDS} feeds of 20 posts, {os.cpu_count()} cores", head, table)


async def _run(workers: int) -> tuple[int, float, float]:
    with tempfile.TemporaryDirectory(prefix="digestbot-") as place, server_in(Path(place)) as server:
        await migrate(server.url)
        await prepare_queue(server.url)
        async with serving() as port, telegram() as stage, AsyncExitStack() as stack:
            allowed = ",".join(f"{host_of(n)}:{port}" for n in range(FEEDS))
            settings = {"DATABASE_URL": server.url, "ALLOW_PRIVATE": allowed}
            parts = [("clock",), *[("worker", "--queues", "fetch,summarize")] * workers]
            for n, each in enumerate(parts):
                await stack.enter_async_context(
                    part(Path(place), stage, *each, name=f"part-{n}", **settings)  # type: ignore[arg-type]
                )
            await _add(server.url, port)
            begun = time.perf_counter()
            async with asyncio.timeout(PATIENCE):
                while rows(server.url, LEFT)[0][0]:  # noqa: ASYNC110  it is in other processes
                    await asyncio.sleep(0.1)
            seconds = time.perf_counter() - begun
            return workers, FEEDS / seconds, rows(server.url, MADE)[0][0] / seconds


async def _add(url: str, port: int) -> None:
    store, now = Store(url), datetime.now(UTC)
    async with store.write() as tx:
        for n in range(FEEDS):
            await feeds.add(
                tx,
                address=address_of(n, port),
                kind=FeedKind.WEB,
                title="",
                category_id=None,
                now=now,
                next_fetch=now,
            )
    await store.close()


if __name__ == "__main__":
    asyncio.run(main())
