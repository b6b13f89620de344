"""Post files to batches, parsed away from the event loop: what folders and repositories have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from digests.model import Batch, Entry, Problem
from digests.offload import Offload, WorkerLost
from digests.sources import parsing

CHUNK = 500
LARGEST = 2_000_000  # bytes; the longest real post seen has 60 kB
FORMAT = "Jekyll"
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
        if not files:
            return []
        limit = _SECONDS + _SECONDS_EACH * len(files)
        try:
            return await self.offload.run(parsing.parse_posts, files, self.zone, is_finews, timeout=limit)
        except (TimeoutError, WorkerLost):
            if len(files) == 1:
                return [Problem(files[0][0], "too_complex")]
        half = len(files) // 2
        return [*await self._parse(files[:half], is_finews), *await self._parse(files[half:], is_finews)]
