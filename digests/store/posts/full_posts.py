"""Posts read whole: with their labels and their points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, func, literal, select, union_all

from digests.model import CategoryName, Post, StoredTag
from digests.store.posts.key_points import unpack
from digests.store.tables import ARTICLE, category, post, post_category, post_tag, summary, tag
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
    func.coalesce(ARTICLE, 0).label("article"),
    post.c.link,
    post.c.source,
    post.c.digest,
    post.c.lang,
    summary.c.points,
)
# What every page reads is built once: building it took longer than running it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_MADE = and_(
    summary.c.post_id == post.c.id,
    summary.c.version == post.c.version,
    summary.c.summarizer == bindparam("by"),
)
_READ = select(*_COLUMNS).select_from(post.outerjoin(summary, _MADE)).where(post.c.id.in_(_IDS))
_NO = literal(None)
_CATEGORIES = (
    select(post_category.c.post_id, category.c.id, category.c.slug, category.c.title, _NO.label("posts"))
    .join(category)
    .where(post_category.c.post_id.in_(_IDS))
)
_TAGS = (
    select(post_tag.c.post_id, tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts)
    .join(tag)
    .where(post_tag.c.post_id.in_(_IDS))
)
# One statement for both; only tags count their posts.
_LABELS = union_all(_CATEGORIES, _TAGS).order_by("id")


async def read(tx: Tx, ids: Sequence[int], summarizer: str = "") -> dict[int, Post]:
    """Whole posts by id, with categories and tags, and with the points that ``summarizer`` made of them."""
    if not ids:
        return {}
    rows = (await tx.execute(_READ, {"ids": ids, "by": summarizer})).all()
    categories, tags = await _labels(tx, ids)
    return {row.id: _post(row, categories[row.id], tags[row.id]) for row in rows}


def _post(row: Row[Any], categories: Sequence[CategoryName], tags: Sequence[StoredTag]) -> Post:
    made = {"points": unpack(row.points) if row.points else (), "condensed": bool(row.points)}
    return Post(**row._asdict() | made | {"categories": tuple(categories), "tags": tuple(tags)})


async def texts(tx: Tx, ids: Collection[int]) -> dict[int, tuple[str, str, str]]:
    """Title, editor's digest and text by id: what phrases are looked for in."""
    query = select(post.c.id, post.c.title, post.c.digest, post.c.text).where(post.c.id.in_(ids))
    return {row.id: (row.title, row.digest, row.text) for row in await tx.execute(query)}


async def reports_beside(tx: Tx, ids: Collection[int]) -> dict[int, list[int]]:
    """By post, the reports of its story but for its own: the first post of each article."""
    of = select(post.c.id, post.c.story_id).where(post.c.id.in_(ids)).subquery()
    query = select(of.c.id.label("beside"), post.c.id, ARTICLE.label("article"))
    query = query.join(post, post.c.story_id == of.c.story_id).where(~post.c.gone).order_by(post.c.id)
    first: dict[int, dict[int, int]] = defaultdict(dict)
    for row in await tx.execute(query):
        first[row.beside].setdefault(row.article, row.id)
    return {n: [one for one in articles.values() if one != n] for n, articles in first.items()}


async def _labels(
    tx: Tx, ids: Sequence[int]
) -> tuple[dict[int, list[CategoryName]], dict[int, list[StoredTag]]]:
    """Categories and tags by post, each in the order of their ids."""
    categories, tags = defaultdict[int, list[CategoryName]](list), defaultdict[int, list[StoredTag]](list)
    for post_id, label_id, name, more, posts in await tx.execute(_LABELS, {"ids": ids}):
        if posts is None:
            categories[post_id].append(CategoryName(name, more))
        else:
            tags[post_id].append(StoredTag(label_id, name, more, posts))
    return categories, tags
