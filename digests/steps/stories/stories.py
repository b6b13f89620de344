"""Stories: judge which posts that are new or have changed tell one event, a batch at a time.

It is apart from storing posts, so that reading feeds does not wait for it. A crash loses nothing: a batch is
one transaction, and what was not judged is still marked. What articles are held against is in memory, and
read again from what is stored of them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.stories.prepared import prepare
from digests.steps.stories import batch_rows
from digests.steps.stories.batch_rows import Batch
from digests.steps.stories.judge import Verdict, ended_early, verdicts
from digests.steps.stories.window import Window
from digests.store import Store
from digests.store.stories import articles, features, marks
from digests.store.stories.features import Features

log = logging.getLogger(__name__)

BATCH = 100
_STRETCH = 1_000
PATIENCE = timedelta(minutes=2)
"""For how long digests leave out posts that are not judged yet; usually that is a second or two."""
_FORGET_EVERY = timedelta(minutes=10)


class Stories:
    """The step; several processes may take turns, one batch is written at a time."""

    def __init__(self, store: Store, now: Callable[[], datetime], window: timedelta) -> None:
        self._store = store
        self._now = now
        self._length = window
        self._window: Window | None = None
        self._forgotten = datetime.min.replace(tzinfo=now().tzinfo)

    async def due(self) -> int:
        """Judge one batch; how many posts it held, 0 when nothing is left."""
        now = self._now()
        since = now - self._length
        window = await self._caught_up(since, now)
        batch = await self._store.reading(partial(batch_rows.read, since=since, limit=BATCH))
        if not batch.stamps:
            await self._store_weighed(window)
            return 0
        try:
            return await self._judge(window, batch, now)
        except BaseException:
            self._window = None  # it may hold what was not stored
            raise

    async def _judge(self, window: Window, batch: Batch, now: datetime) -> int:
        for article in batch.found.gone:
            window.remove(article)
        found = await asyncio.to_thread(verdicts, window, batch.found.recent, batch.known)
        stamps = _done(batch, found)
        stamp = window.stamp
        write = partial(batch_rows.write, batch=batch, judged=found, stamps=stamps, stamp=stamp, now=now)
        made = await self._store.writing(write)
        if made is None:
            self._window = None
            return len(batch.stamps)
        window.move(made.stories)
        window.stamp = stamp + 1
        return len(stamps)

    async def _caught_up(self, since: datetime, now: datetime) -> Window:
        """The window as of now."""
        if self._window is None:
            if await self._store.writing(partial(marks.begin, since=since, now=now)):
                log.info("stories: the posts of the last days are judged in the background")
            self._window = Window(self._length)
        if now - self._forgotten >= _FORGET_EVERY:
            self._forgotten = now
            await self._store.writing(partial(features.forget, before=since))
            await asyncio.to_thread(self._window.forget, since)
        outdated = await self._window.catch_up(self._store, since)
        for start in range(0, len(outdated), BATCH):
            await self._prepare_anew(self._window, outdated[start : start + BATCH], since)
        return self._window

    async def _prepare_anew(self, window: Window, numbers: Sequence[int], since: datetime) -> None:
        """What was packed by another version of the comparison; the stories stay as they are."""
        found = await self._store.reading(partial(articles.of_posts, ids=numbers, since=since))
        rows = []
        for one in found.recent:
            prepared = await asyncio.to_thread(prepare, one.title, one.text, one.published, one.lang)
            weighed = window.add(one.article, one.story, prepared).pack()
            rows.append(Features(one.article, one.published, one.version, prepared.pack(), weighed))
        await self._store.writing(partial(features.put, rows=rows, stamped=window.stamp))

    async def _store_weighed(self, window: Window) -> None:
        """What had to be weighed anew, for the next restart; when nothing waits to be judged."""
        while window.unstored:
            rows = window.unstored[:_STRETCH]
            await self._store.writing(partial(features.put_weighed, rows=rows))
            del window.unstored[:_STRETCH]


def _done(batch: Batch, judged: Sequence[Verdict]) -> dict[int, int]:
    """The stamps of the posts that need not be looked at again; judging may have ended before the last."""
    recent = [one.article for one in batch.found.recent]
    left = set(recent[recent.index(judged[-1].article.article) + 1 :]) if ended_early(judged) else ()
    return {n: stamp for n, stamp in batch.stamps.items() if batch.found.articles.get(n) not in left}
