"""Stories that people follow beyond the day on which they were told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from digests.model import FollowedStory
from digests.store import Store
from digests.store.subscribers import story_follows

MOST = 40
"""Stories that are listed."""


class StoryFollows:
    """What can be done about following, by a post of the story."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    async def follow(self, subscriber_id: int, post_id: int) -> bool:
        """Follow a story; False when it is too old to be followed."""
        now = self._now()
        return await self._store.writing(lambda tx: story_follows.add(tx, subscriber_id, post_id, now))

    async def end(self, subscriber_id: int, post_id: int) -> bool:
        """Follow a story no more; whether it was followed."""
        return await self._store.writing(lambda tx: story_follows.drop(tx, subscriber_id, post_id))

    async def is_followed(self, subscriber_id: int, post_id: int) -> bool:
        """Whether a story is followed."""
        return await self._store.reading(lambda tx: story_follows.is_followed(tx, subscriber_id, post_id))

    async def listed(self, subscriber_id: int) -> tuple[FollowedStory, ...]:
        """What is followed, the latest news first."""
        return await self._store.reading(lambda tx: story_follows.listed(tx, subscriber_id, MOST))
