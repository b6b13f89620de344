"""Which posts stand in which lists: label rows, their hidden marks, and the counts beside the labels.

A list shows each story once: of several copies only the first is visible under a label. When that one is
taken back, the next copy becomes visible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, bindparam, delete, select, update

from digests.store.tables import category, post, post_category, post_tag, tag
from digests.store.transaction import Tx
from digests.store.upsert import insert_new


class _Labels(NamedTuple):
    links: Table
    target: Column[int]
    counter: Column[int]


CATEGORIES = _Labels(post_category, post_category.c.category_id, category.c.posts)
TAGS = _Labels(post_tag, post_tag.c.tag_id, tag.c.posts)


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
    """Put changed posts into the lists of their present labels, and out of all others."""
    ids = [each.post for each in posts]
    for labels in (CATEGORIES, TAGS):
        await _unfile(tx, labels, ids)
    await file(tx, posts)


async def hide(tx: Tx, ids: Sequence[int]) -> None:
    """Take posts out of all lists; a copy of the same story takes their place where there is one."""
    for labels in (CATEGORIES, TAGS):
        rows = await _visible(tx, labels, ids)
        await tx.execute(update(labels.links).where(labels.links.c.post_id.in_(ids)).values(hidden=True))
        tx.count(labels.counter, _fewer(rows))
        await _promote(tx, labels, ids, {target for _, target in rows})


async def remove(tx: Tx, ids: Sequence[int]) -> None:
    """Take posts out of all lists for good; a copy that stays takes their place."""
    for labels in (CATEGORIES, TAGS):
        rows = await _visible(tx, labels, ids)
        await _unfile(tx, labels, ids)
        await _promote(tx, labels, ids, {target for _, target in rows})


async def settle(tx: Tx, ids: Sequence[int]) -> None:
    """After posts have joined stories: hide the copies whose story is already in the same list."""
    stories = await _stories(tx, ids)
    for labels in (CATEGORIES, TAGS):
        rows = await _visible(tx, labels, await _members(tx, set(stories.values())))
        first = _first_of_each(rows, await _stories(tx, {post_id for post_id, _ in rows}))
        copies = [(post_id, target) for post_id, target in sorted(rows) if (post_id, target) not in first]
        if copies:
            where = (labels.links.c.post_id == bindparam("post"), labels.target == bindparam("label"))
            rows_hidden = [{"post": post_id, "label": target} for post_id, target in copies]
            await tx.execute(update(labels.links).where(*where).values(hidden=True), rows_hidden)
        tx.count(labels.counter, _fewer(copies))


def _first_of_each(rows: Sequence[tuple[int, int]], stories: Mapping[int, int]) -> set[tuple[int, int]]:
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


async def _unfile(tx: Tx, labels: _Labels, ids: Sequence[int]) -> None:
    rows = await _visible(tx, labels, ids)
    await tx.execute(delete(labels.links).where(labels.links.c.post_id.in_(ids)))
    tx.count(labels.counter, _fewer(rows))


async def _promote(tx: Tx, labels: _Labels, ids: Sequence[int], targets: Collection[int]) -> None:
    """Show the oldest remaining copy under each label that has lost the visible one."""
    stories = set((await _stories(tx, ids)).values())
    query = (
        select(labels.links.c.post_id, labels.target, post.c.story_id)
        .join(post, post.c.id == labels.links.c.post_id)
        .where(post.c.story_id.in_(stories), ~post.c.gone, labels.target.in_(targets))
        .order_by(post.c.id.desc())
    )
    oldest = {(row[2], row[1]): row[0] for row in await tx.execute(query)}
    for (_, target), post_id in oldest.items():
        where = (labels.links.c.post_id == post_id, labels.target == target, labels.links.c.hidden)
        shown = await tx.execute(update(labels.links).where(*where).values(hidden=False))
        tx.count(labels.counter, {target: shown.rowcount})


async def _visible(tx: Tx, labels: _Labels, ids: Collection[int]) -> list[tuple[int, int]]:
    query = select(labels.links.c.post_id, labels.target)
    rows = await tx.execute(query.where(labels.links.c.post_id.in_(ids), ~labels.links.c.hidden))
    return [(row[0], row[1]) for row in rows]


async def _stories(tx: Tx, ids: Collection[int]) -> dict[int, int]:
    rows = await tx.execute(select(post.c.id, post.c.story_id).where(post.c.id.in_(ids)))
    return {row.id: row.story_id for row in rows}


async def _members(tx: Tx, stories: Collection[int]) -> list[int]:
    grouped: dict[int, list[int]] = defaultdict(list)
    for row in await tx.execute(select(post.c.id, post.c.story_id).where(post.c.story_id.in_(stories))):
        grouped[row.story_id].append(row.id)
    return [post_id for members in grouped.values() for post_id in members]


def _fewer(rows: Sequence[tuple[int, int]]) -> dict[int, int]:
    """How the counts of labels change when these (post, label) are seen no more."""
    return {label: -count for label, count in Counter(label for _, label in rows).items()}
