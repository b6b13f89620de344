"""What came in lately under what somebody follows, newest first, as far as the index of words has it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Select, select

from digests.model import FollowKind
from digests.store.search import search, standing
from digests.store.search.word_keys import Stretch, key_of
from digests.store.tables import post, post_category, post_key, post_tag
from digests.store.transaction import Tx

Followed = tuple[FollowKind, int]
_LABELS: dict[FollowKind, tuple[Any, Column[Any]]] = {
    FollowKind.CATEGORY: (post_category, post_category.c.category_id),
    FollowKind.TAG: (post_tag, post_tag.c.tag_id),
}


class Lately(NamedTuple):
    """Stories with their keys; ``bounded`` when there were more than were read."""

    keys: dict[int, int]
    bounded: bool = False


class Headline(NamedTuple):
    """A story by its first post."""

    post: int
    title: str
    link: str


async def lately(
    tx: Tx, following: Collection[Followed], since: datetime, now: datetime, most: int
) -> Lately:
    """The newest ``most`` stories of all of these since then."""
    keys, bounded = dict[int, int](), False
    for kind, target in following:
        rows = await _of(tx, kind, target, since, now, most)
        bounded = bounded or len(rows) == most
        keys.update(rows)
    newest = sorted(keys.items(), key=lambda each: -each[1])
    return Lately(dict(newest[:most]), bounded or len(newest) > most)


async def _of(
    tx: Tx, kind: FollowKind, target: int, since: datetime, now: datetime, most: int
) -> list[tuple[int, int]]:
    if kind is FollowKind.SEARCH:
        wanted = (await standing.wanted_by(tx, [target], now)).get(target, standing.NOTHING)
        hits = await search.find(tx, wanted, Stretch(key_of(since)), most)
        return [(hit.post, hit.key) for hit in hits]
    query = _posted(target, since) if kind is FollowKind.FEED else _listed(kind, target, since)
    return [(row.post_id, row.key) for row in await tx.execute(query.limit(most))]


def _listed(kind: FollowKind, target: int, since: datetime) -> Select[Any]:
    """Under a label; what is listed there may be a later report of a story that is indexed by its first."""
    links, column = _LABELS[kind]
    query = (
        select(post_key.c.post_id, post_key.c.key).select_from(links).join(post, post.c.id == links.c.post_id)
    )
    where = (column == target, ~links.c.hidden, links.c.published >= since)
    return _first(query).where(*where).order_by(links.c.published.desc(), links.c.post_id.desc())


def _posted(feed: int, since: datetime) -> Select[Any]:
    query = select(post_key.c.post_id, post_key.c.key).select_from(post)
    where = (post.c.feed_id == feed, post.c.published >= since, ~post.c.gone)
    return _first(query).where(*where).order_by(post.c.published.desc())


def _first(query: Select[Any]) -> Select[Any]:
    return query.join(post_key, post_key.c.post_id == post.c.story_id)


async def headlines(tx: Tx, stories: Iterable[int]) -> tuple[Headline, ...]:
    """The titles of these stories, in this order."""
    wanted = list(stories)
    rows = await tx.execute(select(post.c.id, post.c.title, post.c.link).where(post.c.id.in_(wanted)))
    found = {row.id: Headline(row.id, row.title, row.link) for row in rows}
    return tuple(found[story] for story in wanted if story in found)
