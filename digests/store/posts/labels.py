"""Categories and tags: found or made by name, counted, listed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, select, update

from digests.model import Category, CategoryName, FeedState, FollowKind, StoredTag, Tag, label_key
from digests.store import locks
from digests.store.locks import Lock
from digests.store.tables import category, feed, post_category, post_tag, subscription, tag
from digests.store.transaction import Tx
from digests.store.upsert import insert_new

_WEEK = timedelta(days=7)


async def categories(tx: Tx, now: datetime) -> tuple[Category, ...]:
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


async def category_named(tx: Tx, name: str) -> Category | None:
    """A category by its slug or title, in any case; its pace is not looked at."""
    key = label_key(name)
    for row in await tx.execute(select(category)):
        if key in (label_key(row.slug), label_key(row.title)):
            return Category(row.id, row.slug, row.title, row.posts)
    return None


async def category_titles(tx: Tx, ids: Collection[int]) -> dict[int, CategoryName]:
    """Slug and title by id."""
    query = select(category.c.id, category.c.slug, category.c.title).where(category.c.id.in_(ids))
    return {row.id: CategoryName(row.slug, row.title) for row in await tx.execute(query)}


async def ensure_categories(tx: Tx, names: Iterable[CategoryName]) -> dict[str, int]:
    """Ids by slug; missing ones are made, and a title better than the slug is taken over."""
    wanted = {name.slug: name.title for name in names if name.slug}
    if not wanted:
        return {}
    found = await _categories_by_slug(tx, wanted)
    there = {row.slug for row in found}
    missing = [{"slug": slug, "title": wanted[slug] or slug} for slug in wanted if slug not in there]
    if missing:
        await locks.take(tx, Lock.LABELS)
        await insert_new(tx, category, missing)
        found = await _categories_by_slug(tx, wanted)
    for row in sorted(found, key=lambda each: each.id):  # everybody locks in one order
        if wanted[row.slug] and row.title == row.slug:
            await rename_category(tx, row.id, wanted[row.slug])
    return {row.slug: row.id for row in found}


async def _categories_by_slug(tx: Tx, slugs: Collection[str]) -> Sequence[Row[Any]]:
    query = select(category.c.id, category.c.slug, category.c.title).where(category.c.slug.in_(slugs))
    return (await tx.execute(query)).all()


async def category_names(tx: Tx) -> tuple[CategoryName, ...]:
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


async def rename_category(tx: Tx, category_id: int, title: str) -> None:
    """Give a category the title that people see."""
    await tx.execute(update(category).where(category.c.id == category_id).values(title=title))


async def ensure_tags(tx: Tx, tags: Iterable[Tag]) -> dict[str, int]:
    """Ids by key; missing ones are made, and a ticker is added where it was unknown."""
    wanted = {each.key: each for each in sorted(tags, key=lambda t: bool(t.ticker)) if each.key}
    if not wanted:
        return {}
    keys = list(wanted)
    found = await _tags_by_key(tx, keys)
    missing = [each for key, each in wanted.items() if key not in found]
    if missing:
        await locks.take(tx, Lock.LABELS)
        rows = [
            {"key": t.key, "name": t.name, "ticker": t.ticker, "ticker_key": _ticker_key(t.ticker)}
            for t in missing
        ]
        await insert_new(tx, tag, rows)
        found = await _tags_by_key(tx, keys)
    await _add_tickers(
        tx, {tag_id: wanted[key].ticker for key, (tag_id, ticker) in found.items() if not ticker}
    )
    return {key: tag_id for key, (tag_id, _) in found.items()}


async def _add_tickers(tx: Tx, tickers: Mapping[int, str]) -> None:
    """Tickers by the id of their tag; empty ones are none."""
    given = sorted((tag_id, code) for tag_id, code in tickers.items() if code)
    rows = [{"of": tag_id, "code": code, "code_key": _ticker_key(code)} for tag_id, code in given]
    if rows:
        one = update(tag).where(tag.c.id == bindparam("of"))
        await tx.execute(one.values(ticker=bindparam("code"), ticker_key=bindparam("code_key")), rows)


async def _tags_by_key(tx: Tx, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    rows = await tx.execute(select(tag.c.id, tag.c.key, tag.c.ticker).where(tag.c.key.in_(keys)))
    return {row.key: (row.id, row.ticker) for row in rows}


def _ticker_key(ticker: str) -> str:
    """What people type: ``NYSE:NIO`` is found by ``nio``."""
    return label_key(ticker.rpartition(":")[2])


async def tag_named(tx: Tx, text: str) -> StoredTag | None:
    """The tag of that name, else the one of that ticker, in any spelling that folds to the same."""
    key = label_key(text)
    columns = (tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts)
    by_name = (await tx.execute(select(*columns).where(tag.c.key == key))).first()
    if by_name:
        return StoredTag(*by_name)
    query = select(*columns).where(tag.c.ticker_key == _ticker_key(key), tag.c.ticker_key != "")
    by_ticker = (await tx.execute(query.order_by(tag.c.posts.desc()).limit(1))).first()
    return StoredTag(*by_ticker) if by_ticker else None


async def tags(tx: Tx, ids: Collection[int]) -> dict[int, StoredTag]:
    """Tags by id."""
    query = select(tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts).where(tag.c.id.in_(ids))
    return {row.id: StoredTag(*row) for row in await tx.execute(query)}


async def busiest_tags(tx: Tx, limit: int) -> tuple[StoredTag, ...]:
    """The tags with most posts of all times; what nearest names are looked for among."""
    query = select(tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts).where(tag.c.posts > 0)
    rows = await tx.execute(query.order_by(tag.c.posts.desc()).limit(limit))
    return tuple(StoredTag(*row) for row in rows)


async def recent_tags(tx: Tx, since: datetime, limit: int) -> tuple[StoredTag, ...]:
    """The tags with most posts published since then, with that number; newest 20,000 rows at most."""
    rows = (
        select(post_tag.c.tag_id)
        .where(post_tag.c.published >= since, ~post_tag.c.hidden)
        .order_by(post_tag.c.post_id.desc())
        .limit(20_000)
        .subquery()
    )
    n = func.count().label("n")
    counted = select(rows.c.tag_id, n).group_by(rows.c.tag_id).order_by(n.desc()).limit(limit).subquery()
    query = select(tag.c.id, tag.c.name, tag.c.ticker, counted.c.n).join(
        counted, counted.c.tag_id == tag.c.id
    )
    found = await tx.execute(query.order_by(counted.c.n.desc(), tag.c.name))
    return tuple(StoredTag(*row) for row in found)


async def related_tags(tx: Tx, tag_id: int, limit: int) -> tuple[StoredTag, ...]:
    """The tags that stand most often beside this one on its newest 200 posts."""
    newest = (
        select(post_tag.c.post_id)
        .where(post_tag.c.tag_id == tag_id, ~post_tag.c.hidden)
        .order_by(post_tag.c.published.desc(), post_tag.c.post_id.desc())
        .limit(200)
        .subquery()
    )
    n = func.count().label("n")
    query = (
        select(tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts)
        .join(post_tag, post_tag.c.tag_id == tag.c.id)
        .join(newest, newest.c.post_id == post_tag.c.post_id)
        .where(tag.c.id != tag_id)
        .group_by(tag.c.id, tag.c.name, tag.c.ticker, tag.c.posts)
        .order_by(n.desc(), tag.c.posts, tag.c.id)
        .limit(limit)
        .add_columns(n)
    )
    return tuple(StoredTag(*row[:4]) for row in await tx.execute(query))
