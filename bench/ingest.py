"""Jekyll files to stored posts, with and without key points; a commit of a few files in a large repository.

Beside each stands what cannot be saved: reading and hashing the bytes. Wall clock says little on a busy
machine, so the processor time of the process and its workers stands there too, and what two cores of which
nobody else takes a share could do with it.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.corpus import START, write_jekyll
from bench.table import show
from bot.process.wiring import Domain, open_domain
from bot.settings import Settings

CORES = 2
GIT_POSTS = 25_000  # of a repository that are read: more than there are here
BACKLOG = 20_000  # posts of the first reading that count as new, and so have their key points made at once


class Spent:
    """Wall clock and processor seconds of this process and its workers, once the block is over."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def __enter__(self) -> Spent:
        self._wall, self._processor = time.perf_counter(), _processor()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = time.perf_counter() - self._wall
        self.processor = _processor() - self._processor

    def row(self, what: str, count: int, bytes_only: Spent) -> tuple[str, ...]:
        """A line of the table."""
        return (
            what,
            f"{count / self.wall:,.0f}",
            f"{self.wall / bytes_only.wall:.1f} x",
            f"{1000 * self.processor / count:.2f} ms",
            f"{CORES * count / self.processor:,.0f}",
        )


def _processor() -> float:
    """Processor seconds of this process and of all that descend from it."""
    mine = sum(os.times()[:4])
    return mine + sum(_ticks(process) for process in descendants(os.getpid())) / os.sysconf("SC_CLK_TCK")


def descendants(parent: int) -> Iterator[int]:
    """Processes below this one (Linux; elsewhere there seem to be none)."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            if int(_fields(path)[1]) == parent:
                yield int(path.parent.name)
                yield from descendants(int(path.parent.name))


def _ticks(process: int) -> int:
    with suppress(OSError):
        return sum(map(int, _fields(Path(f"/proc/{process}/stat"))[11:15]))
    return 0


def _fields(stat: Path) -> list[str]:
    return stat.read_text().rpartition(")")[2].split()


@asynccontextmanager
async def _domain(folder: Path, backlog: int) -> AsyncIterator[Domain]:
    settings = Settings(
        database_url=f"sqlite:///{folder / f'bench{backlog}.db'}",
        data_dir=folder / "data",
        backlog=backlog,
        git_posts=GIT_POSTS,
    )
    async with open_domain(settings) as domain:
        yield domain


async def main(count: int = 4000, posts_in_git: int = 20_000) -> None:
    """Write files, ingest them through the whole step, and print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_jekyll(folder / "site", count)
        write_jekyll(folder / "small", 2)
        with Spent() as bytes_only:
            _read_all(folder / "site")
        rows = [
            (await _ingest(folder, count, 1)).row("parse, clean, compare, store, index", count, bytes_only),
            (await _ingest(folder, count, BACKLOG)).row("the same with key points", count, bytes_only),
            (await _unchanged(folder)).row("nothing changed", count, bytes_only),
            bytes_only.row("reading and hashing the bytes", count, bytes_only),
        ]
        head = (
            "what",
            "posts a second",
            "time / bytes only",
            "processor, a post",
            f"a second on {CORES} cores",
        )
        show(f"Ingest of {count:,} Jekyll files", head, rows)
    with tempfile.TemporaryDirectory() as name:
        await _commit(Path(name), posts_in_git)


async def _ingest(folder: Path, count: int, backlog: int) -> Spent:
    """All posts new, once the workers are there: a first small site makes them start."""
    async with _domain(folder, backlog) as domain:
        now = datetime.now(UTC)
        small = await domain.services.feeds.add(str(folder / "small"), actor="bench", now=now)
        await domain.services.steps.refresh(small.id, now)
        feed = await domain.services.feeds.add(str(folder / "site"), actor="bench", now=now)
        with Spent() as spent:
            done = await domain.services.steps.refresh(feed.id, now)
    assert (done.new, len(done.fresh)) == (count, min(count, backlog))  # noqa: S101
    return spent


async def _unchanged(folder: Path) -> Spent:
    async with _domain(folder, 1) as domain:
        feed = max(await domain.services.feeds.every(), key=lambda each: each.posts)
        with Spent() as spent:
            done = await domain.services.steps.refresh(feed.id, datetime.now(UTC))
    assert (done.new, done.changed) == (0, 0)  # noqa: S101
    return spent


def _read_all(site: Path) -> None:
    for path in (site / "_posts").iterdir():
        hashlib.blake2b(path.read_bytes()).digest()


async def _commit(folder: Path, count: int, changed: int = 200) -> None:
    """A new commit of a few files in a repository of many posts, beside reading all of it."""
    repository = _Repository(folder / "site")
    repository.write(range(count))
    async with _domain(folder, 1) as domain:
        now = datetime.now(UTC)
        feed = await domain.services.feeds.add(f"git+file://{folder}/site/.git", actor="bench", now=now)
        readings = []
        for wanted, numbers in ((count, ()), (0, ()), (changed, range(count, count + changed))):
            if numbers:
                repository.write(numbers)
            with Spent() as spent:
                done = await domain.services.steps.refresh(feed.id, now)
            found = (done.new, done.changed, done.same)
            assert found == (wanted, 0, 0), found  # noqa: S101
            readings.append(f"{spent.wall:.2f} s")
    rows = list(zip((f"all {count:,} posts", "no new commit", f"{changed} new posts"), readings, strict=True))
    show(f"A git source of {count:,} posts", ("reading", "wall clock"), rows)


class _Repository:
    """Short posts, committed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "_posts").mkdir(parents=True)
        self._git("init", "--quiet", "--initial-branch=main")
        self._git("config", "uploadpack.allowFilter", "true")

    def write(self, numbers: Iterable[int]) -> None:
        """One commit with these posts."""
        for n in numbers:
            at = START + timedelta(minutes=37 * n)
            path = self._folder / "_posts" / f"{at:%Y-%m-%d}-post-{n}.md"
            path.write_text(
                f"---\ntitle: Post {n}\ntags: [t{n % 50}]\n---\nNumber {n} of many, told apart.\n", "utf-8"
            )
        self._git("add", "--all")
        self._git("-c", "user.name=x", "-c", "user.email=x@x", "commit", "--quiet", "--message", "x")

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self._folder, check=True)  # noqa: S603, S607


if __name__ == "__main__":
    asyncio.run(main())
