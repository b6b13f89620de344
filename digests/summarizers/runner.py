"""Condenses articles away from the event loop; whatever happens, an article that has text has points."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from digests.model import KeyPoint
from digests.offload import Offload
from digests.ports import Summarizer
from digests.summarizers import DEFAULT, lead, summarizer, version
from digests.summarizers.keypoints import condense
from digests.summarizers.learned import Weights

log = logging.getLogger(__name__)

Article = tuple[str, str, str]
Points = tuple[KeyPoint, ...]

MAX_POINTS = 6  # of an article that are kept: a reader may choose fewer
MAX_CHARACTERS = 200_000  # of an article that are handed over; a long one has some 20,000
_BATCH = 64
_START = 20.0  # seconds for importing a method and its first call
_SECONDS = 1.0  # an article beyond that: a thousand times what ours needs


class Condenser:
    """Runs one summarizer in killable workers; where it fails for an article, the lead stands in."""

    def __init__(
        self,
        name: str,
        offload: Offload,
        *,
        weights: Weights | None = None,
        run: Summarizer | None = None,
        start: float = _START,
    ) -> None:
        """``weights``: learned ones, for key points; ``run``: another function than the table's.

        ``start``: seconds granted for imports.
        """
        self._name = name
        self._weights = weights if name == DEFAULT else None
        self._run = run or (partial(condense, weights=self._weights) if self._weights else summarizer(name))
        self._offload = offload
        self._start = start

    @property
    def version(self) -> str:
        """Name and version of the summarizer, and of the weights that it learned."""
        learned = f"-{self._weights.fingerprint}" if self._weights else ""
        return version(self._name) + learned

    async def condense(self, articles: Sequence[Article]) -> list[Points]:
        """Points for each (title, text, language), in that order; none only for an article without text."""
        made: list[Points] = []
        for first in range(0, len(articles), _BATCH):
            batch = [(title, text[:MAX_CHARACTERS], lang) for title, text, lang in articles[first:][:_BATCH]]
            made += await self._each(batch)
        return [points or _lead(*article) for points, article in zip(made, articles, strict=True)]

    async def _each(self, batch: Sequence[Article]) -> list[Points]:
        """A batch, or its articles one by one when it hangs or kills its worker: only the guilty one pays."""
        made = await self._try(batch)
        if made is None:
            made = [points for article in batch for points in await self._try([article]) or [()]]
        return made

    async def _try(self, batch: Sequence[Article]) -> list[Points] | None:
        limit = self._start + _SECONDS * len(batch)
        try:
            return await self._offload.run(condense_all, self._run, batch, timeout=limit)
        except Exception:  # a summary must never stop a digest
            log.exception("summarizer %s failed for %d articles", self._name, len(batch))
            return None


def condense_all(run: Summarizer, articles: Sequence[Article]) -> list[Points]:
    """In a worker: points for each article, none where the summarizer fails."""
    made: list[Points] = []
    for title, text, lang in articles:
        try:
            made.append(tuple(run(title, text, lang, MAX_POINTS)))
        except Exception:
            log.exception("no key points for %r", title)
            made.append(())
    return made


def _lead(title: str, text: str, lang: str) -> Points:
    return tuple(lead.condense(title, text, lang, MAX_POINTS))
