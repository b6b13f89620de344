"""Categories: found or made by name, counted, listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, exists, func, select, update

from digests.model import Category, CategoryName, FeedState, FollowKind, label_key
from digests.store import locks
from digests.store.locks import Lock
from digests.store.tables import category, feed, post_category, subscription
from digests.store.transaction import Tx
from digests.store.upsert import insert_new

_WEEK = timedelta(days=7)


async def every(tx: Tx, now: datetime) -> tuple[Category, ...]:
    """All categories with their posts a day over the last week, busiest first."""
    # One stretch of the covering key for each: a GROUP BY would walk through the posts of all times.
    per_week = (
        select(func.count())
        .where(post_category.c.category_id == category.c.id, post_category.c.published > now - _WEEK)
        .where(~post_category.c.hidden)
        .scalar_subquery()
        .label("n")
    )
    rows = await tx.execute(select(category, per_week))
    found = [Category(row.id, row.slug, row.title, row.posts, row.n / 7) for row in rows]
    return tuple(sorted(found, key=lambda each: (-each.per_day, -each.posts, each.title)))


async def named(tx: Tx, name: str) -> Category | None:
    """A category by its slug or title, in any case; its pace is not looked at."""
    return (await called(tx, [name])).get(name)


async def called(tx: Tx, wanted: Iterable[str]) -> dict[str, Category]:
    """As ``named``, for many names in one statement: those that there are, by what was asked."""
    known: dict[str, Category] = {}
    for row in await tx.execute(select(category)):
        for key in (label_key(row.slug), label_key(row.title)):
            known.setdefault(key, Category(row.id, row.slug, row.title, row.posts))
    return {name: known[key] for name in wanted if (key := label_key(name)) in known}


async def titles(tx: Tx, ids: Collection[int]) -> dict[int, CategoryName]:
    """Slug and title by id."""
    query = select(category.c.id, category.c.slug, category.c.title).where(category.c.id.in_(ids))
    return {row.id: CategoryName(row.slug, row.title) for row in await tx.execute(query)}


async def ensure(tx: Tx, names: Iterable[CategoryName]) -> dict[str, int]:
    """Ids by slug; missing ones are made, and a title better than the slug is taken over."""
    wanted = {name.slug: name.title for name in names if name.slug}
    if not wanted:
        return {}
    found = await _by_slug(tx, wanted)
    there = {row.slug for row in found}
    missing = [{"slug": slug, "title": wanted[slug] or slug} for slug in wanted if slug not in there]
    if missing:
        await locks.take(tx, Lock.LABELS)
        await insert_new(tx, category, missing)
        found = await _by_slug(tx, wanted)
    for row in sorted(found, key=lambda each: each.id):  # everybody locks in one order
        if wanted[row.slug] and row.title == row.slug:
            await rename(tx, row.id, wanted[row.slug])
    return {row.slug: row.id for row in found}


async def _by_slug(tx: Tx, slugs: Collection[str]) -> Sequence[Row[Any]]:
    query = select(category.c.id, category.c.slug, category.c.title).where(category.c.slug.in_(slugs))
    return (await tx.execute(query)).all()


async def names(tx: Tx) -> tuple[CategoryName, ...]:
    """Slug and title of every category."""
    rows = await tx.execute(select(category.c.slug, category.c.title))
    return tuple(CategoryName(row.slug, row.title) for row in rows)


async def drop_unused(tx: Tx, slugs: Sequence[str]) -> None:
    """Delete those of these categories that no post, feed or subscription has; removed feeds lose theirs."""
    has_posts = exists().where(post_category.c.category_id == category.c.id)
    has_feeds = exists().where(feed.c.category_id == category.c.id, feed.c.state != FeedState.REMOVED)
    followed = subscription.c.kind == FollowKind.CATEGORY, subscription.c.target_id == category.c.id
    unused = ~has_posts, ~has_feeds, ~exists().where(*followed)
    rows = await tx.execute(select(category.c.id).where(category.c.slug.in_(slugs), *unused))
    ids = [row.id for row in rows]
    await tx.execute(update(feed).where(feed.c.category_id.in_(ids)).values(category_id=None))
    await tx.execute(delete(category).where(category.c.id.in_(ids)))


async def rename(tx: Tx, category_id: int, title: str) -> None:
    """Give a category the title that people see."""
    await tx.execute(update(category).where(category.c.id == category_id).values(title=title))
