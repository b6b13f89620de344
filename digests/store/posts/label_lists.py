"""Which posts stand in which lists: label rows, their hidden marks, and the counts beside the labels.

A list shows each story once: of several copies only the first is visible under a label. When that one is
taken back, the next copy becomes visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Table, delete, select, tuple_, update

from digests.store.tables import category, post, post_category, post_tag, tag
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


class _Labels(NamedTuple):
    links: Table
    target: Column[int]
    counter: Column[int]


CATEGORIES = _Labels(post_category, post_category.c.category_id, category.c.posts)
TAGS = _Labels(post_tag, post_tag.c.tag_id, tag.c.posts)
LABELS = (CATEGORIES, TAGS)
Row = tuple[int, int]  # a post and its label


class Filed(NamedTuple):
    """A post to be put into lists, with the ids of its labels."""

    post: int
    published: datetime
    categories: Collection[int]
    tags: Collection[int]


async def file(tx: Tx, posts: Sequence[Filed]) -> None:
    """Put new posts into the lists of their labels."""
    await _file(tx, CATEGORIES, {each.post: (each.published, each.categories) for each in posts})
    await _file(tx, TAGS, {each.post: (each.published, each.tags) for each in posts})


async def refile(tx: Tx, posts: Sequence[Filed]) -> None:
    """Put changed posts into the lists of their present labels, and out of all others; ``settle`` follows."""
    ids = [each.post for each in posts]
    await _lock(tx, ids)
    left = [await _unfile(tx, labels, ids) for labels in LABELS]
    await file(tx, posts)
    for labels, rows in zip(LABELS, left, strict=True):
        await _promote(tx, labels, ids, rows)


async def hide(tx: Tx, ids: Sequence[int]) -> None:
    """Take posts out of all lists; a copy of the same story takes their place where there is one."""
    await _lock(tx, ids)
    for labels in LABELS:
        await _promote(tx, labels, ids, await _hide(tx, labels, labels.links.c.post_id.in_(ids)))


async def remove(tx: Tx, ids: Sequence[int]) -> None:
    """Take posts out of all lists for good; a copy that stays takes their place."""
    await _lock(tx, ids)
    for labels in LABELS:
        await _promote(tx, labels, ids, await _unfile(tx, labels, ids))


async def settle(tx: Tx, ids: Sequence[int]) -> None:
    """After posts have joined stories: hide the copies whose story is already in the same list."""
    await _lock(tx, ids)
    members = await _members(tx, ids)
    for labels in LABELS:
        rows = await _visible(tx, labels, members)
        copies = rows - _first_of_each(rows, members)
        if copies:
            both = tuple_(labels.links.c.post_id, labels.target).in_(sorted(copies))
            await _hide(tx, labels, labels.links.c.post_id.in_({post_id for post_id, _ in copies}), both)


async def _lock(tx: Tx, ids: Collection[int]) -> None:
    """Be alone with the stories of these posts: what is hidden and shown depends on all that tell one."""
    if tx.dialect.name == "sqlite":  # has one writer at a time
        return
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    first = select(post.c.id).where(post.c.id.in_(stories)).order_by(post.c.id)
    await tx.execute(first.with_for_update(key_share=True))


def _first_of_each(rows: Collection[Row], stories: Mapping[int, int]) -> set[Row]:
    first: dict[tuple[int, int], int] = {}
    for post_id, target in sorted(rows):
        first.setdefault((stories[post_id], target), post_id)
    return {(post_id, target) for (_, target), post_id in first.items()}


async def _file(tx: Tx, labels: _Labels, posts: Mapping[int, tuple[datetime, Collection[int]]]) -> None:
    rows: list[dict[str, Any]] = [
        {"post_id": post_id, labels.target.name: target, "published": published, "hidden": False}
        for post_id, (published, targets) in posts.items()
        for target in dict.fromkeys(targets)
    ]
    await insert_new(tx, labels.links, rows)
    tx.count(labels.counter, Counter(row[labels.target.name] for row in rows))


async def _unfile(tx: Tx, labels: _Labels, ids: Collection[int]) -> set[Row]:
    """Take posts out of lists; where they were seen."""
    links = labels.links
    gone = delete(links).where(links.c.post_id.in_(ids))
    rows = await tx.execute(gone.returning(links.c.post_id, labels.target, links.c.hidden))
    return _counted_out(tx, labels, {(row[0], row[1]) for row in rows if not row[2]})


async def _hide(tx: Tx, labels: _Labels, *which: ColumnElement[bool]) -> set[Row]:
    """Hide rows; those that were seen until now."""
    links = labels.links
    hidden = update(links).where(*which, ~links.c.hidden).values(hidden=True)
    rows = await tx.execute(hidden.returning(links.c.post_id, labels.target))
    return _counted_out(tx, labels, {(row[0], row[1]) for row in rows})


def _counted_out(tx: Tx, labels: _Labels, rows: set[Row]) -> set[Row]:
    counts = Counter(target for _, target in rows)
    tx.count(labels.counter, {target: -count for target, count in counts.items()})
    return rows


async def _promote(tx: Tx, labels: _Labels, ids: Collection[int], left: Collection[Row]) -> None:
    """Show the oldest remaining copy under each label that has lost the visible one."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    targets = {target for _, target in left}
    query = (
        select(labels.links.c.post_id, labels.target, post.c.story_id)
        .join(post, post.c.id == labels.links.c.post_id)
        .where(post.c.story_id.in_(stories), ~post.c.gone, labels.target.in_(targets))
        .order_by(post.c.id.desc())
    )
    oldest = {(row[2], row[1]): row[0] for row in await tx.execute(query)} if left else {}
    for (_, target), post_id in sorted(oldest.items()):
        where = (labels.links.c.post_id == post_id, labels.target == target, labels.links.c.hidden)
        shown = await tx.execute(update(labels.links).where(*where).values(hidden=False))
        tx.count(labels.counter, {target: shown.rowcount})


async def _visible(tx: Tx, labels: _Labels, ids: Collection[int]) -> set[Row]:
    query = select(labels.links.c.post_id, labels.target)
    rows = await tx.execute(query.where(labels.links.c.post_id.in_(ids), ~labels.links.c.hidden))
    return {(row[0], row[1]) for row in rows}


async def _members(tx: Tx, ids: Collection[int]) -> dict[int, int]:
    """All posts that tell the stories of these, each with its story."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    rows = await tx.execute(select(post.c.id, post.c.story_id).where(post.c.story_id.in_(stories)))
    return {row.id: row.story_id for row in rows}
