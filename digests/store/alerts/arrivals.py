"""Posts that are yet to be held against what asks for alerts, and up to where all of them were."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import or_, select, update

from digests.store.tables import alert_mark, post, story_follow, subscription
from digests.store.tables.base import ALERTING, ALERTING_SQLITE
from digests.store.transaction import Tx
from digests.store.upsert import insert_into


class Arrival(NamedTuple):
    """A post that came in, with the story that it tells."""

    post: int
    story: int
    feed: int
    stored: datetime


async def upto(tx: Tx) -> int | None:
    """The post up to which all were looked at; None where none ever was."""
    return (await tx.execute(select(alert_mark.c.upto))).scalar()


async def begin(tx: Tx, newest: int) -> None:
    """Look at what comes after a post; nothing where that was begun already."""
    await tx.execute(insert_into(tx, alert_mark).values(id=1, upto=newest).on_conflict_do_nothing())


async def advance(tx: Tx, was: int, then: int) -> bool:
    """Posts up to ``then`` were looked at; False when somebody else has looked since ``was`` was read."""
    moved = update(alert_mark).where(alert_mark.c.upto == was).values(upto=then)
    return bool((await tx.execute(moved)).rowcount)


async def read(tx: Tx, since: int, until: int, limit: int) -> tuple[list[Arrival], int]:
    """News among the posts ``since`` < id <= ``until``, and the post up to which these are all.

    What was old when its feed was added is no news.
    """
    between = (post.c.id > since, post.c.id <= until)
    columns = (post.c.id, post.c.story_id, post.c.feed_id, post.c.stored, post.c.fresh, post.c.gone)
    rows = (await tx.execute(select(*columns).where(*between).order_by(post.c.id).limit(limit))).all()
    news = [Arrival(*row[:4]) for row in rows if row.fresh and row.story_id is not None and not row.gone]
    return news, rows[-1].id if len(rows) == limit else until


async def any_wanted(tx: Tx) -> bool:
    """Whether anybody asks for alerts at all."""
    wanted = ALERTING_SQLITE if tx.dialect.name == "sqlite" else ALERTING
    asked = select(subscription.c.alert).where(wanted).exists()
    followed = select(story_follow.c.alert).where(wanted).exists()
    return bool((await tx.execute(select(or_(asked, followed)))).scalar())
