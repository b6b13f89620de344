"""Spread: from corrections to changes of the messages that told what was wrong.

Each digest that tells the post is made again with what was corrected, once for all who have it. What a
message becomes and whose messages become so is one commit; a crash between two digests does the first one
again, which nobody sees.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from digests.decisions.corrections.timing import TOLD_FOR
from digests.model import Correction, Digest
from digests.ports import Queue, Renderer
from digests.steps.corrections.recompose import recomposed
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.store.corrections import corrections, edits
from digests.store.delivery import digests as digest_rows

log = logging.getLogger(__name__)

_AT_ONCE = 20


class Spread:
    """The step that looks up who was told what has been corrected."""

    def __init__(
        self, store: Store, articles: FullPosts, renderer: Renderer, queue: Queue, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._articles = articles
        self._renderer = renderer
        self._queue = queue
        self._now = now

    async def due(self) -> int:
        """Spread corrections whose time has come; how many."""
        now = self._now()
        found = await self._store.reading(lambda tx: corrections.due(tx, now, _AT_ONCE))
        for one in found:
            await self._spread(one, now)
        if found:
            self._queue.wake("edit")
        return len(found)

    async def _spread(self, one: Correction, now: datetime) -> None:
        digests = await self._store.reading(
            lambda tx: corrections.digests_showing(tx, one.post, now - TOLD_FOR, one.noted)
        )
        for digest_id in digests if one.amendments else ():
            try:
                await self._change(digest_id, one.post, now)
            except Exception:  # one that cannot be made again must not keep the others from being corrected
                log.exception("correcting digest %d", digest_id)
        await self._store.writing(lambda tx: corrections.close(tx, one.id))

    async def _change(self, digest_id: int, post: int, now: datetime) -> None:
        digest = await recomposed(self._store, self._articles, digest_id, now)
        layout = await self._store.reading(lambda tx: digest_rows.layout(tx, digest_id))
        if digest is None or not (numbers := _telling(digest, layout, post)):
            return
        parts = self._renderer.parts(digest, layout)
        payloads = {number: parts[number - 1].payload for number in numbers}
        await self._store.writing(lambda tx: edits.add(tx, digest_id, payloads, now))


def _telling(digest: Digest, layout: tuple[int, ...], post: int) -> list[int]:
    """The numbers of the messages that tell a post of which something was corrected that they said.

    None where it was not kept which story stands where.
    """
    stories = [story for section in digest.sections for story in section.stories]
    if sum(layout) != len(stories):
        return []
    places = [number for number, size in enumerate(layout, 1) for _ in range(size)]
    told = zip(places, stories, strict=True)
    return sorted({place for place, story in told if story.post.id == post and story.corrections})
