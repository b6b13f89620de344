"""What the index of words takes in of a post: its story, under the labels of all posts that tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from digests.decisions.search.matching import matches
from digests.decisions.search.wanted import Wanted
from digests.decisions.search.words import Document
from digests.store.tables import ARTICLE, feed, post, post_category, post_tag, tag
from digests.store.transaction import Tx

MOST_REPORTS = 12  # of a story; each that joins has all of them read and indexed once more


class _Member(NamedTuple):
    article: int
    story: int


async def read(tx: Tx, ids: Collection[int]) -> list[tuple[int, datetime, Document]]:
    """The stories of these posts: each by the first post that is not gone, under the labels of them all.

    It has the words of its first reports, so that it is found whatever one of them calls the thing.
    """
    return list((await by_story(tx, ids)).values())


async def matching(tx: Tx, wanted: Wanted, ids: Collection[int]) -> set[int]:
    """Those stories of these posts that their texts show to be what is wanted, by their first posts."""
    return {first for first, _, document in await read(tx, ids) if matches(wanted, document)}


async def by_story(tx: Tx, ids: Collection[int]) -> dict[int, tuple[int, datetime, Document]]:
    """The same by the ids of the stories."""
    members = await _members(tx, ids)
    reports = _reports(members)
    columns = (post.c.id, post.c.published, post.c.title, post.c.text, post.c.digest)
    told = [one for story in reports.values() for one in story]
    rows = {row.id: row for row in await tx.execute(select(*columns).where(post.c.id.in_(told)))}
    labels = await _labels(tx, {post_id: member.story for post_id, member in members.items()})
    return {
        story: (first, rows[first].published, Document(*_words([rows[n] for n in told]), *labels[story]))
        for story, told in reports.items()
        for first in told[:1]
    }


async def _members(tx: Tx, ids: Collection[int]) -> dict[int, _Member]:
    """All posts of their stories that are not gone, oldest first."""
    stories = select(post.c.story_id).where(post.c.id.in_(ids))
    query = select(post.c.id, ARTICLE.label("article"), post.c.story_id)
    rows = await tx.execute(query.where(post.c.story_id.in_(stories), ~post.c.gone).order_by(post.c.id))
    return {row.id: _Member(row.article, row.story_id) for row in rows}


def _reports(members: Mapping[int, _Member]) -> dict[int, list[int]]:
    """By story, of each of its first articles the first post."""
    articles: dict[int, dict[int, int]] = defaultdict(dict)
    for post_id, (article, story) in members.items():
        articles[story].setdefault(article, post_id)
    return {story: list(first.values())[:MOST_REPORTS] for story, first in articles.items()}


def _words(reports: Sequence[Row[Any]]) -> tuple[str, str, str]:
    """Titles, texts and editors' digests."""
    titles, texts, digests = zip(*((row.title, row.text, row.digest) for row in reports), strict=True)
    return "\n".join(titles), "\n".join(texts), "\n".join(filter(None, digests))


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
