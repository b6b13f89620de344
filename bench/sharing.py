"""Two workers share Telegram's overall limit: how much of it they use together, and what it refuses.

The sandbox enforces 30 messages a second as Telegram publishes it. ``BENCH_WHOLE=1``: a minute, else 20 s.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path

from bench.outbox import emptied, prepare, verdict
from bench.parts import server_in
from bench.stage import Telegram, cpu, telegram
from bench.table import show
from bot.sandbox import Limits
from digests.runtime.queues.database import prepare as prepare_queue
from tests.flow.process import part

RATE = 30
SECONDS = 60 if os.environ.get("BENCH_WHOLE") == "1" else 20
WORKERS = (1, 2, 3)
PATIENCE = 300.0


async def main() -> None:
    """Each number of workers in turn."""
    rows = [await _run(workers) for workers in WORKERS]
    head = ("workers", "messages/s", f"of {RATE}/s", "429s", "lost", "repeated", "CPU ms each")
    show(f"Workers that share {RATE} messages a second", head, rows)


async def _run(workers: int) -> tuple[object, ...]:
    with tempfile.TemporaryDirectory(prefix="digestbot-") as place, server_in(Path(place)) as server:
        url = await prepare(Path(place), RATE * (SECONDS + 4), url=server.url)
        await prepare_queue(url)
        async with telegram(Limits()) as stage, AsyncExitStack() as stack:
            settings = {"RATE_OVERALL": str(RATE), "DATABASE_URL": url}
            parts = [("clock",), *[("worker", "--queues", "deliver")] * workers]
            started = [
                await stack.enter_async_context(
                    part(Path(place), stage, *each, name=f"part-{n}", **settings)  # type: ignore[arg-type]
                )
                for n, each in enumerate(parts)
            ]
            rate = await _rate(stage)
            used = sum(cpu(each.pid) for each in started[1:]) / await stage.total()
            refused = await stage.refused(429)
            await emptied(url, PATIENCE)
            found = verdict(url, await stage.accepted())
    return (
        workers,
        f"{rate:.1f}",
        f"{rate / RATE:.0%}",
        refused,
        found.lost,
        found.repeated,
        f"{used * 1e3:.1f}",
    )


async def _rate(stage: Telegram) -> float:
    """Messages a second, from the first second on until nearly all are sent."""
    await stage.until(RATE, PATIENCE)
    first, begun = await stage.total(), time.perf_counter()
    await stage.until(RATE * (SECONDS + 1), PATIENCE)
    return (await stage.total() - first) / (time.perf_counter() - begun)


if __name__ == "__main__":
    asyncio.run(main())
