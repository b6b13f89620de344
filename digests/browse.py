"""What people ask for: the latest, a tag, a category, a digest once more. Reading consumes nothing."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rapidfuzz import fuzz, process

from digests.articles import Articles
from digests.compose import compose
from digests.errors import BadInput
from digests.model import (
    Category,
    Cursor,
    Digest,
    FollowKind,
    Page,
    Post,
    StoredTag,
    Story,
    label_key,
)
from digests.store import Store, Tx, labels, pages, posts
from digests.store import digests as digest_rows

_NEAREST_AMONG = 20_000
_NEAR_ENOUGH = 50
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)
_MOST_COUNTED = 1_000

_Listed = tuple[list[tuple[int, datetime]], int, bool]
"""Post ids with their times, how many there are in all, and whether counting ended there."""


class Browse:
    """Questions about posts, labels and digests."""

    def __init__(self, store: Store, articles: Articles, now: Callable[[], datetime]) -> None:
        self._store = store
        self._articles = articles
        self._now = now
        self._known_tags: tuple[datetime, tuple[StoredTag, ...]] = (datetime.min.replace(tzinfo=UTC), ())

    # ----------------------------------------------------------------- categories

    async def categories(self) -> tuple[Category, ...]:
        """All categories, most posts a day first."""
        async with self._store.read() as tx:
            return await labels.categories(tx, self._now())

    async def category(self, text: str) -> Category:
        """A category by slug or title in any case; ``BadInput`` when there is none."""
        found = await self._store.reading(lambda tx: labels.category_named(tx, text))
        if found is None:
            raise BadInput("unknown_category", text=text)
        return found

    async def near_categories(self, text: str) -> tuple[Category, ...]:
        """The categories whose titles or slugs resemble a text, best first; the busiest when none does."""
        everything = await self.categories()
        names = {n: f"{each.title} {each.slug}" for n, each in enumerate(everything)}
        return tuple(everything[n] for n in _nearest(text, names, 6)) or everything[:6]

    # ----------------------------------------------------------------- lists

    async def front_page(
        self, categories: Sequence[Category], each: int = 5
    ) -> tuple[tuple[Category, tuple[Post, ...]], ...]:
        """The newest ``each`` posts of each category."""

        async def work(tx: Tx) -> dict[int, list[int]]:
            kind = FollowKind.CATEGORY
            return {
                c.id: [n for n, _ in await pages.of_label(tx, kind, c.id, None, each)] for c in categories
            }

        ids = await self._store.reading(work)
        found = await self._articles.read([n for listed in ids.values() for n in listed])
        return tuple((one, tuple(found[n] for n in ids[one.id])) for one in categories)

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

    # ----------------------------------------------------------------- tags

    async def tag(self, text: str) -> StoredTag | None:
        """A tag by name or ticker, with or without ``#``, in any case."""
        async with self._store.read() as tx:
            found = await labels.tag_named(tx, text)
        return found if found and found.posts else None

    async def near_tags(self, text: str, count: int = 6, enough: int = _NEAR_ENOUGH) -> tuple[StoredTag, ...]:
        """The tags whose names resemble a text by ``enough`` of 100, best first."""
        known = await self._busiest(self._now())
        return tuple(
            known[n] for n in _nearest(text, {n: t.name for n, t in enumerate(known)}, count, enough)
        )

    async def _busiest(self, now: datetime) -> tuple[StoredTag, ...]:
        """The tags that nearest names are looked for among, read anew after a minute."""
        at, known = self._known_tags
        if not at <= now < at + _MINUTE:
            known = await self._store.reading(lambda tx: labels.busiest_tags(tx, _NEAREST_AMONG))
            self._known_tags = now, known
        return known

    async def tag_by_id(self, tag_id: int) -> StoredTag:
        """One tag; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            found = (await labels.tags(tx, [tag_id])).get(tag_id)
        if found is None:
            raise BadInput("dead_button")
        return found

    async def related_tags(self, tag_id: int, count: int = 4) -> tuple[StoredTag, ...]:
        """The tags that most often stand beside this one."""
        async with self._store.read() as tx:
            return await labels.related_tags(tx, tag_id, count)

    async def popular_tags(self, now: datetime, count: int = 24) -> tuple[StoredTag, ...]:
        """The tags of the last seven days by posts, with that number; of all times when there are none."""
        async with self._store.read() as tx:
            recent = await labels.recent_tags(tx, now - _WEEK, count)
            return recent or await labels.busiest_tags(tx, count)

    # ----------------------------------------------------------------- posts and digests

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

    async def digest(self, digest_id: int) -> Digest:
        """A digest as it was composed; ``BadInput`` when there is none."""
        async with self._store.read() as tx:
            row = await _digest_row(tx, digest_id)
            picks = await digest_rows.picks(tx, digest_id, 0, row.size)
            total = await digest_rows.total(tx, digest_id)
            named = await titles(tx, [pick.section for pick in picks])
        found = await self._articles.read([pick.post for pick in picks])
        return compose(row.id, row, picks, found, named, total)

    async def rest(self, digest_id: int, first: int, size: int = 8) -> tuple[tuple[Story, ...], int]:
        """The stories of a digest from the 0-based ``first`` on, and how many it has in all."""
        async with self._store.read() as tx:
            await _digest_row(tx, digest_id)
            picks = await digest_rows.picks(tx, digest_id, first, size)
            total = await digest_rows.total(tx, digest_id)
        found = await self._articles.read([pick.post for pick in picks])
        return tuple(Story(found[pick.post], pick.others) for pick in picks), total


async def _digest_row(tx: Tx, digest_id: int) -> digest_rows.Record:
    row = await digest_rows.get(tx, digest_id)
    if row is None:
        raise BadInput("dead_button")
    return row


async def titles(tx: Tx, sections: Sequence[tuple[FollowKind, int]]) -> dict[tuple[FollowKind, int], str]:
    """What the sections of a digest are called."""
    wanted = {kind: [target for k, target in sections if k is kind] for kind in FollowKind}
    categories = await labels.category_titles(tx, wanted[FollowKind.CATEGORY])
    tags = await labels.tags(tx, wanted[FollowKind.TAG])
    return {(FollowKind.CATEGORY, n): name.title for n, name in categories.items()} | {
        (FollowKind.TAG, n): f"#{tag.name}" for n, tag in tags.items()
    }


def _nearest(text: str, names: dict[int, str], count: int, enough: int = _NEAR_ENOUGH) -> list[int]:
    """Keys of the names most like a text; WRatio weighs whole, partial and reordered likeness."""
    key = label_key(text)
    folded = {n: label_key(name) for n, name in names.items()}
    found = process.extract(key, folded, scorer=fuzz.WRatio, limit=count, score_cutoff=enough)
    return [n for _, _, n in found]


def lay_out(
    rows: Sequence[tuple[int, datetime]],
    found: dict[int, Post],
    total: int,
    cursor: Cursor | None,
    size: int,
    *,
    capped: bool = False,
) -> Page:
    """A page from up to ``size`` + 1 rows beside the cursor: the extra one says that there is more."""
    before, more = cursor is not None and cursor.before, len(rows) > size
    shown = list(rows[:size])
    position = cursor.position if cursor else 0
    start = max(0, position - len(shown)) if before else position
    if before:
        shown.reverse()
    has_newer, has_older = (more, True) if before else (cursor is not None, more)
    if before and not more:
        start = 0
    newer = older = None
    if shown and has_newer:
        newer = Cursor(shown[0][1], shown[0][0], before=True, position=start)
    if shown and has_older:
        older = Cursor(shown[-1][1], shown[-1][0], position=start + len(shown))
    posts = tuple(found[post_id] for post_id, _ in shown if post_id in found)
    last = start + len(posts)
    # A page beyond what was counted knows more: that it is the last one, or that there is another.
    capped = capped and (total > last or older is not None)
    return Page(posts, start + 1 if posts else 0, max(total, last), older, newer, capped)
