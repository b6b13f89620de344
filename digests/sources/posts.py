"""Post files to batches, parsed away from the event loop: what folders and repositories have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digests.errors import Unreachable
from digests.model import Batch, Entry, Problem
from digests.offload import Offload, WorkerLost
from digests.sources import parsing

CHUNK = 500
LARGEST = 2_000_000  # bytes; the longest real post seen has 60 kB
FORMAT = "Jekyll"
# One bad file of 500 costs ten workers to find. More lost ones say that the fault is ours: then no post may
# count as read.
_MOST_LOST = 40
_SECONDS, _SECONDS_EACH = 5.0, 0.02  # a post takes about 1 ms

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class PostParser:
    """Parses posts; ``zone`` is for dates that name none."""

    offload: Offload
    zone: str

    async def batch(self, files: Sequence[File], *, is_finews: bool) -> Batch:
        """The entries, withheld posts and problems of a chunk of files."""
        large = [Problem(path, "too_large", {"limit": "2 MB"}) for path, data in files if len(data) > LARGEST]
        results = await self._parse([file for file in files if len(file[1]) <= LARGEST], is_finews)
        problems = [result for result in results if isinstance(result, Problem)]
        entries = [result for result in results if isinstance(result, Entry)]
        withheld = [result.uid for result in results if not isinstance(result, (Entry, Problem))]
        return Batch(entries=tuple(entries), gone=tuple(withheld), problems=(*large, *problems))

    async def title(self, config: bytes) -> str:
        """The title that a site's ``_config.yml`` gives it; empty when there is none."""
        try:
            return await self.offload.run(parsing.parse_site_title, config[:LARGEST], timeout=_SECONDS)
        except (TimeoutError, WorkerLost):
            return ""

    async def _parse(self, files: Sequence[File], is_finews: bool) -> list[parsing.Parsed]:
        """A file on which a worker hangs or dies is found by halving, and is the only one not read."""
        results: list[parsing.Parsed] = []
        pending = [files] if files else []
        lost = 0
        while pending:
            part = pending.pop()
            seconds = _SECONDS + _SECONDS_EACH * len(part)
            try:
                results += await self.offload.run(
                    parsing.parse_posts, part, self.zone, is_finews, timeout=seconds
                )
            except (TimeoutError, WorkerLost):
                lost += 1
                if lost > _MOST_LOST:
                    raise Unreachable("workers_lost") from None
                half = len(part) // 2
                pending += [part[half:], part[:half]] if half else []
                results += [] if half else [Problem(part[0][0], "too_complex")]
        return results
