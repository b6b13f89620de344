"""The feeds that there are, as readers see them: by name, and how much each brings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select

from digests.decisions.host_name import host_of
from digests.decisions.search.joints import asked_in
from digests.decisions.search.words import said_in
from digests.model import FeedState
from digests.store.tables import feed, post
from digests.store.transaction import Tx

_WEEK = timedelta(days=7)
_THERE = feed.c.state.in_((FeedState.ACTIVE, FeedState.PAUSED))


class ListedFeed(NamedTuple):
    """A feed by its name: its title, or the host of its address, which may hold secrets beyond that."""

    id: int
    name: str
    per_day: float = 0.0


async def page(
    tx: Tx, words: str, first: int, size: int, now: datetime
) -> tuple[tuple[ListedFeed, ...], int]:
    """A page of those whose names have all of these words, with posts a day; and how many there are."""
    wanted = set(asked_in(words))
    found = [each for each in await everything(tx) if wanted.issubset(said_in(each.name))]
    found.sort(key=lambda each: (each.name.casefold(), each.id))
    shown = found[first : first + size]
    return await _with_pace(tx, shown, now), len(found)


async def everything(tx: Tx) -> list[ListedFeed]:
    """All of them, in no order."""
    rows = await tx.execute(select(feed.c.id, feed.c.title, feed.c.address).where(_THERE))
    return [_listed(row) for row in rows]


async def one(tx: Tx, feed_id: int) -> ListedFeed | None:
    """One of them."""
    query = select(feed.c.id, feed.c.title, feed.c.address).where(_THERE, feed.c.id == feed_id)
    row = (await tx.execute(query)).first()
    return _listed(row) if row else None


async def there(tx: Tx, ids: Collection[int]) -> set[int]:
    """Those of the ids that are feeds to be followed: not removed, not ended, not unknown."""
    return {row.id for row in await tx.execute(select(feed.c.id).where(_THERE, feed.c.id.in_(ids)))}


def _listed(row: Row[Any]) -> ListedFeed:
    return ListedFeed(row.id, row.title or host_of(row.address) or f"{row.id}")


async def _with_pace(tx: Tx, feeds: Sequence[ListedFeed], now: datetime) -> tuple[ListedFeed, ...]:
    lately = (post.c.feed_id.in_([each.id for each in feeds]), post.c.published >= now - _WEEK)
    counted = select(post.c.feed_id, func.count()).where(*lately).group_by(post.c.feed_id)
    posts = {row[0]: row[1] for row in await tx.execute(counted)}
    return tuple(each._replace(per_day=posts.get(each.id, 0) / 7) for each in feeds)
