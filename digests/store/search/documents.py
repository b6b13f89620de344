"""What the index of words takes in of a post: its story, under the labels of all posts that tell it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from digests.decisions.search.words import Document
from digests.store.tables import feed, post, post_category, post_tag, tag
from digests.store.transaction import Tx


async def read(tx: Tx, ids: Collection[int]) -> list[tuple[int, datetime, Document]]:
    """The stories of these posts: each by the first post that is not gone, under the labels of them all."""
    members = await _members(tx, ids)
    first: dict[int, int] = {}
    for post_id, story in members.items():
        first[story] = min(post_id, first.get(story, post_id))
    columns = (post.c.id, post.c.published, post.c.title, post.c.text, post.c.digest)
    rows = await tx.execute(select(*columns).where(post.c.id.in_(first.values())))
    labels = await _labels(tx, members)
    return [
        (row.id, row.published, Document(row.title, row.text, row.digest, *labels[members[row.id]]))
        for row in rows
    ]


async def _members(tx: Tx, ids: Collection[int]) -> dict[int, int]:
    """All posts of their stories that are not gone, with their story."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    query = select(post.c.id, post.c.story_id).where(post.c.story_id.in_(stories), ~post.c.gone)
    rows = await tx.execute(query)
    return {row.id: row.story_id for row in rows}


async def _labels(
    tx: Tx, members: Mapping[int, int]
) -> dict[int, tuple[set[int], set[tuple[int, str]], set[str]]]:
    """Categories, tags and sources by story."""
    found: dict[int, tuple[set[int], set[tuple[int, str]], set[str]]] = {
        story: (set(), set(), set()) for story in members.values()
    }
    under = select(post_category.c.post_id, post_category.c.category_id)
    for row in await tx.execute(under.where(post_category.c.post_id.in_(members))):
        found[members[row[0]]][0].add(row[1])
    tagged = select(post_tag.c.post_id, tag.c.id, tag.c.name).join(tag)
    for row in await tx.execute(tagged.where(post_tag.c.post_id.in_(members))):
        found[members[row[0]]][1].add((row[1], row[2]))
    sources = select(post.c.id, post.c.source, feed.c.title).join(feed)
    for row in await tx.execute(sources.where(post.c.id.in_(members))):
        found[members[row[0]]][2].update(filter(None, (row[1], row[2])))
    return found
