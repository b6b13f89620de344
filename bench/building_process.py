"""The process in which building is measured: a bot's steps in their loops, and what takes what they send."""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import func, select

import bot.process.run  # noqa: F401  for the memory that a bot takes
from bench.table import percentile
from bot.process.wiring import Domain, open_domain, utc_now
from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from digests.model import Destination, Part
from digests.runtime.queues.database import shared
from digests.runtime.queues.inline import InlineQueue
from digests.runtime.queues.jobs import enqueue_drains
from digests.steps import Send
from digests.steps.send.notices import Notices
from digests.store import Store, Tx
from digests.store.tables import digest

RATE = 28.0  # messages a second, as the bot keeps to by default


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run showed; times in seconds from the tick of the clock."""

    seconds: float
    cpu: float
    committed: float
    sent: float
    digests: int
    latest: float
    before: float
    peak: float


def measured(url: str, at: datetime) -> Measured:
    """Build what is due at ``at`` in a process of its own, so that its memory is known."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_measure, args=(theirs, url, at), daemon=True)
    process.start()
    theirs.close()
    try:
        found: Measured = ours.recv()
        return found
    finally:
        process.join()


def _measure(pipe: Connection, url: str, at: datetime) -> None:
    pipe.send(asyncio.run(_run(url, at)))


async def _run(url: str, at: datetime) -> Measured:
    queue, transport, done = Watched(), Paced(), asyncio.Event()
    settings = Settings(_env_file=None, database_url=url)
    announce = enqueue_drains if shared(url) else None  # the jobs of 100,000 chats stand in the same commits
    async with open_domain(settings, queue, announce) as domain:

        async def build() -> int:
            due = await domain.build.due(at + timedelta(milliseconds=2))
            if not due:
                done.set()
            return due

        before, start, used = _memory("VmRSS"), time.perf_counter(), time.process_time()
        send = _sender(domain.store, transport)
        reading = asyncio.create_task(_read(domain, latest := []))
        queue.start({"build": [build], "send": [send.due]})
        await done.wait()
        seconds, cpu = time.perf_counter() - start, time.process_time() - used
        async with asyncio.timeout(60):  # else nothing is sent at all, and the benchmark is broken
            await transport.accepted.wait()
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
        await queue.stop(1)
        await send.stop(1)
        count = await domain.store.reading(_digests)
    committed, sent = queue.first - start, transport.first - start
    return Measured(seconds, cpu, committed, sent, count, percentile(latest, 95), before, _memory("VmHWM"))


async def _digests(tx: Tx) -> int:
    return int((await tx.execute(select(func.count()).select_from(digest))).scalar_one())


def _sender(store: Store, transport: Paced) -> Send:
    notices, lease = Notices(TelegramRenderer(), "UTC"), timedelta(seconds=60)
    return Send(store, transport, name="bench", lease=lease, now=utc_now, notices=notices)


async def _read(domain: Domain, found: list[float]) -> None:
    """Somebody asks for the newest posts, again and again."""
    while True:
        start = time.perf_counter()
        await domain.services.browse.latest(None)
        found.append((time.perf_counter() - start) * 1e3)
        await asyncio.sleep(0.05)


class Watched(InlineQueue):
    """The queue, noting when the first deliveries were there to be sent."""

    first = 0.0

    def wake(self, step: str) -> None:
        """Note it."""
        self.first = self.first or time.perf_counter()
        super().wake(step)


class Paced:
    """Accepts everything at Telegram's rate, noting when the first message left."""

    name = "telegram"
    first = 0.0

    def __init__(self) -> None:
        self.accepted = asyncio.Event()
        self._turn = asyncio.Lock()

    def silent(self) -> float:
        """Never."""
        return 0.0

    def wait(self, destination: Destination) -> float:
        """Only the overall rate counts here: nobody gets two."""
        return 0.0

    async def turn(self, destination: Destination, part: Part) -> None:
        """One after the other."""
        async with self._turn:
            if self.first:
                await asyncio.sleep(1 / RATE)

    async def send(self, destination: Destination, part: Part) -> str:
        """Accept a part."""
        self.first = self.first or time.perf_counter()
        self.accepted.set()
        return "1"


def _memory(name: str) -> float:
    """Of this process, in MB: ``VmRSS`` now, ``VmHWM`` at most; getrusage would count the parent's too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
