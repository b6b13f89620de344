"""``/latest`` and ``/tag``: eight posts with labels and points, beside the same page through a plain join."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from sqlalchemy import text

from bench.corpus import CATEGORIES, START, fill, zipf
from bench.table import percentile, show, times
from digests.model import FollowKind
from digests.store import Store, Tx, labels, migrate, pages, posts

CALLS = 300
PLAIN_CALLS = 10
# The plus keeps SQLite from using the covering key: this is what a plain join table costs.
PLAIN = """
    SELECT p.id FROM post p JOIN post_{0} l ON l.post_id = p.id
    WHERE +l.{0}_id = :target AND +l.hidden = 0 ORDER BY p.published DESC, p.id DESC LIMIT 8
"""


async def page(tx: Tx, kind: FollowKind, target: int) -> None:
    """What one screen of ``/latest`` or ``/tag`` reads."""
    rows = await pages.of_label(tx, kind, target, None, 9)
    await pages.total(tx, kind, target)
    await posts.read(tx, [post_id for post_id, _ in rows[:8]])


async def main(count: int = 100_000) -> None:
    """Fill a database, ask, and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await migrate(url)
        store = Store(url)
        await fill(store, count)
        rows = [await _row(store, kind) for kind in FollowKind]
        await store.close()
    head = ("question", "p50 ms", "p95 ms", "plain join p50 ms", "plain / ours")
    show(f"Pages at {count:,} posts", head, rows)


async def _row(store: Store, kind: FollowKind) -> tuple[str, ...]:
    rng = random.Random(2)
    async with store.read() as tx:
        if kind is FollowKind.CATEGORY:
            targets = [each.id for each in await labels.categories(tx, START)]
        else:
            targets = [tag.id for tag in await labels.busiest_tags(tx, 2000)]

        async def ours() -> None:
            await page(tx, kind, targets[zipf(rng, len(targets))])

        async def plain() -> None:
            statement = text(PLAIN.format(kind.value))
            await tx.execute(statement, {"target": targets[zipf(rng, CATEGORIES)]})

        measured, joined = await times(ours, CALLS), await times(plain, PLAIN_CALLS)
    name = "/latest CATEGORY" if kind is FollowKind.CATEGORY else "/tag TAG"
    p50, beside = percentile(measured, 50), percentile(joined, 50)
    p95 = percentile(measured, 95)
    return name, f"{p50:.2f}", f"{p95:.2f}", f"{beside:.1f}", f"{beside / p50:.0f} x"
