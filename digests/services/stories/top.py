"""The most covered stories of a time, in all categories or in one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from digests.decisions.ranking.most_covered import Covered, most_covered
from digests.model import FollowKind, Story
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.store.stories import busiest

MOST = 40
_AMONG = 160
"""Stories that most articles have joined: with so many more than are shown, none that many tell is missed."""


class Top:
    """Questions about coverage."""

    def __init__(self, store: Store, articles: FullPosts, now: Callable[[], datetime]) -> None:
        self._store = store
        self._articles = articles
        self._now = now

    async def page(
        self, window: timedelta, category: int | None, first: int, size: int
    ) -> tuple[tuple[Story, ...], int]:
        """``size`` of the most covered stories from the 0-based ``first`` on, and how many there are."""
        found = await self._most_covered(window, category)
        shown = found[first : first + size]
        posts = await self._articles.read([one.post for one in shown])
        stories = (Story(posts[one.post], one.others, one.coverage) for one in shown if one.post in posts)
        return tuple(stories), len(found)

    async def _most_covered(self, window: timedelta, category: int | None) -> list[Covered]:
        since = self._now() - window
        targets = [(FollowKind.CATEGORY, category)] if category is not None else []
        told = await self._store.reading(lambda tx: busiest.posts(tx, since, _AMONG, targets))
        return most_covered(told, since, MOST)
