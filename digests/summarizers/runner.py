"""Condenses articles away from the event loop; where a summarizer fails, the first sentences stand in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from digests.model import KeyPoint, ReportText, StoryPoint
from digests.ports import Summarizer
from digests.runtime.worker_pool import WorkerPool
from digests.summarizers import DEFAULT, lead, summarizer, version
from digests.summarizers.learning.learned_keypoints import condense
from digests.summarizers.learning.weights import Learned
from digests.summarizers.stories import story_points

log = logging.getLogger(__name__)

Article = tuple[str, str, str]
Points = tuple[KeyPoint, ...]

MAX_POINTS = 6  # of an article that are kept: a reader may choose fewer
MAX_STORY_POINTS = 10  # of a story
MAX_CHARACTERS = 200_000  # of an article that are handed over; a long one has some 20,000
_BATCH = 64
_AT_ONCE = 2  # batches of one call: other work for the processor must find a worker free
_START = 20.0  # seconds for importing a method and its first call
_SECONDS = 1.0  # an article beyond that: a thousand times what ours needs


class Condenser:
    """Runs one summarizer in killable workers; where it fails for an article, the lead stands in."""

    def __init__(
        self, name: str, offload: WorkerPool, *, run: Summarizer | None = None, start: float = _START
    ) -> None:
        """``run``: another function than the table's; ``start``: seconds granted for imports."""
        self.name = name
        self.learned = Learned()
        self._run = run or summarizer(name)
        self._offload = offload
        self._start = start

    @property
    def version(self) -> str:
        """Name and version of the summarizer, and of the weights that it learned."""
        return "-".join(filter(None, [version(self.name), self.learned.fingerprint]))

    def use(self, learned: Learned) -> None:
        """Make key points with these weights from the next call on; other summarizers have none."""
        if self.name == DEFAULT:
            self.learned = learned
            self._run = partial(condense, learned) if learned.weights else summarizer(self.name)

    async def condense(self, articles: Sequence[Article]) -> list[Points]:
        """Points for each (title, text, language), in that order; none where an article has none to give."""
        run = self._run  # ``use`` may come in between: all articles of a call are made alike
        cut = [(title, text[:MAX_CHARACTERS], lang) for title, text, lang in articles]
        room = asyncio.Semaphore(_AT_ONCE)

        async def one(batch: Sequence[Article]) -> list[Points | None]:
            async with room:
                return await self._each(run, batch)

        batches = [cut[first : first + _BATCH] for first in range(0, len(cut), _BATCH)]
        made = [points for each in await asyncio.gather(*map(one, batches)) for points in each]
        return [
            _lead(*article) if points is None else points
            for points, article in zip(made, articles, strict=True)
        ]

    @property
    def stories_version(self) -> str:
        """The same for points over all reports of a story, which only key points have."""
        return f"{self.version}-stories{story_points.VERSION}"

    async def condense_stories(
        self, stories: Sequence[Sequence[ReportText]]
    ) -> list[tuple[StoryPoint, ...] | None]:
        """Points over the reports of each story; by another summarizer than key points there are none."""
        if self.name != DEFAULT:
            return [() for _ in stories]
        batches = [stories[first : first + _BATCH] for first in range(0, len(stories), _BATCH)]
        return [points for batch in batches for points in await self._told(batch)]

    async def _told(self, batch: Sequence[Sequence[ReportText]]) -> Sequence[tuple[StoryPoint, ...] | None]:
        limit = self._start + _SECONDS * sum(map(len, batch))
        try:
            return await self._offload.run(condense_all_stories, self.learned, batch, timeout=limit)
        except Exception:  # the points of its post stand in
            log.exception("no points for %d stories", len(batch))
            return [None for _ in batch]

    async def _each(self, run: Summarizer, batch: Sequence[Article]) -> list[Points | None]:
        """A batch, or its articles one by one when it hangs or kills its worker: only the guilty one pays."""
        made = await self._try(run, batch)
        if made is None:
            made = [points for article in batch for points in await self._try(run, [article]) or [None]]
        return made

    async def _try(self, run: Summarizer, batch: Sequence[Article]) -> list[Points | None] | None:
        limit = self._start + _SECONDS * len(batch)
        try:
            return await self._offload.run(condense_all, run, batch, timeout=limit)
        except Exception:  # a summary must never stop a digest
            log.exception("summarizer %s failed for %d articles", self.name, len(batch))
            return None


def condense_all(run: Summarizer, articles: Sequence[Article]) -> list[Points | None]:
    """In a worker: points for each article, ``None`` where the summarizer fails."""
    made: list[Points | None] = []
    for title, text, lang in articles:
        try:
            made.append(tuple(run(title, text, lang, MAX_POINTS)))
        except Exception:
            log.exception("no key points for %r", title)
            made.append(None)
    return made


def condense_all_stories(
    learned: Learned, stories: Sequence[Sequence[ReportText]]
) -> list[tuple[StoryPoint, ...] | None]:
    """In a worker: points for each story, ``None`` where that fails."""
    made: list[tuple[StoryPoint, ...] | None] = []
    for reports in stories:
        cut = [each._replace(text=each.text[:MAX_CHARACTERS]) for each in reports]
        try:
            made.append(tuple(story_points.condense_story(cut, MAX_STORY_POINTS, learned)))
        except Exception:
            log.exception("no points for the story of %r", [each.id for each in reports])
            made.append(None)
    return made


def _lead(title: str, text: str, lang: str) -> Points:
    return tuple(lead.condense(title, text, lang, MAX_POINTS))
