"""Which articles tell which story: posts, their groups and what is kept of the decisions.

A story is known by the first of its posts that its feed has not taken back; so its id changes when that one
goes, or when an older one joins. Whoever calls these holds ``Lock.STORIES``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select, update

from digests.decisions.stories.regrouping import Told, regrouped
from digests.store.tables import ARTICLE, post, story_member
from digests.store.transaction import Tx
from digests.store.upsert import upsert_all

ADMIN, BOT = "admin", "bot"


class Joined(NamedTuple):
    """Why an article tells a story: the score and the terms that joined it, and who did."""

    article: int
    score: float
    terms: tuple[str, ...]
    by: str = BOT


class Regrouped(NamedTuple):
    """The story of each article in all that were looked at.

    ``moved`` are the posts whose story is another one now, ``affected`` the stories that gained or lost any.
    """

    stories: Mapping[int, int]
    moved: tuple[int, ...]
    affected: frozenset[int]


async def regroup(tx: Tx, posts: Collection[int], moves: Mapping[int, int | None]) -> Regrouped:
    """Have articles join the story of another post, or tell one alone (None); in the order of ``moves``.

    The stories of ``posts`` are looked at as well: each gets the id of its first post.
    """
    looked_at = {*posts, *moves, *(anchor for anchor in moves.values() if anchor is not None)}
    rows = await _of_stories(tx, looked_at)
    stories = regrouped(rows, moves)
    moved = [row for row in rows if stories[row.article] != row.story]
    await _write(tx, moved, stories)
    await _settle_members(tx, rows, stories)
    left = {row.story for row in moved}
    affected = {
        stories[row.article] for row in rows if row.story in left or row.story != stories[row.article]
    }
    return Regrouped(stories, tuple(row.post for row in moved), frozenset(affected))


async def rekey(tx: Tx, posts: Collection[int]) -> Regrouped:
    """Give the stories of these posts the ids of their first posts: some may have gone, or come back."""
    return await regroup(tx, posts, {})


async def _of_stories(tx: Tx, posts: Collection[int]) -> list[Told]:
    """All posts of the stories of these."""
    stories = select(post.c.story_id).where(post.c.id.in_(posts))
    query = select(post.c.id, ARTICLE, post.c.story_id, post.c.gone).where(post.c.story_id.in_(stories))
    return [Told(*row) for row in await tx.execute(query.order_by(post.c.id))]


async def _write(tx: Tx, moved: Sequence[Told], stories: Mapping[int, int]) -> None:
    if moved:
        one = update(post).where(post.c.id == bindparam("of"))
        one = one.values(article_id=bindparam("article"), story_id=bindparam("story"))
        rows = [{"of": row.post, "article": row.article, "story": stories[row.article]} for row in moved]
        await tx.execute(one, rows)


async def join(tx: Tx, joined: Sequence[Joined], now: datetime) -> None:
    """Keep why articles tell their stories; ``regroup`` follows and says which these are."""
    rows = [
        {
            "article_id": one.article,
            "story_id": 0,
            "score": one.score,
            "terms": "\n".join(one.terms),
            "by": one.by,
            "decided": now,
        }
        for one in joined
    ]
    await upsert_all(tx, story_member, rows)


async def _settle_members(tx: Tx, rows: Sequence[Told], stories: Mapping[int, int]) -> None:
    """What is kept of decisions names the present story; who tells it alone has joined none."""
    together: dict[int, set[int]] = defaultdict(set)
    for article, story in stories.items():
        together[story].add(article)
    alone = [article for articles in together.values() if len(articles) == 1 for article in articles]
    await tx.execute(delete(story_member).where(story_member.c.article_id.in_(alone)))
    for story, articles in together.items():
        if len(articles) > 1:
            where = (story_member.c.article_id.in_(articles), story_member.c.story_id != story)
            await tx.execute(update(story_member).where(*where).values(story_id=story))


async def leave(tx: Tx, ids: Collection[int]) -> None:
    """These posts will have no story any more; ``rekey`` follows.

    An article whose first post is among them goes on by the first of its others.
    """
    going, rows = set(ids), await _of_stories(tx, ids)
    heirs: dict[int, int] = {}
    for row in rows:
        if row.post not in going and row.article in going:
            heirs.setdefault(row.article, row.post)
    for article, heir in heirs.items():
        left = [row.post for row in rows if row.article == article and row.post not in going]
        await tx.execute(update(post).where(post.c.id.in_(left)).values(article_id=heir))
        renamed = update(story_member).where(story_member.c.article_id == article)
        await tx.execute(renamed.values(article_id=heir))
    await tx.execute(delete(story_member).where(story_member.c.article_id.in_(going)))


async def others_of(tx: Tx, articles: Collection[int]) -> dict[int, list[int]]:
    """For each of these articles the others of its story."""
    found: dict[int, list[int]] = {}
    rows = await _of_stories(tx, articles)
    together: dict[int, dict[int, None]] = defaultdict(dict)
    for row in rows:
        together[row.story][row.article] = None
    for row in rows:
        if row.article in articles:
            found[row.article] = [other for other in together[row.story] if other != row.article]
    return found


async def by_admin(tx: Tx, articles: Collection[int]) -> set[int]:
    """Those of these articles that an admin has put where they are."""
    where = (story_member.c.article_id.in_(articles), story_member.c.by == ADMIN)
    return {row.article_id for row in await tx.execute(select(story_member.c.article_id).where(*where))}
