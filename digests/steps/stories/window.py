"""The window: the articles of the last days in memory, in step with what is stored of them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from digests.decisions.stories.prepared import Prepared
from digests.decisions.stories.story_index import StoryIndex
from digests.decisions.stories.window.stored import Stored
from digests.store import Store
from digests.store.stories import features
from digests.store.stories.features import Changed, Weighed

_STRETCH = 2_000


class Window:
    """What new articles are held against, and up to which stamp of the changes it knows."""

    def __init__(self, length: timedelta) -> None:
        self.index = StoryIndex(hours=length / timedelta(hours=1))
        self.stamp = 0
        self.unstored = list[Weighed]()
        """Articles that had to be weighed anew since they were stored before that, or by another version."""

    async def catch_up(self, store: Store, since: datetime) -> list[int]:
        """Read what has changed; at first everything that was published ``since`` then.

        The articles that were packed by another version are returned: they are to be prepared anew.
        """
        upto = await store.reading(features.stamp)
        outdated, after = list[int](), 0
        while upto > self.stamp:
            read = partial(features.changed, since=self.stamp, published=since, after=after, limit=_STRETCH)
            rows = await store.reading(read)
            outdated += await asyncio.to_thread(self._take, rows)
            if len(rows) < _STRETCH:
                self.stamp = upto
            after = rows[-1].article if rows else 0
        return outdated

    def _take(self, rows: Sequence[Changed]) -> list[int]:
        outdated, restored = list[int](), list[tuple[int, int, Prepared, Stored]]()
        for row in rows:
            self.remove(row.article)
            prepared, stored = _unpacked(row)
            if prepared is not None and stored is not None:
                restored.append((row.article, row.story, prepared, stored))
            elif prepared is not None:
                made = self.add(row.article, row.story, prepared)
                self.unstored.append(Weighed(row.article, row.stamp, made.pack()))
            elif row.packed:
                outdated.append(row.article)
        self.index.restore(restored)
        return outdated

    def add(self, article: int, story: int, prepared: Prepared) -> Stored:
        """Take an article in; what is to be stored of it."""
        return self.index.add(article, story, prepared)

    def remove(self, article: int) -> None:
        """Forget an article, if it is there."""
        self.index.remove(article)

    def forget(self, before: datetime) -> None:
        """Forget what was published before then."""
        self.index.forget(before)

    def move(self, stories: Mapping[int, int]) -> None:
        """Articles tell these stories now."""
        for article, story in stories.items():
            self.index.move(article, story)

    def stories_of(self, articles: Collection[int]) -> set[int]:
        """The stories of those of these articles that are here."""
        found = map(self.index.story_of, articles)
        return {story for story in found if story is not None}


def _unpacked(row: Changed) -> tuple[Prepared | None, Stored | None]:
    """An article as it is compared and as it is held; None for what is not stored, or by another version."""
    prepared, stored = None, None
    with suppress(ValueError):
        prepared = Prepared.unpack(row.packed)
        stored = Stored.unpack(row.weighed or b"")
    return prepared, stored
