"""Which posts stand in which lists: label rows, their hidden marks, and the counts beside the labels.

A list shows each story once: of several posts that tell it only the first is visible under a label. When
that one is taken back, the next becomes visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, delete, select, tuple_, update

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
    """Put changed posts into the lists of their present labels, and out of all others."""
    ids = [each.post for each in posts]
    await _lock(tx, ids)
    for labels in LABELS:
        await _unfile(tx, labels, ids)
    await file(tx, posts)
    await _arrange(tx, ids)


async def remove(tx: Tx, ids: Sequence[int]) -> None:
    """Take posts out of all lists for good; a post of the same story that stays takes their place."""
    await _lock(tx, ids)
    for labels in LABELS:
        await _unfile(tx, labels, ids)
    await _arrange(tx, ids)


async def settle(tx: Tx, ids: Collection[int]) -> None:
    """After posts have joined or left stories, or have gone: show each story of theirs once under a label."""
    await _lock(tx, ids)
    await _arrange(tx, ids)


async def _lock(tx: Tx, ids: Collection[int]) -> None:
    """Be alone with the stories of these posts: what is hidden and shown depends on all that tell one."""
    if tx.dialect.name == "sqlite":  # has one writer at a time
        return
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    first = select(post.c.id).where(post.c.id.in_(stories)).order_by(post.c.id)
    await tx.execute(first.with_for_update(key_share=True))


async def _arrange(tx: Tx, ids: Collection[int]) -> None:
    """Under each label, of all posts that tell a story the first is seen that is not gone."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    members = select(post.c.id, post.c.story_id, post.c.gone).where(post.c.story_id.in_(stories))
    told = {row.id: row for row in await tx.execute(members)}
    for labels in LABELS:
        links = labels.links
        query = select(links.c.post_id, labels.target, links.c.hidden).where(links.c.post_id.in_(told))
        hidden = {(row[0], row[1]): row[2] for row in await tx.execute(query)}
        living = [row for row in hidden if not told[row[0]].gone]
        seen = _first_of_each(living, {n: row.story_id for n, row in told.items()})
        await _turn(tx, labels, [row for row in hidden if not hidden[row] and row not in seen], hide=True)
        await _turn(tx, labels, [row for row in seen if hidden[row]], hide=False)


def _first_of_each(rows: Collection[Row], stories: Mapping[int, int]) -> set[Row]:
    first: dict[tuple[int, int], int] = {}
    for post_id, target in sorted(rows):
        first.setdefault((stories[post_id], target), post_id)
    return {(post_id, target) for (_, target), post_id in first.items()}


async def _turn(tx: Tx, labels: _Labels, rows: Collection[Row], *, hide: bool) -> None:
    """Hide or show rows, and count those that were not so before."""
    if not rows:
        return
    links = labels.links
    both = tuple_(links.c.post_id, labels.target).in_(sorted(rows))
    which = (links.c.post_id.in_({post_id for post_id, _ in rows}), both, links.c.hidden != hide)
    turned = update(links).where(*which).values(hidden=hide).returning(labels.target)
    counts = Counter(row[0] for row in await tx.execute(turned))
    tx.count(labels.counter, {target: -n if hide else n for target, n in counts.items()})


async def _file(tx: Tx, labels: _Labels, posts: Mapping[int, tuple[datetime, Collection[int]]]) -> None:
    rows: list[dict[str, Any]] = [
        {"post_id": post_id, labels.target.name: target, "published": published, "hidden": False}
        for post_id, (published, targets) in posts.items()
        for target in dict.fromkeys(targets)
    ]
    await insert_new(tx, labels.links, rows)
    tx.count(labels.counter, Counter(row[labels.target.name] for row in rows))


async def _unfile(tx: Tx, labels: _Labels, ids: Collection[int]) -> None:
    """Take posts out of lists; counted are those that were seen there."""
    links = labels.links
    gone = delete(links).where(links.c.post_id.in_(ids)).returning(labels.target, links.c.hidden)
    counts = Counter(row[0] for row in await tx.execute(gone) if not row[1])
    tx.count(labels.counter, {target: -count for target, count in counts.items()})
