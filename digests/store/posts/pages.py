"""Lists of posts, newest first, by keyset: a page costs the same however deep it lies."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Row, Select, and_, func, or_, select

from digests.model import Candidate, Cursor, FollowKind, Form
from digests.store.tables import ARTICLE, category, feed, post, post_category, post_tag, story_link, tag
from digests.store.transaction import Tx

_CANDIDATES = 2000
_WIDEST = 300  # stories that are looked at beyond these
_LOOKED_AT = 60_000  # posts among which: those of a month, where 2,000 come a day
_FORMS = {form.value: form for form in Form}
# Of a partial index, so that the list of everything is read, and counted, through it alone.
_LISTED = and_(~post.c.gone, post.c.story_id == post.c.id)
_LISTS = {
    FollowKind.CATEGORY: (post_category, post_category.c.category_id, category),
    FollowKind.TAG: (post_tag, post_tag.c.tag_id, tag),
}


async def of_label(
    tx: Tx, kind: FollowKind, target: int, cursor: Cursor | None, size: int
) -> list[tuple[int, Any]]:
    """Up to ``size`` (post id, published) beside the cursor under one label, nearest first."""
    links, column, _ = _LISTS[kind]
    query = select(links.c.post_id, links.c.published).where(column == target, ~links.c.hidden)
    return await _stretch(tx, query, links.c.published, links.c.post_id, cursor, size)


async def of_all(tx: Tx, cursor: Cursor | None, size: int) -> list[tuple[int, Any]]:
    """The same over all posts; of a story's copies only the first is listed."""
    query = select(post.c.id, post.c.published).where(_LISTED)
    return await _stretch(tx, query, post.c.published, post.c.id, cursor, size)


async def _stretch(
    tx: Tx, query: Select[Any], published: Column[Any], post_id: Column[Any], cursor: Cursor | None, size: int
) -> list[tuple[int, Any]]:
    before = cursor is not None and cursor.before
    if cursor is not None:
        query = query.where(_beyond(published, post_id, cursor))
    order = (published.asc(), post_id.asc()) if before else (published.desc(), post_id.desc())
    rows = await tx.execute(query.order_by(*order).limit(size))
    return [(row[0], row[1]) for row in rows]


def _beyond(published: Column[Any], post_id: Column[Any], cursor: Cursor) -> Any:
    """The key comparison written out: SQLite's planner uses the index for the first term."""
    if cursor.before:
        same = and_(published == cursor.published, post_id > cursor.post)
        return and_(published >= cursor.published, or_(published > cursor.published, same))
    same = and_(published == cursor.published, post_id < cursor.post)
    return and_(published <= cursor.published, or_(published < cursor.published, same))


async def total(tx: Tx, kind: FollowKind, target: int) -> int:
    """How many posts are listed under a label."""
    _, _, label = _LISTS[kind]
    return int((await tx.execute(select(label.c.posts).where(label.c.id == target))).scalar() or 0)


async def total_of_all(tx: Tx, most: int) -> int:
    """How many stories there are, counted up to ``most``."""
    listed = select(post.c.published).where(_LISTED).order_by(post.c.published.desc()).limit(most)
    return int((await tx.execute(select(func.count()).select_from(listed.subquery()))).scalar_one())


# --------------------------------------------------------------------------- what a digest may hold

_CANDIDATE = (
    post.c.id,
    post.c.story_id,
    post.c.published,
    post.c.length,
    post.c.source,
    ARTICLE.label("article"),
    post.c.form,
)


_TELLER = (post.c.feed_id, feed.c.title.label("named"))


async def came_in(
    tx: Tx, kind: FollowKind, targets: Collection[int], since: int, upto: int
) -> list[Candidate]:
    """Posts stored in ``since`` < id <= ``upto`` that count as new, under these labels, newest id first.

    Those that are hidden since their story is listed already are among them: by these it goes on. Of very
    many these are the newest, and those of the stories that most sources tell, so that the event of a morning
    is not pushed out by what fills the afternoon.
    """
    links, column, _ = _LISTS[kind]
    new = (links.c.post_id > since, links.c.post_id <= upto, column.in_(targets), post.c.fresh, ~post.c.gone)
    query = _candidates(kind).where(*new).order_by(links.c.post_id.desc())
    found = await _read_candidates(tx, kind, query.limit(_CANDIDATES))
    if len(found) < _CANDIDATES:
        return found
    listed = select(post.c.story_id).join(links, links.c.post_id == post.c.id)
    lately = listed.where(*new, links.c.post_id > upto - _LOOKED_AT).group_by(post.c.story_id)
    sources = func.count(post.c.source.distinct())
    widest = lately.having(sources > 1).order_by(sources.desc(), func.max(post.c.id).desc()).limit(_WIDEST)
    return found + await _read_candidates(
        tx, kind, query.where(post.c.story_id.in_(widest)).limit(_CANDIDATES)
    )


async def newest(tx: Tx, kind: FollowKind, target: int, upto: int, limit: int) -> list[Candidate]:
    """The newest posts under one label, however old they are, of those with an id of at most ``upto``."""
    links, column, _ = _LISTS[kind]
    query = _candidates(kind).where(column == target, links.c.post_id <= upto, ~links.c.hidden, ~post.c.gone)
    order = (links.c.published.desc(), links.c.post_id.desc())
    return await _read_candidates(tx, kind, query.order_by(*order).limit(limit))


def _candidates(kind: FollowKind) -> Select[Any]:
    links, column, _ = _LISTS[kind]
    return select(*_CANDIDATE, column).join(post, post.c.id == links.c.post_id)


async def _read_candidates(tx: Tx, kind: FollowKind, query: Select[Any]) -> list[Candidate]:
    return [_candidate(row, ((kind, row[7]),)) for row in await tx.execute(query)]


def _candidate(
    row: Row[Any], targets: tuple[tuple[FollowKind, int], ...], feed_id: int = 0, named: str = ""
) -> Candidate:
    said = (row.id, row.story_id, row.published, row.length, row.source, targets, row.article)
    return Candidate(*said, _FORMS[row.form], feed_id, named)


async def copies(tx: Tx, stories: Collection[int], upto: int) -> list[Candidate]:
    """All posts of these stories, reports and copies, in whatever list they stand, oldest first."""
    query = select(*_CANDIDATE, *_TELLER).join(feed, feed.c.id == post.c.feed_id)
    query = query.where(post.c.story_id.in_(stories), post.c.id <= upto, ~post.c.gone)
    rows = await tx.execute(query.order_by(post.c.id))
    return [_candidate(row, (), row.feed_id, row.source or row.named) for row in rows]


async def related(tx: Tx, articles: Collection[int]) -> list[tuple[int, int]]:
    """(article, story) where one of these articles is related to a story that it does not tell."""
    query = select(story_link.c.article_id, post.c.story_id).join(post, post.c.id == story_link.c.related_id)
    rows = await tx.execute(query.where(story_link.c.article_id.in_(articles), post.c.story_id.is_not(None)))
    return [(row[0], row[1]) for row in rows]
