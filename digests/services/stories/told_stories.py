"""Stories opened: what all of their reports carry, and what is related to them."""

from __future__ import annotations

from dataclasses import dataclass

from digests.errors import BadInput
from digests.model import Page, Post, StoredTag
from digests.steps.full_posts import FullPosts
from digests.store import Store
from digests.store.stories import links, reports

MOST_TAGS = 6
MOST_RELATED = 8


@dataclass(frozen=True, slots=True)
class Opened:
    """What is shown of a story beside its post.

    The tags of all its reports, those that most carry first; how many stories are related to it; the 0-based
    place of the ``first`` of its reports that is shown.
    """

    tags: tuple[StoredTag, ...] = ()
    related: int = 0
    first: int = 0


ALONE = Opened()


class ToldStories:
    """Questions about a story as a whole."""

    def __init__(self, store: Store, articles: FullPosts) -> None:
        self._store = store
        self._articles = articles

    async def open(self, post: Post, first: int = 0) -> Opened:
        """What is shown of the story that a post tells, its reports from ``first`` on."""
        told = [each.id for each in post.telling.reports]
        async with self._store.read() as tx:
            tags = await reports.tags(tx, told, MOST_TAGS) if told else []
            related = await links.related(tx, post.story, MOST_RELATED) if post.story else []
        last = max(0, len(told) - 1)
        return Opened(tuple(tags), len(related), min(first, last))

    async def related(self, post_id: int) -> tuple[Post, Page]:
        """A post, and the stories that are related to its own, the newest first; ``BadInput`` for no post."""
        found = (await self._articles.read([post_id])).get(post_id)
        if found is None:
            raise BadInput("dead_button")
        async with self._store.read() as tx:
            near = await links.related(tx, found.story, MOST_RELATED) if found.story else []
        known = await self._articles.read([story for story, _ in near])
        listed = sorted(known.values(), key=lambda each: (each.published, each.id), reverse=True)
        return found, Page(tuple(listed), int(bool(listed)), len(listed))
