"""Posts read whole: with their labels and their points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select

from digests.model import CategoryName, KeyPoint, Post, StoredTag
from digests.store import points as stored_points
from digests.store.tables import category, post, post_category, post_tag, summary, tag
from digests.store.transaction import Tx

_COLUMNS = (
    post.c.id,
    post.c.feed_id,
    post.c.uid,
    post.c.title,
    post.c.text,
    post.c.published,
    post.c.version,
    func.coalesce(post.c.story_id, 0).label("story"),
    post.c.link,
    post.c.source,
    post.c.digest,
    post.c.lang,
)


# What every page reads is built once: building it took longer than running it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_READ = select(*_COLUMNS).where(post.c.id.in_(_IDS))
_CATEGORIES = (
    select(post_category.c.post_id, category.c.slug, category.c.title)
    .join(category)
    .where(post_category.c.post_id.in_(_IDS))
    .order_by(category.c.id)
)
_TAGS = (
    select(post_tag.c.post_id, tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts)
    .join(tag)
    .where(post_tag.c.post_id.in_(_IDS))
    .order_by(tag.c.id)
)
_POINTS = select(summary.c.post_id, summary.c.version, summary.c.points).where(
    summary.c.post_id.in_(_IDS), summary.c.summarizer == bindparam("by")
)


async def read(tx: Tx, ids: Sequence[int], summarizer: str = "") -> dict[int, Post]:
    """Whole posts by id, with categories and tags, and with the points that ``summarizer`` made of them."""
    if not ids:
        return {}
    rows = (await tx.execute(_READ, {"ids": ids})).all()
    categories, tags = await _categories(tx, ids), await _tags(tx, ids)
    points = await _points(tx, ids, summarizer) if summarizer else {}
    return {
        row.id: Post(
            **row._asdict(),
            categories=tuple(categories[row.id]),
            tags=tuple(tags[row.id]),
            points=points.get((row.id, row.version), ()),
        )
        for row in rows
    }


async def texts(tx: Tx, ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Title, editor's digest and text by id: what phrases are looked for in."""
    query = select(post.c.id, post.c.title, post.c.digest, post.c.text).where(post.c.id.in_(ids))
    return {row.id: (row.title, row.digest, row.text) for row in await tx.execute(query)}


async def _categories(tx: Tx, ids: Sequence[int]) -> dict[int, list[CategoryName]]:
    found: dict[int, list[CategoryName]] = defaultdict(list)
    for post_id, slug, title in await tx.execute(_CATEGORIES, {"ids": ids}):
        found[post_id].append(CategoryName(slug, title))
    return found


async def _tags(tx: Tx, ids: Sequence[int]) -> dict[int, list[StoredTag]]:
    found: dict[int, list[StoredTag]] = defaultdict(list)
    for post_id, *of in await tx.execute(_TAGS, {"ids": ids}):
        found[post_id].append(StoredTag(*of))
    return found


async def _points(tx: Tx, ids: Sequence[int], summarizer: str) -> dict[tuple[int, str], tuple[KeyPoint, ...]]:
    rows = await tx.execute(_POINTS, {"ids": ids, "by": summarizer})
    return {(post_id, version): stored_points.unpack(points) for post_id, version, points in rows}
