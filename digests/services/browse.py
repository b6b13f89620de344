"""Lists of posts that people page through: the latest, a category, a tag; and single posts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from typing import Any

from digests.decisions.paging import lay_out, told_once
from digests.errors import BadInput
from digests.model import (
    Category,
    Cursor,
    FollowKind,
    Page,
    Post,
)
from digests.steps.full_posts import FullPosts
from digests.store import Store, Tx
from digests.store.posts import pages, posts
from digests.store.stories.reports import stories_of

_MOST_COUNTED = 1_000
_TOLD_ABOVE = 20  # posts of a category, beyond those that are shown, since others may have told their stories

_Listed = tuple[list[tuple[int, datetime]], int, bool]
"""Post ids with their times, how many there are in all, and whether counting ended there."""


class Browse:
    """Questions about posts."""

    def __init__(self, store: Store, articles: FullPosts) -> None:
        self._store = store
        self._articles = articles

    async def front_page(
        self, categories: Sequence[Category], each: int = 5
    ) -> tuple[tuple[Category, tuple[Post, ...]], ...]:
        """The newest ``each`` stories of each category; one that several have stands under the first."""

        async def work(tx: Tx) -> tuple[tuple[int, ...], ...]:
            listed = [await self._newest(tx, one.id, each + _TOLD_ABOVE) for one in categories]
            return told_once(listed, await stories_of(tx, [n for ids in listed for n in ids]), each)

        ids = await self._store.reading(work)
        found = await self._articles.read([n for listed in ids for n in listed])
        return tuple((one, tuple(found[n] for n in mine)) for one, mine in zip(categories, ids, strict=True))

    async def _newest(self, tx: Tx, category_id: int, count: int) -> list[int]:
        return [n for n, _ in await pages.of_label(tx, FollowKind.CATEGORY, category_id, None, count)]

    async def latest(self, category_id: int | None, cursor: Cursor | None = None, size: int = 8) -> Page:
        """A page of a category, or of everything."""
        if category_id is not None:
            return await self._labelled(FollowKind.CATEGORY, category_id, cursor, size)

        async def work(tx: Tx) -> _Listed:
            total = await pages.total_of_all(tx, _MOST_COUNTED + 1)
            rows = await pages.of_all(tx, cursor, size + 1)
            return rows, min(total, _MOST_COUNTED), total > _MOST_COUNTED

        return await self._page(work, cursor, size)

    async def tagged(self, tag_id: int, cursor: Cursor | None = None, size: int = 8) -> Page:
        """A page of a tag."""
        return await self._labelled(FollowKind.TAG, tag_id, cursor, size)

    async def _labelled(self, kind: FollowKind, target: int, cursor: Cursor | None, size: int) -> Page:
        async def work(tx: Tx) -> _Listed:
            rows = await pages.of_label(tx, kind, target, cursor, size + 1)
            return rows, await pages.total(tx, kind, target), False

        return await self._page(work, cursor, size)

    async def _page(
        self, work: Callable[[Tx], Coroutine[Any, Any, _Listed]], cursor: Cursor | None, size: int
    ) -> Page:
        """A page of what ``work`` lists, all read in one hop."""

        async def read(tx: Tx) -> tuple[_Listed, dict[int, Post]]:
            listed = await work(tx)
            return listed, await self._articles.stored(tx, [post_id for post_id, _ in listed[0][:size]])

        (rows, total, capped), stored = await self._store.reading(read)
        return lay_out(rows, await self._articles.completed(stored), total, cursor, size, capped=capped)

    async def post(self, post_id: int) -> Post:
        """One post; ``BadInput`` when there is none."""
        found = (await self._articles.read([post_id])).get(post_id)
        if found is None:
            raise BadInput("dead_button")
        return found

    async def post_named(self, text: str) -> Post:
        """One post by its number or its link; ``BadInput`` when there is none."""
        if text.isascii() and text.isdigit() and len(text) < 18:
            number: int | None = int(text)
        else:
            number = await self._linked(text)
        found = await self._articles.read([number]) if number else {}
        if number not in found:
            raise BadInput("unknown_post", post=text)
        return found[number]

    async def _linked(self, link: str) -> int | None:
        """The post with this link, with or without a slash at its end."""
        bare = link.rstrip("/")
        async with self._store.read() as tx:
            for each in (link, bare, f"{bare}/") if bare else ():  # posts without a link have an empty one
                if number := await posts.with_link(tx, each):
                    return number
        return None
