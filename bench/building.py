"""Building: a hundred thousand digests due at once, how soon the first of them leaves, and what it costs.

The process that is measured has the bot's own parts: its steps in their loops, sending at Telegram's rate to
a transport that accepts everything, and somebody who turns pages meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from bench.building_process import measured
from bench.choices import NEW, SLOT, prepare
from bench.parts import server_in
from bench.table import show
from digests.store import Store
from digests.store.delivery import delivery_counts

CHOICES = 50
OF_THEIR_OWN = 20_000  # choices of people who filter, mute and like what they want
WHOLE = 100_000
FEW = 1_000
HEAD = (
    *("database", "due", "choices", "digests", "seconds", "CPU, s", "subscribers/s", "CPU ms a digest"),
    *("first commit, s", "first message, s", "/latest p95, ms", "memory before, MB", "peak, MB"),
)


async def main() -> None:
    """Build for all choosing alike and for all choosing differently, and print the table."""
    whole = os.environ.get("BENCH_WHOLE") == "1"
    rows = [await _on_sqlite(WHOLE, CHOICES)]
    with tempfile.TemporaryDirectory(prefix="digestbot-") as folder, server_in(Path(folder)) as server:
        rows.append(await _row("PostgreSQL", server.url, WHOLE, CHOICES))
    rows.append(await _on_sqlite(FEW, FEW))
    rows.append(await _on_sqlite(FEW, FEW, own=True))
    rows.append(await _on_sqlite(WHOLE, WHOLE if whole else OF_THEIR_OWN, own=True))
    show(f"Building, {NEW:,} new posts", HEAD, rows)
    print("\nWith filters: a query, a mute and two tastes each.")
    if not whole:
        print(f"With BENCH_WHOLE=1 the last row has {WHOLE:,} choices too.")


async def _on_sqlite(readers: int, choices: int, *, own: bool = False) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        return await _row("SQLite, with filters" if own else "SQLite", url, readers, choices, own=own)


async def _row(kind: str, url: str, readers: int, choices: int, *, own: bool = False) -> tuple[str, ...]:
    await prepare(url, readers, choices, own=own)
    one = await asyncio.to_thread(measured, url, SLOT)
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
