"""Post files to batches, parsed away from the event loop: what folders and repositories have in common."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from digests.decisions.intake import Detect
from digests.errors import Unreachable
from digests.model import Batch, Entry, Problem
from digests.runtime.worker_pool import WorkerLost, WorkerPool
from digests.sources import parsing
from digests.sources.jekyll.site import Site

CHUNK = 500  # files
_CHUNK_BYTES = 4_000_000  # a chunk is in memory three times at once: read, on its way, parsed
_AHEAD = 3  # chunks that are read and parsed while one is stored
LARGEST = 2_000_000  # bytes; the longest real post seen has 60 kB
FORMAT = "Jekyll"
FUTURE = "future_post"  # the problem of a post that is read when its time comes
# One bad file of 500 costs ten workers to find. More lost ones say that the fault is ours: then no post may
# count as read.
_MOST_LOST = 40
_SECONDS, _SECONDS_EACH = 5.0, 0.02  # a post takes about 1 ms

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some files that were read, and what could not be; ``is_finews`` says whose rules hold."""

    files: Sequence[File]
    problems: Sequence[Problem] = ()
    is_finews: bool = False


def _utc_now() -> datetime:
    return datetime.now(UTC)


def portions(paths: Sequence[str], size_of: Callable[[str], int]) -> Iterator[list[str]]:
    """Paths by chunks: of some hundred usual posts, of fewer where they are long."""
    portion: list[str] = []
    room = _CHUNK_BYTES
    for path in paths:
        size = min(size_of(path), LARGEST)
        if portion and (len(portion) == CHUNK or size > room):
            yield portion
            portion, room = [], _CHUNK_BYTES
        portion.append(path)
        room -= size
    if portion:
        yield portion


def too_large(path: str) -> Problem:
    """A file beyond ``LARGEST``."""
    return Problem(path, "too_large", {"limit": f"{LARGEST // 1_000_000} MB"})


@dataclass(frozen=True, slots=True)
class PostParser:
    """Parses posts; ``zone`` is for dates that name none, ``detect`` tells a text's language.

    Posts of the future are left for later, as Jekyll leaves them, unless ``future`` is set.
    """

    offload: WorkerPool
    zone: str
    detect: Detect
    now: Callable[[], datetime] = _utc_now
    future: bool = False

    def of_site(self, site: Site) -> PostParser:
        """The same for the posts of a site."""
        return replace(self, zone=site.zone or self.zone, future=site.future)

    async def batches(self, chunks: AsyncIterator[Chunk], shared: Batch) -> AsyncGenerator[Batch, None]:
        """A batch for each chunk, in order, with what all ``shared`` and how many files are done.

        A few chunks are parsed ahead, so that the workers have something to do while a batch is stored.
        """
        done = 0
        async for size, batch in self._ahead(chunks):
            done += size
            yield replace(
                shared,
                entries=batch.entries,
                gone=batch.gone,
                problems=batch.problems,
                mended=batch.mended,
                done=done,
            )

    async def _ahead(self, chunks: AsyncIterator[Chunk]) -> AsyncGenerator[tuple[int, Batch], None]:
        """How many files a chunk has, and its batch."""
        begun: deque[tuple[int, asyncio.Task[Batch]]] = deque()
        try:
            async for chunk in chunks:
                size = len(chunk.files) + len(chunk.problems)
                begun.append((size, asyncio.create_task(self.batch(chunk))))
                if len(begun) > _AHEAD:
                    size, first = begun.popleft()
                    yield size, await first
            while begun:
                size, first = begun.popleft()
                yield size, await first
        finally:
            for _, task in begun:
                task.cancel()

    async def batch(self, chunk: Chunk) -> Batch:
        """The entries, withheld posts and problems of a chunk of files."""
        results = await self._parse(chunk.files, chunk.is_finews)
        problems = [result for result in results if isinstance(result, Problem)]
        entries = [result for result in results if isinstance(result, Entry)]
        withheld = [result.uid for result in results if not isinstance(result, (Entry, Problem))]
        told = (*chunk.problems, *problems)
        places = {problem.place for problem in told}
        mended = tuple(path for path, _ in chunk.files if path not in places)
        return Batch(tuple(entries), gone=tuple(withheld), problems=told, mended=mended)

    async def site(self, config: bytes) -> Site:
        """What a site's ``_config.yml`` states."""
        try:
            return await self.offload.run(parsing.parse_site, config[:LARGEST], timeout=_SECONDS)
        except (TimeoutError, WorkerLost):
            return Site()

    async def _parse(self, files: Sequence[File], is_finews: bool) -> list[parsing.Parsed]:
        """A file on which a worker hangs or dies is found by halving, and is the only one not read."""
        results: list[parsing.Parsed] = []
        pending = [files] if files else []
        now = None if self.future else self.now()
        lost = 0
        while pending:
            part = pending.pop()
            seconds = _SECONDS + _SECONDS_EACH * len(part)
            try:
                results += await self.offload.run(
                    parsing.parse_posts, part, self.zone, is_finews, self.detect, now, timeout=seconds
                )
            except (TimeoutError, WorkerLost):
                lost += 1
                if lost > _MOST_LOST:
                    raise Unreachable("workers_lost") from None
                half = len(part) // 2
                pending += [part[half:], part[:half]] if half else []
                results += [] if half else [Problem(part[0][0], "too_complex")]
        return results
