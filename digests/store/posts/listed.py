"""What came in under labels and feeds, as light as building for thousands needs it: ids alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from digests.model import FollowKind
from digests.store.tables import ARTICLE, post, post_category, post_tag
from digests.store.transaction import Tx

MOST = 2_000
"""Posts that are listed of one label, the newest: of more than these others decide (``pages.came_in``)."""

EVERYTHING = 5_000
"""And of all that came in, for those who follow a search."""

_AT_ONCE = 500  # labels in one statement
_ROWS = 20_000  # of one statement
_LINKS = {
    FollowKind.CATEGORY: (post_category, post_category.c.category_id),
    FollowKind.TAG: (post_tag, post_tag.c.tag_id),
}
_ARTICLE = ARTICLE.label("article")


class Listed(NamedTuple):
    """A post under a label, with the story that it tells and the article that it is."""

    post: int
    story: int
    article: int


async def came_in(
    tx: Tx, kind: FollowKind, targets: Collection[int], since: int, upto: int
) -> dict[int, list[Listed]]:
    """By label or feed the posts stored in ``since`` < id <= ``upto`` that count as new, newest id first.

    Of each at most ``MOST`` and one more, which says that there are others.
    """
    found: dict[int, list[Listed]] = {}
    left = [sorted(targets)]
    while left:
        some = left.pop()
        if len(some) > _AT_ONCE:
            left += [some[:_AT_ONCE], some[_AT_ONCE:]]
            continue
        most = _ROWS if len(some) > 1 else MOST + 1
        rows = (await tx.execute(_new(kind, some, since, upto).limit(most))).all()
        if len(rows) == most and len(some) > 1:
            left += [some[: len(some) // 2], some[len(some) // 2 :]]
        else:
            found |= _by_target(some, rows)
    return found


def _new(kind: FollowKind, targets: Sequence[int], since: int, upto: int) -> Select[Any]:
    new = (post.c.id > since, post.c.id <= upto, post.c.fresh, ~post.c.gone)
    if kind is FollowKind.FEED:
        query = select(post.c.id, post.c.story_id, _ARTICLE, post.c.feed_id)
        return query.where(*new, post.c.feed_id.in_(targets)).order_by(post.c.id.desc())
    links, column = _LINKS[kind]
    query = select(post.c.id, post.c.story_id, _ARTICLE, column).join(links, links.c.post_id == post.c.id)
    within = (links.c.post_id > since, links.c.post_id <= upto, column.in_(targets))
    return query.where(*new, *within).order_by(post.c.id.desc())


def _by_target(targets: Iterable[int], rows: Iterable[Any]) -> dict[int, list[Listed]]:
    found: dict[int, list[Listed]] = {each: [] for each in targets}
    for number, story, article, target in rows:
        found[target].append(Listed(number, story, article))
    return found


async def everything(tx: Tx, since: int, upto: int) -> list[Listed]:
    """The newest of all posts stored in ``since`` < id <= ``upto`` that count as new."""
    new = (post.c.id > since, post.c.id <= upto, post.c.fresh, ~post.c.gone)
    query = select(post.c.id, post.c.story_id, _ARTICLE).where(*new).order_by(post.c.id.desc())
    return [Listed(*row) for row in await tx.execute(query.limit(EVERYTHING))]


async def newest_of_feed(tx: Tx, feed_id: int, upto: int, limit: int) -> list[Listed]:
    """The newest posts of one feed, however old they are, of those with an id of at most ``upto``."""
    query = select(post.c.id, post.c.story_id, _ARTICLE)
    query = query.where(post.c.feed_id == feed_id, post.c.id <= upto, ~post.c.gone)
    order = (post.c.published.desc(), post.c.id.desc())
    return [Listed(*row) for row in await tx.execute(query.order_by(*order).limit(limit))]


async def of_posts(tx: Tx, ids: Collection[int]) -> list[Listed]:
    """These posts, where they are not gone."""
    query = select(post.c.id, post.c.story_id, _ARTICLE).where(post.c.id.in_(ids), ~post.c.gone)
    return [Listed(*row) for row in await tx.execute(query)]


async def under(tx: Tx, stories: Collection[int]) -> dict[tuple[FollowKind, int], set[int]]:
    """By label or feed those of these stories of which a post stands there."""
    found: dict[tuple[FollowKind, int], set[int]] = defaultdict(set)
    there = (post.c.story_id.in_(stories), ~post.c.gone)
    for kind, (links, column) in _LINKS.items():
        labelled = select(column, post.c.story_id).join(links, links.c.post_id == post.c.id)
        for target, story in await tx.execute(labelled.where(*there)):
            found[kind, target].add(story)
    for target, story in await tx.execute(select(post.c.feed_id, post.c.story_id).where(*there)):
        found[FollowKind.FEED, target].add(story)
    return found


async def stood_under(tx: Tx, stories: Collection[int]) -> dict[int, dict[tuple[FollowKind, int], int]]:
    """Where the articles of these stories stood: by label or feed the first post, gone ones too."""
    found: dict[int, dict[tuple[FollowKind, int], int]] = defaultdict(dict)
    for kind in (FollowKind.FEED, FollowKind.CATEGORY, FollowKind.TAG):
        for number, article, target in await tx.execute(_standing(kind, stories)):
            first = found[article].get((kind, target), number)
            found[article][kind, target] = min(first, number)
    return dict(found)


def _standing(kind: FollowKind, stories: Collection[int]) -> Select[Any]:
    of = post.c.story_id.in_(stories)
    if kind is FollowKind.FEED:
        return select(post.c.id, _ARTICLE, post.c.feed_id).where(of)
    links, column = _LINKS[kind]
    return select(post.c.id, _ARTICLE, column).join(links, links.c.post_id == post.c.id).where(of)
