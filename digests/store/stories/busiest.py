"""Which stories many articles tell: a walk through an index of what was joined, whatever else is stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, or_, select

from digests.model import Candidate, FollowKind
from digests.store.posts import pages
from digests.store.tables import post_category, post_tag, story_member
from digests.store.transaction import Tx

_LINKS: dict[FollowKind, tuple[Any, Any]] = {
    FollowKind.CATEGORY: (post_category, post_category.c.category_id),
    FollowKind.TAG: (post_tag, post_tag.c.tag_id),
}
Target = tuple[FollowKind, int]


async def posts(
    tx: Tx, since: datetime, limit: int, targets: Collection[Target] = (), upto: int = 2**62
) -> list[Candidate]:
    """All posts of the ``limit`` stories that most articles have joined since then.

    With ``targets`` of those that one of these or their first post stands under.
    """
    of = story_member.c
    told = of.story_id + 0  # SQLite would walk through all that was ever joined, in the order of stories
    query = select(told.label("story")).where(of.decided >= since).group_by(told)
    if targets:
        query = query.where(or_(*_under(targets)))
    rows = await tx.execute(query.order_by(func.count().desc(), told.desc()).limit(limit))
    stories = [row.story for row in rows]
    return await pages.copies(tx, stories, upto) if stories else []


def _under(targets: Collection[Target]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for kind, (links, column) in _LINKS.items():
        if wanted := [target for k, target in targets if k is kind]:
            mine = links.c.post_id.in_((story_member.c.article_id, story_member.c.story_id))
            found.append(exists().where(mine, column.in_(wanted)))
    return found
