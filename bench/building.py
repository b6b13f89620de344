"""Building: a hundred thousand digests due at once, how soon the first of them leaves, and what it costs.

The process that is measured has the bot's own parts: its steps in their loops, sending at Telegram's rate to
a transport that accepts everything, and somebody who turns pages meanwhile.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

import bot.process.run  # noqa: F401  for the memory that a bot takes
from bench.corpus import CATEGORIES, TAGS, fill, words
from bench.parts import server_in
from bench.table import percentile, show
from bot.process.wiring import Domain, open_domain, utc_now
from bot.screens.renderer import TelegramRenderer
from bot.settings import Settings
from digests.model import Destination, FollowKind, Part, Schedule, Status
from digests.runtime.queues.database import prepare, shared
from digests.runtime.queues.inline import InlineQueue
from digests.runtime.queues.jobs import enqueue_drains
from digests.runtime.worker_pool import WorkerPool
from digests.steps import Send
from digests.steps.full_posts import FullPosts
from digests.steps.send.notices import Notices
from digests.store import Store, Tx, migrate
from digests.store.delivery import delivery_counts
from digests.store.subscribers import schedules
from digests.store.tables import digest, mute, standing_query, subscriber, subscription, taste
from digests.store.upsert import insert_new
from digests.summarizers import DEFAULT
from digests.summarizers.runner import Condenser

OLD, NEW = 5_000, 1_000
FOLLOWED = 3
CHOICES = 50
OF_THEIR_OWN = 20_000  # choices of people who filter, mute and like what they want
WHOLE = 100_000
FEW = 1_000
COMMON = 300  # words of which filters are made
SLOT = datetime(2026, 3, 2, tzinfo=UTC)  # 08:00 in Shanghai
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


async def main() -> None:
    """Build for all choosing alike and for all choosing differently, and print the table."""
    whole = os.environ.get("BENCH_WHOLE") == "1"
    rows = [await _on_sqlite(WHOLE, CHOICES)]
    with tempfile.TemporaryDirectory(prefix="digestbot-") as folder, server_in(Path(folder)) as server:
        rows.append(await _row("PostgreSQL", server.url, WHOLE, CHOICES))
    rows.append(await _on_sqlite(FEW, FEW))
    rows.append(await _on_sqlite(FEW, FEW, own=True))
    rows.append(await _on_sqlite(WHOLE, WHOLE if whole else OF_THEIR_OWN, own=True))
    head = (
        *(
            "database",
            "due",
            "choices",
            "digests",
            "seconds",
            "CPU, s",
            "subscribers/s",
            "CPU ms a digest",
            "first commit, s",
        ),
        *("first message, s", "/latest p95, ms", "memory before, MB", "peak, MB"),
    )
    show(f"Building, {NEW:,} new posts", head, rows)
    print("\nWith filters: a query, a mute and two tastes each.")
    if not whole:
        print(f"With BENCH_WHOLE=1 the last row has {WHOLE:,} choices too.")


async def _on_sqlite(readers: int, choices: int, *, own: bool = False) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        return await _row("SQLite, with filters" if own else "SQLite", url, readers, choices, own=own)


async def _row(kind: str, url: str, readers: int, choices: int, *, own: bool = False) -> tuple[str, ...]:
    await _prepare(url, readers, choices, own=own)
    one = await asyncio.to_thread(_measured, url)
    await _check(url, readers, own=own)
    return (
        *(kind, f"{readers:,}", f"{choices:,}", f"{one.digests:,}", f"{one.seconds:.1f}", f"{one.cpu:.1f}"),
        *(f"{readers / one.seconds:,.0f}", f"{one.cpu / max(one.digests, 1) * 1e3:.2f}"),
        *(f"{one.committed:.2f}", f"{one.sent:.2f}", f"{one.latest:.0f}"),
        *(f"{one.before:.0f}", f"{one.peak:.0f}"),
    )


async def _check(url: str, readers: int, *, own: bool) -> None:
    """Everybody has got a digest; a filter may leave nothing for a few. Else the figures say nothing."""
    store = Store(url)
    counts = await store.reading(delivery_counts.counts)
    assert sum(counts.values()) > readers * (0.8 if own else 1) - 1, counts  # noqa: S101
    await store.close()


# --------------------------------------------------------------------------- what is there before


async def _prepare(url: str, readers: int, choices: int, *, own: bool = False) -> None:
    """Posts with their points, as refreshing leaves them, and subscribers who have read the old ones."""
    await migrate(url)
    await prepare(url)
    store, offload = Store(url), WorkerPool()
    await fill(store, OLD + NEW)
    articles = FullPosts(store, Condenser(DEFAULT, offload))
    for first in range(1, OLD + NEW + 1, 500):
        await articles.read(range(first, first + 500))
    rng = random.Random(2)
    chosen = [_choice(rng) for _ in range(choices)]
    for first in range(0, readers, 5_000):
        batch = {n + 1: chosen[n % choices] for n in range(first, min(first + 5_000, readers))}
        async with store.write() as tx:
            await tx.execute(insert(subscriber), [_subscriber(n, one) for n, one in batch.items()])
            await tx.execute(
                insert(subscription), [row for n, one in batch.items() for row in _follows(n, one)]
            )
            if own:
                await _wish(tx, {n: n % choices for n in batch})
    await offload.close()
    await store.close()


async def _wish(tx: Tx, batch: Mapping[int, int]) -> None:
    """A query, a muted source, and a source and a word that are liked, by subscriber for the same choice."""
    common = words(random.Random(1))[:COMMON]
    wishes = {choice: _wishes(random.Random(choice), common) for choice in batch.values()}
    for choice, (query, _, _) in wishes.items():
        await insert_new(tx, standing_query, [{"id": choice + 1, "text": query, "created": SLOT}])
    kept = [{"n": n, "query": choice + 1} for n, choice in batch.items()]
    filtered = update(subscriber).where(subscriber.c.id == bindparam("n"))
    await tx.execute(filtered.values(query_id=bindparam("query")), kept)
    muted = [{"subscriber_id": n, "kind": "source", "target": wishes[one][1]} for n, one in batch.items()]
    await tx.execute(insert(mute), muted)
    liked = [
        {"subscriber_id": n, "weight": 1.0, **each} for n, one in batch.items() for each in wishes[one][2]
    ]
    await tx.execute(insert(taste), liked)


def _wishes(rng: random.Random, common: Sequence[str]) -> tuple[str, str, list[dict[str, str]]]:
    query = " OR ".join(rng.sample(common, 5)) + f" -{rng.choice(common)}"
    tastes = {"source": f"来源{rng.randrange(50)}", "word": rng.choice(common)}
    return query, f"来源{rng.randrange(50)}", [{"kind": k, "target": of} for k, of in tastes.items()]


Chosen = tuple[int, str, tuple[tuple[FollowKind, int], ...]]


def _choice(rng: random.Random) -> Chosen:
    """A size, a language, a category or two, and tags."""
    categories = rng.sample(range(1, CATEGORIES + 1), rng.choice((1, 2)))
    tags = rng.sample(range(1, TAGS + 1), FOLLOWED - len(categories))
    follows = [(FollowKind.CATEGORY, n) for n in categories] + [(FollowKind.TAG, n) for n in tags]
    return rng.choice((5, 8, 10)), rng.choice(("zh", "en")), tuple(follows)


def _subscriber(n: int, chosen: Chosen) -> dict[str, Any]:
    size, language, _ = chosen
    return {
        "transport": "telegram",
        "address": str(n),
        "kind": "private",
        "language": language,
        "size": size,
        "points": 3,
        "status": Status.ACTIVE,
        "cursor": OLD,
        "next_due": SLOT,
        "created": SLOT,
    } | schedules.schedule_columns(Schedule())


def _follows(n: int, chosen: Chosen) -> list[dict[str, Any]]:
    return [
        {"subscriber_id": n, "kind": kind, "target_id": target, "position": position, "fresh": False}
        for position, (kind, target) in enumerate(chosen[2])
    ]


# --------------------------------------------------------------------------- the process that is measured


def _measured(url: str) -> Measured:
    """In a process of its own, so that its memory is known."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_measure, args=(theirs, url), daemon=True)
    process.start()
    theirs.close()
    try:
        measured: Measured = ours.recv()
        return measured
    finally:
        process.join()


def _measure(pipe: Connection, url: str) -> None:
    pipe.send(asyncio.run(_run(url)))


async def _run(url: str) -> Measured:
    queue, transport, done = Watched(), Paced(), asyncio.Event()
    settings = Settings(_env_file=None, database_url=url)
    announce = enqueue_drains if shared(url) else None  # the jobs of 100,000 chats stand in the same commits
    async with open_domain(settings, queue, announce) as domain:

        async def build() -> int:
            due = await domain.build.due(SLOT + timedelta(milliseconds=2))
            if not due:
                done.set()
            return due

        before, start, used = _memory("VmRSS"), time.perf_counter(), time.process_time()
        notices = Notices(TelegramRenderer(), "UTC")
        lease = timedelta(seconds=60)
        send = Send(domain.store, transport, name="bench", lease=lease, now=utc_now, notices=notices)
        steps = {"build": [build], "send": [send.due]}
        reading = asyncio.create_task(_read(domain, latest := []))
        queue.start(steps)
        await done.wait()
        seconds, cpu = time.perf_counter() - start, time.process_time() - used
        async with asyncio.timeout(60):  # else nothing is sent at all, and the benchmark is broken
            await transport.accepted.wait()
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading
        await queue.stop(1)
        await send.stop(1)
        async with domain.store.read() as tx:
            count = (await tx.execute(select(func.count()).select_from(digest))).scalar_one()
    return Measured(
        seconds,
        cpu,
        queue.first - start,
        transport.first - start,
        count,
        percentile(latest, 95),
        before,
        _memory("VmHWM"),
    )


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
