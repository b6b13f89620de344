"""Posts: stored, changed, taken back, and found again by what they hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from digests.decisions.identity.signs import Earlier, Mark
from digests.store import locks
from digests.store.feeds import fetched_articles
from digests.store.locks import Lock
from digests.store.tables import ARTICLE, feed, post
from digests.store.transaction import Tx

_SIGNS = (
    post.c.id,
    post.c.uid,
    post.c.link,
    post.c.title,
    post.c.content_key,
    post.c.simhash,
    post.c.published,
)
_LATELY = 1_000  # posts of a feed among which an entry with a new name is looked for; a reading has 500


async def known(
    tx: Tx, feed_id: int, uids: Sequence[str], names: Mapping[int, str] | None = None
) -> dict[str, tuple[int, str]]:
    """(id, version) by uid; a post that was taken back has no version, so that it counts as changed.

    Posts, by id, that get new ``names`` are known by these.
    """
    names = names or {}
    query = select(post.c.id, post.c.uid, post.c.version, post.c.gone).where(post.c.feed_id == feed_id)
    rows = await tx.execute(query.where(or_(post.c.uid.in_(uids), post.c.id.in_(names))))
    return {names.get(row.id, row.uid): (row.id, "" if row.gone else row.version) for row in rows}


async def named(tx: Tx, feed_id: int, uids: Collection[str]) -> list[Earlier]:
    """Posts of a feed by their uids."""
    where = (post.c.feed_id == feed_id, post.c.uid.in_(uids))
    return [Earlier(*row) for row in await tx.execute(select(*_SIGNS).where(*where).order_by(post.c.id))]


async def resembling(tx: Tx, feed_id: int, marks: Collection[Mark], *, titles: bool) -> list[Earlier]:
    """Of the posts that a feed published last, those that share a link, content, date or title with marks."""
    lately = select(post.c.id).where(post.c.feed_id == feed_id).order_by(post.c.published.desc())
    signs = [
        post.c.link.in_({mark.link for mark in marks if mark.link}),
        post.c.content_key.in_({mark.content_key for mark in marks}),
        post.c.published.in_({mark.published for mark in marks if mark.published}),
    ]
    signs += [post.c.title.in_({mark.title for mark in marks})] if titles else []
    query = select(*_SIGNS).where(post.c.id.in_(lately.limit(_LATELY)), or_(*signs), ~post.c.gone)
    return [Earlier(*row) for row in await tx.execute(query.order_by(post.c.id))]


async def rename(tx: Tx, names: Mapping[int, str]) -> None:
    """Give posts, by id, new uids; what was fetched for them under the old ones goes with them.

    A name may pass from one post to another: who had it steps aside first.
    """
    old = select(post.c.id, post.c.feed_id, post.c.uid).where(post.c.id.in_(names))
    rows = {row.id: row for row in await tx.execute(old)}
    held, wanted = {n: row.uid for n, row in rows.items()}, set(names.values())
    aside = {n: f"\n{n}" for n, uid in held.items() if uid in wanted and uid != names[n]}
    for post_id, uid in (*aside.items(), *names.items()):
        await tx.execute(update(post).where(post.c.id == post_id).values(uid=uid))
        await fetched_articles.rename(tx, rows[post_id].feed_id, held[post_id], uid)
        held[post_id] = uid


async def insert_posts(tx: Tx, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Insert posts of one feed in their order, each a story of its own at first; return ids by uid."""
    if not rows:
        return {}
    await locks.share(tx, Lock.FILING)
    statement = insert(post).returning(post.c.id, post.c.uid)
    ids = {row.uid: int(row.id) for row in await tx.execute(statement, list(rows))}
    alone = update(post).where(post.c.id.in_(ids.values()))
    await tx.execute(alone.values(story_id=post.c.id))
    tx.count(feed.c.posts, {rows[0]["feed_id"]: len(rows)})
    return ids


async def update_posts(tx: Tx, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Replace the content of posts, by id, that their feed has changed; what was delivered stays delivered.

    All have values for the same columns.
    """
    for columns in list(values.values())[:1]:
        one = update(post).where(post.c.id == bindparam("of"))
        one = one.values(gone=False, story_id=func.coalesce(post.c.story_id, post.c.id))
        one = one.values({name: bindparam(f"new_{name}") for name in columns})
        rows = [{"of": n, **{f"new_{k}": v for k, v in row.items()}} for n, row in values.items()]
        await tx.execute(one, rows)


async def join_articles(tx: Tx, articles: Mapping[int, int]) -> None:
    """Make posts, by id, copies of articles that were there before; they tell what these tell now."""
    original = post.alias("original")
    story = select(original.c.story_id).where(original.c.id == bindparam("article")).scalar_subquery()
    one = update(post).where(post.c.id == bindparam("of"))
    one = one.values(article_id=bindparam("article"), story_id=func.coalesce(story, post.c.id))
    await tx.execute(one, [{"of": n, "article": article} for n, article in articles.items()])


async def mark_gone(tx: Tx, feed_id: int, uids: Sequence[str]) -> tuple[int, ...]:
    """Mark posts that their feed has taken back; return their ids."""
    if not uids:
        return ()
    where = (post.c.feed_id == feed_id, post.c.uid.in_(uids), ~post.c.gone)
    rows = await tx.execute(update(post).where(*where).values(gone=True).returning(post.c.id))
    return tuple(int(row.id) for row in rows)


async def with_content(tx: Tx, keys: Collection[int]) -> dict[int, tuple[int, ...]]:
    """By content key, the oldest post that has it."""
    query = select(post.c.content_key, func.min(post.c.id))
    query = query.where(post.c.content_key.in_(keys), ~post.c.gone).group_by(post.c.content_key)
    return {row[0]: (row[1],) for row in await tx.execute(query)}


async def fingerprints(tx: Tx, limit: int) -> list[tuple[int, int, datetime, str]]:
    """(id, simhash, published, link) of the ``limit`` posts stored last."""
    query = select(post.c.id, post.c.simhash, post.c.published, post.c.link).where(~post.c.gone)
    rows = await tx.execute(query.order_by(post.c.id.desc()).limit(limit))
    return [(row.id, row.simhash, row.published, row.link) for row in rows][::-1]


async def newest_id(tx: Tx) -> int:
    """The largest post id, 0 when there is none: where the next digest's cursor will stand.

    PostgreSQL gives out ids before it commits them. So whoever is storing posts is waited for: a smaller id
    that appears once the cursor has passed it would be in no digest.
    """
    await locks.take(tx, Lock.FILING)
    return int((await tx.execute(select(func.max(post.c.id)))).scalar() or 0)


async def newest_titled(tx: Tx, limit: int) -> list[tuple[str, str, str]]:
    """(title, text, language) of the newest posts that have both, copies of an article once."""
    first = (post.c.id == ARTICLE, post.c.story_id.is_not(None))  # in the order of the index of what is kept
    once = (post.c.title != "", post.c.text != "", ~post.c.gone, *first)
    query = select(post.c.title, post.c.text, post.c.lang).where(*once)
    rows = await tx.execute(query.order_by(post.c.published.desc(), post.c.id.desc()).limit(limit))
    return [(row.title, row.text, row.lang) for row in rows]


async def with_link(tx: Tx, link: str) -> int | None:
    """The newest post with exactly this link."""
    rows = await tx.execute(select(post.c.id).where(post.c.link == link))
    return max((row.id for row in rows), default=None)
