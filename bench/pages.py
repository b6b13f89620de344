"""What people ask for, on a large database: ``/latest``, ``/tag``, ``/tags``, ``/search``; and its size."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bench.corpus import fill
from bench.questions import Question, questions
from bench.table import percentile, show, times
from digests.model import FollowKind
from digests.store import Store, Tx, migrate, sizes
from tests.postgres import postgres

CALLS = 200
PLAIN_CALLS = 5
# The plus keeps SQLite from using the covering key: this is what a plain join table costs.
PLAIN = """
    SELECT p.id FROM post p JOIN post_{0} l ON l.post_id = p.id
    WHERE l.{0}_id + 0 = :target AND {1} ORDER BY p.published DESC, p.id DESC LIMIT 8
"""


async def main(count: int = 100_000, kinds: Sequence[str] = ("SQLite", "PostgreSQL")) -> None:
    """Fill each kind of database, ask, and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            with _database(kind, Path(folder)) as url:
                await _measure(kind, url, count)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "SQLite":
        yield f"sqlite:///{folder / 'bench.db'}"
        (folder / "bench.db").unlink()
        return
    with postgres() as server, server.database() as url:
        yield url


async def _measure(kind: str, url: str, count: int) -> None:
    await migrate(url)
    store = Store(url)
    begun = time.perf_counter()
    await fill(store, count)
    filled = time.perf_counter() - begun
    await _settle(store)
    rows = [await _row(store, name, question) for name, question in questions(count).items()]
    rows += [await _plain(store, each) for each in FollowKind]
    show(
        f"Questions at {count:,} posts, {kind}",
        ("question: all that one screen reads", "p50 ms", "p95 ms", "processor p50", "processor p95"),
        rows,
    )
    per_post = [(name, f"{size / count:,.0f}") for name, size in await _sizes(store)]
    await store.close()
    begun = time.perf_counter()
    await migrate(url)
    again = Store(url)
    await _row(again, "", questions(count)["/latest CATEGORY"], calls=1)
    await again.close()
    per_post.append(("(seconds: filled)", f"{filled:,.0f}"))
    per_post.append(("(seconds: migrate, open, first page)", f"{time.perf_counter() - begun:.2f}"))
    show(f"Bytes a post, {kind}", ("what", "bytes"), per_post)


async def _settle(store: Store) -> None:
    """Let the database know its own shape, as it does by itself in time."""
    if store.url.get_backend_name() != "sqlite":
        await store.writing(lambda tx: tx.execute(text("ANALYZE")))


async def _row(store: Store, name: str, question: Question, calls: int = CALLS) -> tuple[str, ...]:
    """Each question in one hop, as the bot asks it: what it took, and what of it our processor time was."""
    measured: list[float] = []
    worked: list[float] = []

    async def ask(tx: Tx) -> None:
        begun, before = time.perf_counter(), time.thread_time()
        await question(tx)
        measured.append((time.perf_counter() - begun) * 1e3)
        worked.append((time.thread_time() - before) * 1e3)

    for _ in range(calls + 1):
        await store.reading(ask)
    taken, used = measured[1:], worked[1:]
    found = (percentile(taken, 50), percentile(taken, 95), percentile(used, 50), percentile(used, 95))
    return name, *(f"{each:.2f}" for each in found)


async def _plain(store: Store, kind: FollowKind) -> tuple[str, ...]:
    hidden = "l.hidden + 0 = 0" if store.url.get_backend_name() == "sqlite" else "NOT l.hidden"
    statement = text(PLAIN.format(kind.value, hidden))
    async with store.read() as tx:
        measured = await times(lambda: tx.execute(statement, {"target": 1}), PLAIN_CALLS)
    name = f"the same ids through a plain join of post_{kind.value}"
    return name, *(f"{percentile(measured, n):.1f}" for n in (50, 95)), "", ""


_SIZES = {
    "sqlite": """
        SELECT name, sum(pgsize) AS size FROM dbstat WHERE aggregate GROUP BY name ORDER BY size DESC LIMIT 14
    """,
    "postgresql": """
        SELECT relname, pg_relation_size(oid) AS size FROM pg_class
        WHERE relkind IN ('r', 'i', 't') ORDER BY size DESC LIMIT 14
    """,
}


async def _sizes(store: Store) -> list[tuple[str, int]]:
    """Bytes of the whole, and of its largest tables and indexes."""
    async with store.read() as tx:
        whole = (await sizes.stored(tx)).size_bytes
        try:
            rows = await tx.execute(text(_SIZES[store.url.get_backend_name()]))
        except DBAPIError:  # an SQLite that was built without dbstat
            return [("all", whole)]
        return [("all", whole), *((row[0], int(row[1])) for row in rows)]
