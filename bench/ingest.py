"""Jekyll files to stored posts: read, parse, clean, compare, store; beside only reading and hashing bytes."""

from __future__ import annotations

import hashlib
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.corpus import write_jekyll
from bench.table import show
from bot.app import open_domain
from bot.settings import Settings


async def main(count: int = 4000) -> None:
    """Write files, ingest them through the whole step, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_jekyll(folder / "site", count)
        bytes_only = _bytes_only(folder / "site")
        settings = Settings(database_url=f"sqlite:///{folder / 'bench.db'}", data_dir=folder / "data")
        async with open_domain(settings) as domain:
            now = datetime.now(UTC)
            feed = await domain.services.feeds.add(str(folder / "site"), actor="bench", now=now)
            first = time.perf_counter()
            done = await domain.services.steps.refresh(feed.id, now)
            ingest = time.perf_counter() - first
            first = time.perf_counter()
            again = await domain.services.steps.refresh(feed.id, now)
            unchanged = time.perf_counter() - first
    assert (done.new, again.new) == (count, 0)  # noqa: S101  a benchmark of nothing would be none
    rows = [
        ("all new: parse, clean, compare, store", f"{count / ingest:,.0f}", f"{ingest / bytes_only:.0f} x"),
        ("nothing changed", f"{count / unchanged:,.0f}", f"{unchanged / bytes_only:.1f} x"),
        ("reading and hashing the bytes", f"{count / bytes_only:,.0f}", "1 x"),
    ]
    show(f"Ingest of {count:,} Jekyll files", ("what", "posts a second", "time / bytes only"), rows)


def _bytes_only(site: Path) -> float:
    """Seconds for what cannot be saved: every byte read and hashed once."""
    first = time.perf_counter()
    for path in (site / "_posts").iterdir():
        hashlib.blake2b(path.read_bytes()).digest()
    return time.perf_counter() - first
