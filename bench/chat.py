"""From a question in a chat to its answer, by the bot as it runs: idle, and while it delivers at its limit.

Half of the questions are for a hot tag, half for a rare one. ``BENCH_KEPT=folder`` asks in the databases that
``pages`` has filled and kept there.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.asking import asking, waits
from bench.corpus import TAGS, fill
from bench.outbox import emptied, open_deliveries, prepare
from bench.pages import KINDS, database
from bench.stage import telegram
from bench.table import percentile, show
from bot.sandbox import Limits
from digests.store import Store, migrate
from digests.store.monitoring import sizes
from tests.flow.process import bot

POSTS = 20_000  # where none are kept
SECONDS = 40
DELIVERIES = 28 * SECONDS  # as many as are sent meanwhile
QUESTIONS = ("/tag tag 1", f"/tag tag {TAGS // 20}")


async def main() -> None:
    """Ask in each kind of database and print the table."""
    rows = []
    for kind in KINDS:
        with database(kind) as url:
            posts = await _fill(url)
            for name, deliveries in (("idle", 0), ("delivering", DELIVERIES)):
                found = await _run(url, deliveries)
                p50, p95 = (f"{1e3 * percentile(found, share):.0f}" for share in (50, 95))
                rows.append((kind, f"{posts:,}", name, len(found), p50, p95))
    head = ("database", "posts", "bot", "asked", "p50 ms", "p95")
    show("/tag in a chat, from the update to the answer", head, rows)


async def _fill(url: str) -> int:
    await migrate(url)
    store = Store(url)
    if not (await store.reading(sizes.stored)).posts:
        await fill(store, POSTS)
    posts = (await store.reading(sizes.stored)).posts
    await store.close()
    return posts


async def _run(url: str, deliveries: int) -> Sequence[float]:
    with tempfile.TemporaryDirectory() as place:
        async with telegram(Limits()) as server:
            if deliveries:
                await prepare(Path(place), deliveries, url=url)
            async with bot(Path(place), server, DATABASE_URL=url), asking(server, QUESTIONS) as said:
                if deliveries:
                    await emptied(url, 4 * SECONDS)
                else:
                    await asyncio.sleep(SECONDS)
            assert not open_deliveries(url)  # noqa: S101
            answers = [each for each in await server.accepted() if not each["text"].startswith("part ")]
            assert all("🏷" in each["text"] for each in answers)  # noqa: S101  the list, and no excuse
            return waits(said, answers)
